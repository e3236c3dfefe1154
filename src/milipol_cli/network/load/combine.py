"""Combines data files of several folders: each adds to those before it.

A record whose id exists already is ignored with a warning, but its notices and figures
are added to the existing edition, notices in the order in which they were known. A
programme is not combined: it replaces the one before it.
"""

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar, cast

import msgspec
from msgspec.structs import replace

from milipol_cli.base.errors import InvalidData, Problem, Severity
from milipol_cli.network.load.findings import Finding, ParsedTable, Place, is_tables, quote
from milipol_cli.network.load.reading import DataFile
from milipol_cli.network.model.record import Record, convert
from milipol_cli.network.model.shows import Edition, ShowFile

_Value = TypeVar("_Value", bound=Record)


class Combined(NamedTuple, Generic[_Value]):
    """A value of one or more files, the file of each place, and what is `ignored`.

    A place that is not in `origins` comes from where the place around it does.
    """

    value: _Value
    origins: Mapping[Place, tuple[DataFile, Place]]
    ignored: Sequence[Problem] = ()

    @property
    def files(self) -> Collection[DataFile]:
        """The files that the value comes from, each once."""
        return {file.path: file for file, _ in self.origins.values()}.values()

    @property
    def is_own(self) -> bool:
        """Whether any part of the value comes from the user's own folders."""
        return any(file.folder for file in self.files)

    @property
    def first_file(self) -> DataFile:
        """The file that the others add to."""
        file, _ = self.origin(())
        return file

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
        return problem_of(file, finding._replace(place=place))


def problem_of(file: DataFile, finding: Finding) -> Problem:
    """The problem for a finding, with its line in the file."""
    from milipol_cli.network.load import diagnosis  # noqa: PLC0415  only for rule files

    return diagnosis.problem_with_line(file, finding)


def value_of(
    file: DataFile, kind: type[_Value], rule: Callable[[_Value], Iterable[Finding]]
) -> _Value:
    """The value of a single file; raises InvalidData if it has errors."""
    combined = add_file(file, kind, rule)
    if isinstance(combined, Iterator):
        raise InvalidData(next(combined))
    return combined.value


class _AddedToShow(ShowFile, frozen=True, kw_only=True):
    """A file of a show that earlier files describe, so that it needs no [show]."""

    show: Any = None


def add_file(
    file: DataFile,
    kind: type[_Value],
    rule: Callable[[_Value], Iterable[Finding]],
    before: Combined[_Value] | None = None,
) -> Combined[_Value] | Iterator[Problem]:
    """The value of the files `before` with what another file adds, or else its errors.

    A file that adds to others needs no [show], and no more than the id of a record that
    is there. Errors are found one by one, as they are asked for: `value_of` names only
    the first, `milipol check` all of them. If each value is right by itself, they are
    those of the `rule`.
    """
    table, warnings = file.table, list[Finding]()
    file_kind = cast("type[Any]", kind)
    if "session" in kind.__struct_fields__:
        table = _with_times(table)
    if before is not None:
        file_kind = _AddedToShow if kind is ShowFile else kind
        table, warnings = _only_additions(file, before)
    try:
        value = convert(table, file_kind)
    except msgspec.ValidationError:
        from milipol_cli.network.load import diagnosis  # noqa: PLC0415  as above

        return (
            problem_of(file, finding) for finding in diagnosis.structural_errors(table, file_kind)
        )
    combined = Combined(value, {(): (file, ())})
    if before is not None:
        lists = [name for name in kind.__struct_fields__ if name != "show"]
        combined = unite(before, combined, lists)
    errors = map(combined.problem, rule(combined.value))
    first_error = next(errors, None)
    if first_error is not None:
        return itertools.chain([first_error], errors)
    problems = [problem_of(file, warning) for warning in warnings]
    return combined._replace(ignored=[*combined.ignored, *problems])


def _with_times(table: ParsedTable) -> ParsedTable:
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


def _only_additions(file: DataFile, before: Combined[Any]) -> tuple[ParsedTable, list[Finding]]:
    """The table of a file with only what it adds, and warnings about editions.

    A record that an earlier file has may be incomplete here. Of an edition, the new
    notices and figures stay. Any other record is replaced by the earlier one, which
    passes validation, and of which `unite` warns.
    """
    table, warnings = dict(file.table), list[Finding]()
    for name, records in file.table.items():
        if name not in before.value.__struct_fields__ or not is_tables(records):
            continue  # a mistake, which validation reports
        earlier = getattr(before.value, name)
        positions = {record.id: position for position, record in enumerate(earlier)}
        additions = list[Any]()
        for index, record in enumerate(records):
            position = positions.get(str(record.get("id")))
            if position is None:
                additions.append(record)
            elif name != "edition":
                additions.append(earlier[position])
            else:
                new_facts = _only_new_facts(record)
                additions.append(new_facts)
                # It has more than facts, or no fact at all beside its id.
                if new_facts != record or len(record) == 1:
                    owner, _ = before.origin((name, position))
                    edition_id = earlier[position].id
                    warnings.append(_known_already((name, index), edition_id, owner))
        table[name] = additions
    return table, warnings


