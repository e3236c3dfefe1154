"""New picks: of things in the data, and entries of the reader's own."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from milipol_cli.base.errors import BadInput, UnknownId
from milipol_cli.base.folding import FreeIds, slug
from milipol_cli.commands.agenda.changes.pick_times import NewTime, time_fields
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.exhibitors import stand_of
from milipol_cli.network.load import Catalog, Match
from milipol_cli.network.load.ids import edition_of
from milipol_cli.network.model.picks import OWN, OwnKind, Pick, kind_fields
from milipol_cli.network.model.programmes import DayTheme, Session, theme_for
from milipol_cli.network.model.record import MOST_CHARACTERS
from milipol_cli.picks.as_of import Identity, identity
from milipol_cli.picks.kept_values import kept_title, speakers_of

# The ids of the reader's entries are not longer, except for their number.
_LONGEST_ID = 17
_SMALL_WORDS = "with|of|the|and|at|in|for|de|la|le|et|du|der|die|das|mit|und"

# What a pick that is added again takes from the data, and what from options if given.
_OF_DATA = ("title", "date", "last", "start", "end", "room", "speakers")
_GIVEN = ("place", "note", "alarm", "at", "minutes", "zone", "updated")


def pick_of(match: Match, editions: Sequence[EditionAsOf], data: Catalog) -> Pick:
    """A pick of what an id names: a session, an exhibitor, a day or an edition.

    A show stands for its next edition; raises UnknownId if that has no dates.
    """
    edition = edition_of(match, editions)
    if edition is None:
        see = f"see milipol show {match.id}"
        raise UnknownId(f"no upcoming edition of {match.id!r} with dates; {see}")
    if match.session is not None:
        themes = data.programme(edition.id).theme
        return _pick_of_session(match.id, match.session, themes)
    if match.exhibitor is not None:
        exhibitor = match.exhibitor.exhibitor
        return Pick(id=match.id, title=exhibitor.name, place=stand_of(exhibitor))
    title = edition.title[:MOST_CHARACTERS]
    if match.day is not None:
        return Pick(id=match.id, title=title, date=match.day)
    dates = edition.dates
    return Pick(id=edition.id, title=title, date=dates.start, last=dates.end)


def _pick_of_session(pick_id: str, session: Session, themes: Sequence[DayTheme]) -> Pick:
    """A pick of a session, with what is known about it, so that changes are noticed."""
    return Pick(
        id=pick_id,
        title=kept_title(session, theme_for(session, themes)),
        date=session.date,
        start=session.start,
        end=session.end,
        room=session.room,
        speakers=speakers_of(session),
    )


def own_entry(title: str, time: NewTime, kind: OwnKind, **fields: Any) -> Pick:
    """A reader's entry; raises BadInput for a time that it cannot have."""
    times = time_fields(time, kind)
    return Pick(id=own_id(title), title=title, **kind_fields(kind), **fields, **times)


def own_id(title: str) -> str:
    """The id of a reader's entry: "Dinner with the team" becomes agenda/dinner.

    It may be taken; `with_added` then adds a number.
    """
    key = slug(title)
    if len(key) > _LONGEST_ID:  # its first words, so that tables have room for it
        key = key[: _LONGEST_ID + 1].rpartition("-")[0] or key[:_LONGEST_ID]
        key = re.sub(f"(-({_SMALL_WORDS}))+$", "", key)
    return f"{OWN}{key}"


def refuse_twin(verb: str, entry: Pick, known: Mapping[Identity, str]) -> None:
    """Raises BadInput, as "not added", if another entry has the same title and time."""
    if twin := known.get(identity(entry)):
        edit = "to change it, use milipol agenda edit"
        raise BadInput(f"not {verb}: {twin} has the same title and time; {edit}")


def identities(picks: Iterable[Pick]) -> dict[Identity, str]:
    """The ids of the reader's entries by their titles and times."""
    return {identity(pick): pick.id for pick in picks if pick.is_own}


def new_uid() -> str:
    """A random `uid`, so that no two entries of any readers share one."""
    return os.urandom(8).hex()


def with_added(
    old: Sequence[Pick], added: Iterable[Pick]
) -> tuple[tuple[Pick, ...], tuple[str, ...]]:
    """The picks of an agenda with these added, and the ids of the picks added.

    A pick that is there already is updated in its place; it keeps what the reader added
    to it unless that is given anew. The reader's entries get ids that are still free;
    raises BadInput for one that has the title and time of another.
    """
    pick_by_id = {pick.id: pick for pick in old}
    ids_of_entries = identities(old)
    ids = []
    for new in added:
        pick = new
        if new.is_own:
            refuse_twin("added", new, ids_of_entries)
            free_id = FreeIds(pick_by_id).take(new.id)  # "agenda/acme-2" if taken
            pick = msgspec.structs.replace(new, id=free_id)
        elif new.id in pick_by_id:
            pick = _update_pick(pick_by_id[new.id], new)
        pick_by_id[pick.id] = pick
        ids.append(pick.id)
    return tuple(pick_by_id.values()), tuple(ids)


def _update_pick(old: Pick, new: Pick) -> Pick:
    """The old pick with the data of the new one, and with the options given for it."""
    values = {name: getattr(new, name) for name in _OF_DATA}
    given = {name: getattr(new, name) for name in _GIVEN}
    values |= {name: value for name, value in given.items() if value is not None}
    return msgspec.structs.replace(old, **values, uid=old.uid or new.uid)
