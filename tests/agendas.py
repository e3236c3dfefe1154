"""Picks and agendas, for tests."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from builders import PARIS, at, edition, matches, notice, show
from milipol_cli.commands.agenda import query as questions
from milipol_cli.commands.agenda.changes import picks as new_picks
from milipol_cli.commands.agenda.query import Agenda, PartKind
from milipol_cli.look.words.picks import conflict_text
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.company_names import Companies
from milipol_cli.network.editions import editions_as_of
from milipol_cli.network.exhibitors import GetList
from milipol_cli.network.load import Catalog, Match
from milipol_cli.network.load.reading import read_text as text_of_file
from milipol_cli.network.model.exhibitors import ExhibitorList
from milipol_cli.network.model.picks import Pick, Picks
from milipol_cli.network.model.programmes import Programme, Session
from milipol_cli.network.model.shows import ShowFile
from milipol_cli.picks.as_of import PickAsOf
from milipol_cli.picks.read import agenda_in
from milipol_cli.picks.write import open_to_change

MINUTE = dt.timedelta(minutes=1)
HELD = notice("2023-09-30", "2023-11-14/2023-11-17", venue="villepinte")
FILE = show(edition("paris-2023", HELD))


def own(slug: str, when: str, minutes: int | None = 30, **fields: Any) -> Pick:
    """An entry of the reader's own, at a time in Paris unless `fields` say where."""
    values: dict[str, Any] = {"kind": "meeting", "title": slug.capitalize(), **fields}
    if "T" not in when:
        return Pick(id=f"agenda/{slug}", date=dt.date.fromisoformat(when), **values)
    return Pick(
        id=f"agenda/{slug}",
        at=dt.datetime.fromisoformat(when),
        minutes=minutes,
        zone=values.pop("zone", PARIS),
        **values,
    )


def read_picks(path: Path) -> Picks:
    """The picks in an agenda file, in its order; none if there is no file."""
    return agenda_in(text_of_file(path) or "", path).pick


def picks_in(answer: Agenda, kind: PartKind) -> list[PickAsOf]:
    """The picks in the parts of a kind."""
    return [pick for part in answer.parts if part.kind == kind for pick in part.picks]


def ids_in(answer: Agenda, kind: PartKind) -> list[str]:
    """The ids of the picks in the parts of a kind."""
    return [pick.id for pick in picks_in(answer, kind)]


class HeldData(Catalog):
    """Data of values, not of files."""

    shows: tuple[ShowFile, ...] = ()
    companies: Companies = Companies()

    def __init__(
        self,
        shows: Iterable[ShowFile],
        *,
        programme: Callable[[str], Programme | None] = lambda _: None,
        exhibitors: GetList = lambda _: None,
        unread: Callable[[str], bool] = lambda _: False,
    ) -> None:
        super().__init__([])
        self.shows = tuple(shows)
        self._programme_of, self._list_of, self._unread = programme, exhibitors, unread

    def programme(self, edition_id: str) -> Programme:
        """The programme of an edition."""
        return self._programme_of(edition_id) or Programme(edition=edition_id)

    def exhibitors(self, edition_id: str) -> ExhibitorList | None:
        """The list of an edition."""
        return self._list_of(edition_id)

    def is_left_out(self, key: str) -> bool:
        """Whether a file that may contain an id could not be read."""
        return self._unread(key)


def agenda_of(
    *picks: Pick,
    sessions: tuple[Session, ...] = (),
    files: tuple[ShowFile, ...] = (FILE,),
    as_of: str = "2023-11-13",
    change: int = 10,
    gap: int = 30,
    themes: tuple[Any, ...] = (),
    **more: Any,
) -> Agenda:
    """The agenda of these picks, with these sessions at Milipol Paris 2023."""
    held = Programme(edition="paris-2023", session=sessions, theme=themes)
    values = {"programme": lambda key: held if key == "paris-2023" else None, **more}
    data = HeldData(files, **values)
    return questions.agenda(picks, data, at(as_of), change * MINUTE, gap * MINUTE)


def picks_of_matches(
    matches: Iterable[Match],
    files: Sequence[ShowFile],
    programme: Callable[[str], Programme | None],
    as_of: AsOf,
) -> list[Pick]:
    """A pick of each thing that an id names."""
    data = HeldData(files, programme=programme)
    editions = editions_as_of(files, as_of)
    return [new_picks.pick_of(match, editions, data) for match in matches]


def picks_of(*sessions: Session) -> list[Pick]:
    """Picks of sessions, as they are now."""
    programme = Programme(edition="paris-2023", session=sessions)
    ids = [f"paris-2023/{session.id}" for session in sessions]
    as_of = at("2023-11-13")
    return picks_of_matches(
        matches(ids, FILE, programme=programme), [FILE], lambda _: programme, as_of
    )


def conflicts_in(answer: Agenda) -> list[tuple[str, str]]:
    """The conflicts of an agenda in words, each with the end of the id of its pick."""
    return [
        (pick.id.rpartition("/")[2], conflict_text(conflict))
        for pick in answer.picks
        for conflict in pick.conflicts
    ]


def picked(*ids: str, as_of: str = "2023-10-01") -> list[Pick]:
    """Picks of the days and the edition of FILE."""
    return picks_of_matches(matches(ids, FILE), [FILE], lambda _: None, at(as_of))


def change_picks(path: Path, changed: Callable[[Picks], Sequence[Pick]]) -> None:
    """Writes what `changed` makes of the picks in an agenda file."""
    with open_to_change(path, "edit") as (old, write):
        write(changed(old))
