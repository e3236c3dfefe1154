"""Combines data files of several folders: each adds to those before it.

A record whose id exists already is ignored with a warning, but its notices and figures
are added to the existing edition. A programme is not combined: it replaces the one
before it.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Generic, NamedTuple, TypeVar

import msgspec

from milipol_cli.errors import NOTHING, InvalidData, Problem
from milipol_cli.network.load.findings import (
    Finding,
    Place,
    Table,
    is_tables,
    place_text,
    quoted,
)
from milipol_cli.network.load.reading import DataFile
from milipol_cli.network.model.exhibitors import ExhibitorList
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.programmes import Extra, Programme
from milipol_cli.network.model.record import MOST_LISTED, Record, converted
from milipol_cli.network.model.shows import Edition, Notice, ShowFile, Venue
from milipol_cli.network.model.sources import Source

_Value = TypeVar("_Value", bound=Record)


class Piece(NamedTuple):
    """A table that a file adds, with its place and the type that it should have."""

    file: DataFile
    place: Place
    table: Table
    kind: type[Record]


class Combined(NamedTuple, Generic[_Value]):
    """A value made from one or more files; `origins` has the file of each place.

    `ignored` are the warnings about what is ignored in the last of the files.
    """

    value: _Value
    origins: Mapping[Place, tuple[DataFile, Place]]
    pieces: Sequence[Piece] = ()
    ignored: Sequence[Problem] = ()

    @property
    def is_own(self) -> bool:
        """Whether any of it comes from the user's own folders."""
        return any(file.folder for file, _ in self.origins.values())

    def origin(self, place: Place) -> tuple[DataFile, Place]:
        """The file that a place in the value comes from, and the place in that file."""
        end = len(place)
        while place[:end] not in self.origins:
            end -= 1
        file, there = self.origins[place[:end]]
        return file, (*there, *place[end:])

    def problem(self, finding: Finding) -> Problem:
        """The problem for a finding in the value, with its file and line."""
        file, place = self.origin(finding.place)
        if finding.other is not None:
            other = place_text(self.origin(finding.other)[1])
            finding = finding._replace(
                found=finding.found.replace("{other}", other),
                message=(finding.message or "").replace("{other}", other) or None,
            )
        return located(file, finding._replace(place=place))


def located(file: DataFile, finding: Finding) -> Problem:
    """The problem for a finding, with its line in the file."""
    from milipol_cli.network.load import problems  # noqa: PLC0415  only for wrong files

    return problems.problem(file, finding)


def value_of(
    file: DataFile, kind: type[_Value], wrong: Callable[[_Value], Iterable[Finding]]
) -> _Value:
    """The value of a single file; raises InvalidData if it has errors."""
    now = added(file, kind, wrong)
    if isinstance(now, Iterator):
        raise InvalidData(next(now))
    return now.value


def added(
    file: DataFile,
    kind: type[_Value],
    wrong: Callable[[_Value], Iterable[Finding]],
    before: Combined[_Value] | None = None,
) -> Combined[_Value] | Iterator[Problem]:
    """The value of the files before with what another adds, or its errors."""
    pieces, ignored = _pieces(file, kind, before)
    try:
        now = _combined(pieces, kind, before, ignored)
    except msgspec.ValidationError:
        return (problem for piece in pieces for problem in _structural(piece))
    errors = map(now.problem, wrong(now.value))
    first = next(errors, None)
    return now if first is None else itertools.chain([first], errors)


def _structural(piece: Piece) -> Iterator[Problem]:
    from milipol_cli.network.load import problems  # noqa: PLC0415  only for wrong files

    findings = problems.findings(piece.table, piece.kind, piece.place)
    return (located(piece.file, finding) for finding in findings)


class _AddedToEdition(Edition, frozen=True, kw_only=True):
    notice: Annotated[tuple[Notice, ...], msgspec.Meta(max_length=MOST_LISTED)] = ()