def _only_new_facts(edition: ParsedTable) -> ParsedTable:
    """The id, notices and figures of an edition in a file.

    A key that no edition has is a mistake, not a change: it stays, to be reported.
    """
    return {key: value for key, value in edition.items() if key not in _CHANGED}


# What a file may not change in an edition.
_CHANGED = {*Edition.__struct_fields__}.difference(["id", "notice", "figure"])

# What to do instead of changing a record that exists already.
_INSTEAD = {
    "show": "remove [show]; venues and editions are added without it",
    "venue": "add a venue with another id, and name it in a notice",
    "edition": "add an [[edition.notice]] to change it",
    "theme": "use another date or half-day",
}


def unite(before: Combined[_Value], more: Combined[Any], lists: Iterable[str]) -> Combined[_Value]:
    """A value with what another file adds to its lists.

    Records with a new id come last. Notices and figures are added to the edition that
    is there; of any other record that is there, the earlier one stays, with a warning.
    """
    union = _Union(before, more)
    changed = {name: union.records(name) for name in lists}
    problems = [problem_of(more.first_file, finding) for finding in union.ignored]
    return Combined(replace(before.value, **changed), union.origins, problems)


class _Union:
    """The lists of a value with the records of another file, list by list.

    `origins` has the files of records, and `ignored` what is ignored, of the lists that
    were asked for.
    """

    def __init__(self, before: Combined[Any], more: Combined[Any]) -> None:
        self._before = before
        self._more = more
        self.origins = dict(before.origins)
        self.ignored: list[Finding] = []
        if getattr(more.value, "show", None) is not None:
            show_id = before.value.show.id
            self.ignored.append(_known_already(("show",), show_id, before.first_file))

    def records(self, name: str) -> tuple[Any, ...]:
        """The records of a list, with what the other file adds."""
        records = [*getattr(self._before.value, name)]
        positions = {record.id: position for position, record in enumerate(records)}
        for index, record in enumerate(getattr(self._more.value, name)):
            place: Place = (name, index)
            position = positions.get(record.id)
            if position is None:
                self.origins[name, len(records)] = self._more.origin(place)
                records.append(record)
            elif isinstance(record, Edition):
                facts = {
                    field: self._facts((name, position, field), (*place, field))
                    for field in ("notice", "figure")
                }
                records[position] = replace(records[position], **facts)
            else:
                owner, _ = self._before.origin((name, position))
                self.ignored.append(_known_already(place, record.id, owner))
        return tuple(records)

    def _facts(self, place: Place, place_in_more: Place) -> tuple[Any, ...]:
        """The notices or figures of an edition with the ones of the other file.

        They are at a place like ("edition", 0, "notice"), in the other file at another.
        Notices are in the order in which they were known, since the last one counts.
        """
        facts = [
            (fact, self._before.origin((*place, number)))
            for number, fact in enumerate(_list_at(self._before.value, place))
        ]
        for number, fact in enumerate(_list_at(self._more.value, place_in_more)):
            fact_place = (*place_in_more, number)
            if any(fact == earlier for earlier, _ in facts):
                found = "ignored, because an earlier file has the same"
                self.ignored.append(Finding(fact_place, found, None, "remove it", "warning"))
            else:
                facts.append((fact, self._more.origin(fact_place)))
        if place[-1] == "notice":
            facts.sort(key=lambda fact_and_origin: fact_and_origin[0].day_known)
        for number, (_, origin) in enumerate(facts):
            self.origins[*place, number] = origin
        return tuple(fact for fact, _ in facts)


def _list_at(value: Any, place: Place) -> Sequence[Any]:
    """The list at a place like ("edition", 0, "notice") of a value."""
    name, number, field = place
    records: Sequence[Any] = getattr(value, str(name))
    listed: Sequence[Any] = getattr(records[int(number)], str(field))
    return listed


def _known_already(place: Place, key: str, owner: DataFile) -> Finding:
    """The finding about a record that an earlier file, the owner, has already.

    It is an error for themes and sessions, and a warning for other records.
    """
    kind = str(place[0])
    ignored = "all but notices and figures ignored" if kind == "edition" else "ignored"
    where = "an earlier file" if owner.folder else "the bundled data"
    field = {"show": (), "theme": ("date",)}.get(kind, ("id",))
    found = f"{ignored}, because {where} has {quote(key)}"
    advice = _INSTEAD.get(kind, "use another id")
    severity: Severity = "error" if kind in ("theme", "session") else "warning"
    return Finding((*place, *field), found, None, advice, severity)
