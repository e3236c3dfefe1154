"""What an import is asked for, and its answer."""

import datetime as dt

from milipol_cli.import_report import ImportReport, Orders
from milipol_cli.importing.new_show import NewShow
from milipol_cli.importing.programme import Change
from milipol_cli.importing.sessions import Imported
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.programmes import Session


class ProgrammeOrders(Orders, frozen=True, kw_only=True):
    """What to import for the edition with an id, or for a new show.

    With `prune`, sessions that the file no longer has are removed.
    """

    edition: str | NewShow
    format: str | None
    prune: bool


class Report(ImportReport, frozen=True, kw_only=True):
    """What a programme has now, and what its import changed.

    `days_before` are the days of the edition before if it has other ones now.
    """

    imported: Imported
    programme: tuple[Session, ...]
    changes: tuple[Change, ...]
    days_now: Dates
    days_before: Dates | None

    @property
    def sessions(self) -> list[Session]:
        """The sessions that are not cancelled."""
        return [session for session in self.programme if not session.cancelled]

    @property
    def cancelled(self) -> int:
        """How many sessions are cancelled."""
        return len(self.programme) - len(self.sessions)

    @property
    def days(self) -> list[dt.date]:
        """The days with sessions, in order."""
        return sorted({s.date for s in self.sessions if s.date is not None})

    @property
    def rooms(self) -> set[str | None]:
        """The rooms of the sessions."""
        return {session.room for session in self.sessions} - {None}

    @property
    def speakers(self) -> set[str]:
        """The names of the speakers."""
        return {each.name for session in self.sessions for each in session.speaker}