class _AddedToShow(Record, frozen=True, kw_only=True):
    venue: tuple[Venue, ...] = ()
    edition: tuple[Edition, ...] = ()


# The types of the records that a file may add to a list of the files before it.
_RECORDS: dict[str, type[Record]] = {
    "venue": Venue,
    "edition": Edition,
    "news": NewsItem,
    "source": Source,
}

# What to do instead of changing a record that exists already.
_INSTEAD = {
    "show": "remove [show]; venues and editions are added without it",
    "venue": "add a venue with another id, and name it in a notice",
    "edition": "add an [[edition.notice]] to change it",
    "news": "use another id",
    "source": "use another id",
}

# What a file may add to an existing edition, and what it may not change.
_ADDED = ("notice", "figure")
_CHANGED = {*Edition.__struct_fields__}.difference(("id", *_ADDED))


def _pieces(
    file: DataFile, kind: type[Record], before: Combined[Any] | None
) -> tuple[list[Piece], list[Finding]]:
    """What a file adds to the value of the files before it, and what is ignored."""
    if before is None:
        table = _with_times(file.table) if issubclass(kind, Extra) else file.table
        return [Piece(file, (), table, kind)], []
    is_show = kind is ShowFile
    rest: Table = {}
    pieces: list[Piece] = []
    ignored: list[Finding] = []
    for name, value in file.table.items():
        if is_show and name == "show":
            show_id = before.value.show.id
            ignored.append(_known(("show",), show_id, before.origin(())[0]))
        elif name in kind.__struct_fields__ and is_tables(value):
            records = getattr(before.value, name)
            known = {record.id: at for at, record in enumerate(records)}
            for index, table in enumerate(value):
                place, key = (name, index), table.get("id")
                at = known.get(key) if isinstance(key, str) else None
                if at is None:
                    pieces.append(Piece(file, place, table, _RECORDS[name]))
                    continue
                # A key that no edition has is a mistake, not a change.
                is_edition = name == "edition"
                other = [key for key in table if is_edition and key in _CHANGED]
                new = {key: value for key, value in table.items() if key not in other}
                if is_edition and len(new) > 1:
                    pieces.append(Piece(file, place, new, _AddedToEdition))
                    if not other:
                        continue
                owner, _ = before.origin((name, at))
                ignored.append(_known((*place, "id"), table["id"], owner, other))
        else:
            rest[name] = value
    pieces.append(Piece(file, (), rest, _AddedToShow if is_show else kind))
    return pieces, ignored


def _with_times(table: Table) -> Table:
    """A programme with the times of its sessions that are texts, like "14:30"."""
    sessions = table.get("session")
    if not is_tables(sessions):
        return table
    with_times = []
    for session in sessions:
        texts = {
            name: f"{time}:00"
            for name in ("start", "end")
            if isinstance(time := session.get(name), str)
            and re.fullmatch("([01][0-9]|2[0-3]):[0-5][0-9]", time)
        }
        with_times.append({**session, **texts} if texts else session)
    return {**table, "session": with_times}


def _known(
    place: Place, key: str, owner: DataFile, ignored: Sequence[str] = ()
) -> Finding:
    """The warning about a record that the file `owner` has already.

    For an edition, `ignored` has the keys that are ignored.
    """
    where = _where(owner)
    actual = f"{quoted(key)}, which {where} has"
    names = ", ".join(place_text((name,)) for name in ignored)
    message = f"{names} ignored, because {where} has {quoted(key)}".lstrip()
    advice = _INSTEAD[str(place[0])]
    return Finding(place, actual, "a new id", advice, "warning", message)


def _known_value(place: Place, owner: DataFile) -> Finding:
    message = f"ignored, because {_where(owner)} has the same"
    return Finding(
        place, "the same again", "a new one", "remove it", "warning", message
    )


def _where(owner: DataFile) -> str:
    return "an earlier data folder" if owner.folder else "the bundled data"


