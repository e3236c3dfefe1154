"""An edition as it is known from a standpoint; most answers have some."""

from typing import Literal
from zoneinfo import ZoneInfo

from milipol_cli.model.dates import Dates
from milipol_cli.model.kinds import Certainty
from milipol_cli.model.record import Record
from milipol_cli.model.shows import Edition, Notice, Show, Status, Venue

Phase = Literal["upcoming", "on", "over"]


class Seen(Record, frozen=True, kw_only=True):
    """An edition as it is known from a standpoint.

    `edition` lacks what was not known by then: its theme, or remarks without a day.

    `phase` is None where it cannot be told: dates known to a month or a year only,
    dates that were given up later, a postponed or cancelled edition. `days_until` is 0
    while it is on and None where no first day is known; `day` and `days` count the
    days while it is on. `later` is the same edition as today's data has it, where
    that contradicts what was known.
    """

    edition: Edition
    show: Show
    name: str
    dates: Dates
    status: Status
    certainty: Certainty
    venue: Venue | None
    notices: tuple[Notice, ...]
    phase: Phase | None
    given_up: bool = False
    days_until: int | None = None
    days_since: int | None = None
    day: int | None = None
    days: int | None = None
    later: "Seen | None" = None

    @property
    def zone(self) -> ZoneInfo:
        """The zone its clock runs in."""
        return self.show.zone if self.venue is None else self.venue.zone

    @property
    def year(self) -> str:
        """The year in its id: the one it was first announced for."""
        return self.edition.id[-4:]

    @property
    def outcome_known(self) -> bool:
        """Whether a source says what became of it."""
        if self.status == "postponed":
            return self.notices[-1].dates is None
        return self.status in ("held", "cancelled")
