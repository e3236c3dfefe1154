"""Data files of several folders put together: each adds to those before it.

A record whose id is known already is ignored with a warning; notices and figures are
added to a known edition. A programme replaces the one before it, so it is never part of
what is put together here.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Generic, NamedTuple, TypeGuard, TypeVar

import msgspec

from milipol_cli.errors import NOTHING, Problem
from milipol_cli.network.load.findings import Finding, Place, Table, quoted, written
from milipol_cli.network.load.reading import DataFile
from milipol_cli.network.model.kinds import MOST_LISTED
from milipol_cli.network.model.record import Record, converted
from milipol_cli.network.model.shows import Edition, Notice, ShowFile, Venue

_Value = TypeVar("_Value", bound=Record)


class Addition(Record, frozen=True, kw_only=True):
    """A table that one of the user's own files adds.

    `kind` is the name of the table or its list and `id` its id there; both as in the
    file. `adds` is false if its edition is another file's, to which it adds `keys`.
    """

    file: str
    kind: str
    id: str
    adds: bool
    keys: tuple[str, ...]


class Combined(NamedTuple, Generic[_Value]):
    """A value made of one or several files; `origins` has the file of each part."""

    value: _Value
    origins: Mapping[Place, tuple[DataFile, Place]]
    additions: tuple[Addition, ...] = ()

    def origin(self, place: Place) -> tuple[DataFile, Place]:
        """The file that a place of the value comes from, and the place there."""
        end = len(place)
        while place[:end] not in self.origins:
            end -= 1
        file, there = self.origins[place[:end]]
        return file, (*there, *place[end:])

    def problem(self, finding: Finding) -> Problem:
        """The problem that a finding in the value is, in its file."""
        from milipol_cli.network.load import locate  # noqa: PLC0415  for wrong files alone

        file, place = self.origin(finding.place)
        return locate.problem(file, finding._replace(place=place))


class Part(NamedTuple):
    """What a file adds: pieces of it with their types, and what of it is ignored."""

    file: DataFile
    pieces: list[tuple[Place, Table, type[Record]]]
    ignored: list[Finding]

    def findings(self) -> Iterator[Finding]:
        """Every structural error of the pieces."""
        from milipol_cli.network.load import structure  # noqa: PLC0415  for wrong files alone

        for place, table, kind in self.pieces:
            yield from structure.findings(table, kind, place)

    def problems(self, findings: Iterator[Finding] | list[Finding]) -> list[Problem]:
        """The problems that findings in the file are."""
        from milipol_cli.network.load import locate  # noqa: PLC0415  for wrong files alone

        return [locate.problem(self.file, finding) for finding in findings]


class _AddedToEdition(Edition, frozen=True, kw_only=True):
    """What a file adds to a known edition."""

    notice: Annotated[tuple[Notice, ...], msgspec.Meta(max_length=MOST_LISTED)] = ()


class _AddedToShow(Record, frozen=True, kw_only=True):
    """What a file may hold that adds to a known show."""

    venue: tuple[Venue, ...] = ()
    edition: tuple[Edition, ...] = ()


# What can be done instead of changing a record that is known already.
_INSTEAD = {
    "show": "remove [show]; venues and editions are added without it",
    "venue": "add a venue with another id, and name it in a notice",
    "edition": "add an [[edition.notice]] to change it",
    "news": "use another id",
    "source": "use another id",
}

_ADDED_TO_EDITION = ("notice", "figure")


def part(
    file: DataFile, kind: type[Record], before: Combined[Any] | None = None
) -> Part:
    """What a file adds to the value of the files before it, if there is one."""
    if before is None:
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
                _add_piece(added, (name, index), table, kind, before, at)
        else:
            rest[name] = value
    added.pieces.append(((), rest, _AddedToShow if is_show else kind))
    return added


def _add_piece(
    added: Part,
    place: tuple[str, int],
    table: Table,
    kind: type[Record],
    before: Combined[Any],
    known_at: int | None,
) -> None:
    """Adds a table of a list to a part, without what is known already."""
    name, _ = place
    if known_at is None:
        from milipol_cli.network.load import structure  # noqa: PLC0415  for own files alone

        added.pieces.append((place, table, structure.record_type(kind, name)))
        return
    other = [key for key in table if key != "id"]
    if name == "edition":
        lists = {key: table[key] for key in _ADDED_TO_EDITION if key in table}
        other = [key for key in other if key not in lists]
        if lists:
            added.pieces.append((place, {"id": table["id"], **lists}, _AddedToEdition))
            if not other:
                return
    owner, _ = before.origin((name, known_at))
    ignored = other if name == "edition" else ()
    added.ignored.append(_known((*place, "id"), table["id"], owner, ignored))


def _known(
    place: Place, key: str, owner: DataFile, ignored: Sequence[str] = ()
) -> Finding:
    """The warning about a record that `owner` has; of an edition, about keys of it."""
    where = "an earlier data folder" if owner.folder else "the bundled data"
    actual = f"{quoted(key)}, which {where} has"
    names = ", ".join(written((name,)) for name in ignored)
    message = f"{names} ignored, because {where} has {quoted(key)}".lstrip()
    advice = _INSTEAD[str(place[0])]
    return Finding(place, actual, "an id that is new", advice, "warning", message)


def is_tables(value: object) -> TypeGuard[list[Table]]:
    """Whether a value is a list of tables."""
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def combined(
    added: Part, kind: type[_Value], before: Combined[_Value] | None
) -> Combined[_Value]:
    """The value of the files before with what one adds.

    Raises msgspec.ValidationError if the structure of that is wrong.
    """
    file = added.file
    if before is None:
        value = converted(file.table, kind)
        return Combined(value, {(): (file, ())}, tuple(_whole(file)))
    lists = {
        name: list(getattr(before.value, name))
        for name in kind.__struct_fields__
        if name != "show"
    }
    origins = dict(before.origins)
    additions = list(before.additions)
    for place, table, piece_kind in added.pieces:
        record: Any = converted(table, piece_kind)
        if not place:
            continue
        name = str(place[0])
        if piece_kind is _AddedToEdition:
            at = [edition.id for edition in lists[name]].index(record.id)
            for field in _ADDED_TO_EDITION:
                count = len(getattr(lists[name][at], field))
                for index in range(len(getattr(record, field))):
                    there = (*place, field, index)
                    origins[name, at, field, count + index] = (file, there)
            lists[name][at] = _with_added(lists[name][at], record)
        else:
            origins[name, len(lists[name])] = (file, place)
            lists[name].append(record)
        adds = piece_kind is not _AddedToEdition
        additions.append(_addition(file, name, record.id, table, adds=adds))
    changed = {name: tuple(records) for name, records in lists.items()}
    value = msgspec.structs.replace(before.value, **changed)
    return Combined(value, origins, tuple(additions))


def _with_added(edition: Edition, added: Edition) -> Edition:
    """An edition with the notices and figures that a file adds to it."""
    return msgspec.structs.replace(
        edition,
        notice=(*edition.notice, *added.notice),
        figure=(*edition.figure, *added.figure),
    )


# The keys that identify tables in their lists.
_KEYS = {"theme": ("date", "half_day")}


def _whole(file: DataFile) -> Iterator[Addition]:
    """Every table of one of the user's own files, which adds all of it."""
    if not file.folder:
        return
    for name, value in file.table.items():
        if isinstance(value, dict):
            yield _addition(file, name, "", value)
        elif is_tables(value):
            for table in value:
                keys = (table.get(key) for key in _KEYS.get(name, ("id",)))
                key = " ".join(str(part) for part in keys if part is not None)
                yield _addition(file, name, key, table)
        elif name != "edition":  # the edition that a programme is of
            yield _addition(file, name, "", {name: value})


def _addition(
    file: DataFile, name: str, key: str, table: Table, *, adds: bool = True
) -> Addition:
    hidden = () if name == "show" else _KEYS.get(name, ("id",))
    keys = tuple(field for field in table if field not in hidden)
    return Addition(file=str(file.path), kind=name, id=key, adds=adds, keys=keys)


# What can be done instead of changing a programme.
_WHOLE = "copy the bundled one and change that"


def partial(added: Part) -> list[Finding]:
    """Warnings about what a programme lacks to be whole; none if it is wrong otherwise.

    Programmes that were written to change fields of the bundled one are like that.
    """
    findings = list(added.findings())
    if any(finding.found != NOTHING for finding in findings):
        return []
    return [finding._replace(severity="warning", advice=_WHOLE) for finding in findings]


def partial_ignored(file: DataFile) -> Problem:
    """The warning that a programme is ignored because it is not whole."""
    actual, expected = "a part of a programme", "a whole one"
    message = "ignored, because it is not a whole programme"
    return Problem(
        str(file.path), None, "", "warning", actual, expected, _WHOLE, message
    )
