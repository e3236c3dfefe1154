"""Combines data files of several folders: each adds to those before it.

A record whose id exists already is ignored with a warning, but its notices and figures
are added to the existing edition. A programme is not combined: it replaces the one
before it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Generic, NamedTuple, TypeVar

import msgspec

from milipol_cli.errors import NOTHING, Problem
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
from milipol_cli.network.model.kinds import MOST_LISTED
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.programmes import Extra, Programme
from milipol_cli.network.model.record import Record, converted
from milipol_cli.network.model.shows import Edition, Notice, ShowFile, Venue
from milipol_cli.network.model.sources import Source

_Value = TypeVar("_Value", bound=Record)


class Combined(NamedTuple, Generic[_Value]):
    """A value made from one or more files; `origins` has the file of each place."""

    value: _Value
    origins: Mapping[Place, tuple[DataFile, Place]]
    parts: tuple["Part", ...] = ()

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
        return _located(file, finding._replace(place=place))


class Part(NamedTuple):
    """What a file adds: tables with their types, and warnings about ignored ones."""

    file: DataFile
    pieces: list[tuple[Place, Table, type[Record]]]
    ignored: list[Finding]

    def findings(self) -> Iterator[Finding]:
        """The structural errors in the tables."""
        from milipol_cli.network.load import structure  # noqa: PLC0415  only for wrong files

        for place, table, kind in self.pieces:
            yield from structure.findings(table, kind, place)

    def problems(self, findings: Iterable[Finding]) -> Iterator[Problem]:
        """The problems for findings in the file, with their lines."""
        return (_located(self.file, finding) for finding in findings)


def _located(file: DataFile, finding: Finding) -> Problem:
    """The problem for a finding, with its line in the file."""
    from milipol_cli.network.load import locate  # noqa: PLC0415  only for wrong files

    return locate.problem(file, finding)


class _AddedToEdition(Edition, frozen=True, kw_only=True):
    """What a file adds to an existing edition."""

    notice: Annotated[tuple[Notice, ...], msgspec.Meta(max_length=MOST_LISTED)] = ()


class _AddedToShow(Record, frozen=True, kw_only=True):
    """What a file may add to an existing show."""

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

_ADDED_TO_EDITION = ("notice", "figure")
_CHANGED_IN_EDITION = [
    key for key in Edition.__struct_fields__ if key not in ("id", *_ADDED_TO_EDITION)
]


def part(
    file: DataFile, kind: type[Record], before: Combined[Any] | None = None
) -> Part:
    """What a file adds to the value of the files before it, if there are any."""
    if before is None:
        if issubclass(kind, Extra):
            file = _with_times(file)
        return Part(file, [((), file.table, kind)], [])
    is_show = kind is ShowFile
    lists = [name for name in kind.__struct_fields__ if name != "show"]
    rest: Table = {}
    added = Part(file, [], [])
    for name, value in file.table.items():
        if is_show and name == "show":
            show_id = before.value.show.id
            added.ignored.append(_known(("show",), show_id, before.origin(())[0]))
        elif name in lists and is_tables(value):
            records = getattr(before.value, name)
            known = {record.id: at for at, record in enumerate(records)}
            for index, table in enumerate(value):
                key = table.get("id")
                at = known.get(key) if isinstance(key, str) else None
                _add_piece(added, (name, index), table, before, at)
        else:
            rest[name] = value
    added.pieces.append(((), rest, _AddedToShow if is_show else kind))
    return added


def _with_times(file: DataFile) -> DataFile:
    """A programme with the times of its sessions that are texts, like "14:30"."""
    sessions = file.table.get("session")
    if not is_tables(sessions):
        return file
    with_times = []
    for session in sessions:
        texts = {
            name: f"{time}:00"
            for name in ("start", "end")
            if isinstance(time := session.get(name), str)
            and re.fullmatch("([01][0-9]|2[0-3]):[0-5][0-9]", time)
        }
        with_times.append({**session, **texts} if texts else session)
    return file._replace(table={**file.table, "session": with_times})


def _add_piece(
    added: Part,
    place: tuple[str, int],
    table: Table,
    before: Combined[Any],
    known_at: int | None,
) -> None:
    """Adds a table of a list to a part; of an existing record, only what is new."""
    name, _ = place
    if known_at is None:
        added.pieces.append((place, table, _RECORDS[name]))
        return
    other: list[str] = []
    if name == "edition":
        # A key that no edition has is a mistake, not a change.
        other = [key for key in table if key in _CHANGED_IN_EDITION]
        new = {key: value for key, value in table.items() if key not in other}
        if len(new) > 1:
            added.pieces.append((place, new, _AddedToEdition))
            if not other:
                return
    owner, _ = before.origin((name, known_at))
    added.ignored.append(_known((*place, "id"), table["id"], owner, other))


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
    """The warning about a notice or figure that the file `owner` has, too."""
    message = f"ignored, because {_where(owner)} has the same"
    return Finding(
        place, "the same again", "a new one", "remove it", "warning", message
    )


def _where(owner: DataFile) -> str:
    return "an earlier data folder" if owner.folder else "the bundled data"


def combined(
    added: Part, kind: type[_Value], before: Combined[_Value] | None
) -> Combined[_Value]:
    """The value of the files before, with what another file adds.

    Raises msgspec.ValidationError if that file has structural errors.
    """
    file = added.file
    if before is None:
        value = converted(file.table, kind)
        return Combined(value, {(): (file, ())}, (added,))
    lists = {
        name: list(getattr(before.value, name))
        for name in kind.__struct_fields__
        if name != "show"
    }
    origins = dict(before.origins)
    for place, table, piece_kind in added.pieces:
        record: Any = converted(table, piece_kind)
        if not place:
            continue
        name = str(place[0])
        if piece_kind is _AddedToEdition:
            at = [edition.id for edition in lists[name]].index(record.id)
            changed_fields = {}
            for field in _ADDED_TO_EDITION:
                known = getattr(lists[name][at], field)
                values = [*known]
                for index, value in enumerate(getattr(record, field)):
                    there = (*place, field, index)
                    if value in known:
                        owner, _ = before.origin((name, at, field, known.index(value)))
                        added.ignored.append(_known_value(there, owner))
                    else:
                        origins[name, at, field, len(values)] = (file, there)
                        values.append(value)
                changed_fields[field] = tuple(values)
            lists[name][at] = msgspec.structs.replace(lists[name][at], **changed_fields)
        else:
            origins[name, len(lists[name])] = (file, place)
            lists[name].append(record)
    changed = {name: tuple(records) for name, records in lists.items()}
    value = msgspec.structs.replace(before.value, **changed)
    return Combined(value, origins, (*before.parts, added))


def partial(part: Part, kind: type[Record]) -> list[Problem]:
    """The warning that a programme or a list is ignored because it is incomplete.

    None if nothing is missing, or it has other errors, too.
    """
    findings = [*part.findings()]
    if not findings or any(finding.found != NOTHING for finding in findings):
        return []
    noun = "list of exhibitors" if kind is ExhibitorList else "programme"
    actual, expected = f"a part of a {noun}", "a whole one"
    advice = "copy the bundled one and change that"
    message = f"ignored, because it is not a whole {noun}"
    path = str(part.file.path)
    return [Problem(path, None, "", "warning", actual, expected, advice, message)]


def with_extra(
    known: Combined[Programme] | None, extra: Combined[Extra]
) -> tuple[Combined[Programme], list[Finding]]:
    """A programme with the themes and sessions that a file adds to it.

    The findings are about those that it has already, which are left out.
    """
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
    return Combined(whole, origins, (*known.parts, *extra.parts)), findings


def _of_programme(place: tuple[str, int, str], record: str) -> Finding:
    """The error about a theme or session that the programme has already."""
    return Finding(
        place,
        f"{record}, which the programme has",
        "one that the programme does not have",
        "use another date or half-day" if place[0] == "theme" else "use another id",
        message=f"ignored, because the programme has {record}",
    )
