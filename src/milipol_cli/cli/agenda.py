"""The reader's agenda, found through the environment; and its completion."""

import datetime as dt
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from milipol_cli.base import streams
from milipol_cli.base.errors import InvalidData, MilipolError, with_consequence
from milipol_cli.cli.completion import Offer, matching_offers
from milipol_cli.cli.environment import own_path
from milipol_cli.network.as_of import read_as_of
from milipol_cli.network.load.reading import read_text

if TYPE_CHECKING:  # many readers have no agenda
    from milipol_cli.network.model.picks import Pick, Picks


def agenda_file() -> Path:
    """The path of the reader's agenda; raises InvalidData if it has no place."""
    path = agenda_file_if_any()
    if path is None:
        raise InvalidData(
            "your home folder is not known, so there is no place for your agenda; set"
            " HOME or MILIPOL_AGENDA"
        )
    return path


def agenda_file_if_any() -> Path | None:
    """The path in MILIPOL_AGENDA, or else in the user's folder; None without one."""
    if named := os.environ.get("MILIPOL_AGENDA"):
        return Path(named)
    return own_path("agenda.toml")


def open_agenda() -> "Picks":
    """The picks on the reader's agenda; raises InvalidData if its file has errors."""
    return _picks_in(agenda_file())


def agenda_if_sound(*, warn: bool = True) -> "Picks":
    """The picks on the agenda; none, with a warning if `warn`, if it has errors."""
    path = agenda_file_if_any()
    try:
        return () if path is None else _picks_in(path)
    except InvalidData as error:
        if warn:
            streams.warn(with_consequence(str(error), "your agenda is ignored"))
        return ()


def _picks_in(path: Path) -> "Picks":
    """The picks in a file; none if there is no file, as most readers have none."""
    text = read_text(path)
    if text is None:
        return ()
    from milipol_cli.picks.read import agenda_in  # noqa: PLC0415  as above

    return agenda_in(text, path).pick


def done_ids(context: typer.Context, incomplete: str) -> list[Offer]:
    """The ids of follow-ups that are open, then what `pick_ids` offers, for a shell."""
    picks = agenda_if_sound(warn=False)
    items = [item for pick in picks for item in pick.open_follow_ups]
    offers = matching_offers([(item.id, item.text) for item in items], incomplete)
    return [*(offers if incomplete else ()), *pick_ids(context, incomplete)]


def pick_ids(context: typer.Context, incomplete: str) -> list[Offer]:
    """The ids on the reader's agenda, with their titles, for a shell; past ones last.

    If none begins with what was typed, the ends of ids that are enough to name a pick.
    """
    try:
        as_of = read_as_of(context.params.get("on"), context.params.get("tz"))
        picks = sorted(open_agenda(), key=lambda pick: _is_before(pick, as_of.reader_day))
    except MilipolError:
        return []
    offers = matching_offers([(pick.id, pick.title or "") for pick in picks], incomplete)
    short_ids = [(pick.id.rpartition("/")[2], pick.title or "") for pick in picks]
    picks_with = Counter(short_id for short_id, _ in short_ids)
    unique = [offer for offer in short_ids if picks_with[offer[0]] == 1]
    return offers or matching_offers(unique, incomplete)


def _is_before(pick: "Pick", day: dt.date) -> bool:
    """Whether a pick was over before a day, by what the agenda has."""
    last = pick.last or pick.date or (None if pick.at is None else pick.at.date())
    return last is not None and last < day