def _combined(
    pieces: Sequence[Piece],
    kind: type[_Value],
    before: Combined[_Value] | None,
    ignored: Sequence[Finding],
) -> Combined[_Value]:
    """The value of the files before, with what another file adds.

    Raises msgspec.ValidationError if that file has structural errors.
    """
    file = pieces[0].file
    if before is None:
        return Combined(converted(pieces[0].table, kind), {(): (file, ())}, pieces)
    lists = {
        name: list(getattr(before.value, name))
        for name in kind.__struct_fields__
        if name != "show"
    }
    origins, findings = dict(before.origins), [*ignored]
    for _, place, table, piece_kind in pieces:
        record: Any = converted(table, piece_kind)
        if not place:
            continue
        name = str(place[0])
        records = lists[name]
        if piece_kind is not _AddedToEdition:
            origins[name, len(records)] = (file, place)
            records.append(record)
            continue
        at = [edition.id for edition in records].index(record.id)
        changed = {}
        for field in _ADDED:
            known = getattr(records[at], field)
            values = [*known]
            for index, value in enumerate(getattr(record, field)):
                there = (*place, field, index)
                if value in known:
                    owner, _ = before.origin((name, at, field, known.index(value)))
                    findings.append(_known_value(there, owner))
                else:
                    origins[name, at, field, len(values)] = (file, there)
                    values.append(value)
            changed[field] = tuple(values)
        records[at] = msgspec.structs.replace(records[at], **changed)
    value = msgspec.structs.replace(
        before.value, **{name: tuple(records) for name, records in lists.items()}
    )
    warnings = [located(file, finding) for finding in findings]
    return Combined(value, origins, (*before.pieces, *pieces), warnings)


def partial(file: DataFile, kind: type[Record]) -> Problem | None:
    """The warning that a programme or a list is ignored because it is incomplete.

    None if nothing is missing, or it has other errors, too.
    """
    (piece,), _ = _pieces(file, kind, None)
    problems = [*_structural(piece)]
    if not problems or any(problem.found != NOTHING for problem in problems):
        return None
    noun = "list of exhibitors" if kind is ExhibitorList else "programme"
    actual, expected = f"a part of a {noun}", "a whole one"
    advice = "copy the bundled one and change that"
    message = f"ignored, because it is not a whole {noun}"
    path = str(file.path)
    return Problem(path, None, "", "warning", actual, expected, advice, message)


def with_extra(
    known: Combined[Programme] | None, extra: Combined[Extra]
) -> Combined[Programme]:
    """A programme with what a file adds to it, except what it has already."""
    if known is None:
        empty = Programme(edition=extra.value.edition)
        known = Combined(empty, {(): extra.origin(())})
    programme = known.value
    origins = dict(known.origins)
    findings: list[Finding] = []
    themes, sessions = [*programme.theme], [*programme.session]
    known_themes = {(theme.date, theme.half_day) for theme in themes}
    for at, theme in enumerate(extra.value.theme):
        if (theme.date, theme.half_day) in known_themes:
            when = f"{theme.date} {theme.half_day or ''}".strip()
            findings.append(_of_programme(("theme", at, "date"), f"a theme of {when}"))
        else:
            origins["theme", len(themes)] = extra.origin(("theme", at))
            themes.append(theme)
    for at, session in enumerate(extra.value.session):
        if session.id in programme.sessions_by_id:
            findings.append(_of_programme(("session", at, "id"), quoted(session.id)))
        else:
            origins["session", len(sessions)] = extra.origin(("session", at))
            sessions.append(session)
    whole = msgspec.structs.replace(
        programme, theme=tuple(themes), session=tuple(sessions)
    )
    pieces = (*known.pieces, *extra.pieces)
    return Combined(whole, origins, pieces, [*map(extra.problem, findings)])


def _of_programme(place: tuple[str, int, str], record: str) -> Finding:
    return Finding(
        place,
        f"{record}, which the programme has",
        "one that the programme does not have",
        "use another date or half-day" if place[0] == "theme" else "use another id",
        message=f"ignored, because the programme has {record}",
    )
