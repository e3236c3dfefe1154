"""Whole folders of data, valid and damaged, as strategies for hypothesis.

Values are drawn by the types that load them, so that a new field is drawn, too.
"""

import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from hypothesis import strategies as st
from msgspec import inspect

from builders import any_edition
from milipol_cli.errors import NOTHING
from milipol_cli.network.load import problems
from milipol_cli.network.model.exhibitors import ExhibitorList
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.programmes import Programme, Session
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import EditionTheme, Figure, Show, Venue
from milipol_cli.network.model.sources import Source
from milipol_cli.picks.model import Pick
from milipol_cli.toml_values import toml_value

Table = dict[str, Any]

# The file of the agenda, beside those of the data.
AGENDA = "agenda.toml"
# The shows that a folder tells of: two of its own, and two that lie over the bundle's.
SHOWS = ("oslo", "x", "paris", "qatar")
YEARS = ("2026", "2028")
# Ids are few, so that they meet. These stand in the bundle, too.
IDS = ("a", "b-1", "talk", "raid-demonstration", "villepinte", "le-monde-2017-11-21")
FIRST, LAST = dt.date(2026, 1, 1), dt.date(2028, 12, 31)
ENDS = (dt.date.min, dt.date.max, dt.date(1900, 1, 1), dt.date(2199, 12, 31))
ZONES = ("Europe/Oslo", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Africa/Monrovia")
# What a terminal, a spreadsheet, Markdown, TOML or an iCalendar would trip over.
TEXTS = (
    "Games",
    "Nuñez 東京 😀",
    "[bold]x[/x]",
    "\x1b]0;t\x07\x9b2J",
    "\u202ea\u200b\ufeff",
    "=1+1",
    "-@+",
    "a\nb\r\tc\x00",
    "|`<b>\\",
    '"""',
    ";,:\\n",
    "word " * 60,
    "w" * 200,
)

_days = st.one_of(st.dates(FIRST, LAST), st.sampled_from(ENDS))
_FIRST_TIME = dt.datetime.combine(FIRST, dt.time())
_LAST_TIME = dt.datetime.combine(LAST, dt.time())
_ids = st.sampled_from(IDS)
_characters = st.characters(codec="utf-8")
_texts = st.one_of(st.sampled_from(TEXTS), st.text(_characters, min_size=1, max_size=8))
_editions = st.builds("{}-{}".format, st.sampled_from(SHOWS), st.sampled_from(YEARS))
_owners = st.one_of(st.just("agenda"), _editions)
# What texts with a pattern are drawn from, by an example of each pattern.
_BY_EXAMPLE: dict[str, st.SearchStrategy[str]] = {
    "round table": st.sampled_from(("talk", "Round table", "q&a \x1b[31m", "=1+1")),
    "https://a": st.sampled_from(("https://a/\x1b;,", "http://www.example.org/é|")),
    "FR": st.sampled_from(("FR", "NO", "QQ")),
    "2028-05": st.sampled_from(("2026-12", "2028-05", "0001-01", "9999-12")),
    "2h": st.sampled_from(("2w", "1d@09:00", "0d", "15m", "9999d")),
    "a/b": st.one_of(
        _editions,
        st.builds("{}/{}".format, _owners, _ids),
        st.builds("{}/exhibitors/{}".format, _editions, _ids),
    ),
    "a-2028": _editions,
    "a": st.one_of(_ids, st.sampled_from(SHOWS)),
    "0123456789abcdef": st.sampled_from(("0123456789abcdef", "f" * 32)),
}
_keys = st.one_of(
    _texts, st.sampled_from(("id", "show", "edition", "start", "notice", "source", ""))
)
_junk = st.recursive(
    st.one_of(
        _texts,
        _ids,
        st.booleans(),
        st.integers(),
        st.floats(),
        _days,
        st.times(),
        st.datetimes(_FIRST_TIME, _LAST_TIME),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(_texts, inner, max_size=3)
    ),
    max_leaves=4,
)


def _of_type(kind: inspect.Type) -> st.SearchStrategy[Any]:
    """Values of a type as msgspec tells it, each sound by itself."""
    match kind:
        case inspect.Metadata(type=inner):
            return _of_type(inner)
        case inspect.UnionType(types=kinds):
            (inner,) = (
                kind for kind in kinds if not isinstance(kind, inspect.NoneType)
            )
            return _of_type(inner)
        case inspect.VarTupleType(item_type=inner, min_length=least):
            return st.lists(_of_type(inner), min_size=least or 0, max_size=2)
        case inspect.StructType(fields=fields):
            return _record(fields)
        case inspect.LiteralType(values=values):
            return st.sampled_from(values)
        case inspect.StrType(pattern=str(pattern)):
            return next(
                strategy
                for example, strategy in _BY_EXAMPLE.items()
                if re.match(pattern, example)
            )
        case inspect.IntType(ge=int(least), le=int(most)):
            ends = st.sampled_from((least, most))
            return st.one_of(st.integers(least, min(most, 20)), ends)
    return _LEAVES[type(kind)]


_LEAVES: dict[type[inspect.Type], st.SearchStrategy[Any]] = {
    inspect.StrType: _texts,
    inspect.FloatType: st.floats(-90, 90),
    inspect.BoolType: st.booleans(),
    inspect.DateType: _days,
    inspect.TimeType: st.times(),
    inspect.DateTimeType: st.datetimes(_FIRST_TIME, _LAST_TIME),
    inspect.CustomType: st.sampled_from(ZONES),
}


def _record(fields: Iterable[inspect.Field]) -> st.SearchStrategy[Table]:
    """Tables with what a record needs and some of what it may have."""
    drawn = {field.encode_name: _of_type(field.type) for field in fields}
    needed = {field.encode_name for field in fields if field.required}
    return st.fixed_dictionaries(
        {name: strategy for name, strategy in drawn.items() if name in needed},
        optional={
            name: strategy for name, strategy in drawn.items() if name not in needed
        },
    )


@functools.cache
def _tables(kind: type[Record]) -> st.SearchStrategy[Table]:
    """Tables of a record, in which no field contradicts another."""
    info = inspect.type_info(kind)
    assert isinstance(info, inspect.StructType)
    whole = st.lists(_record(info.fields), min_size=1, max_size=1)
    agreeing = whole.map(lambda tables: _agreeing(tables[0], kind) or {})
    return agreeing.filter(bool)


def _agreeing(table: Table, kind: type[Record]) -> Table | None:
    """A table without the fields that contradict others; None if it needs them."""
    table = dict(table)
    while True:
        wrong = list(problems.findings(table, kind))
        if not wrong:
            return table
        for finding in wrong:
            inside: Any = table
            for step in finding.place[:-1]:
                inside = inside[step]
            if finding.found == NOTHING:
                return None
            del inside[finding.place[-1]]


def _with_ids(kind: type[Record]) -> st.SearchStrategy[list[Table]]:
    """Tables of a record that has an id, no two with the same one."""
    return st.lists(
        _tables(kind),
        max_size=3,
        unique_by=lambda table: table.get("id", table.get("title")),
    )


@st.composite
def _show_file(draw: st.DrawFn, show_id: str) -> Table:
    """A sound show with editions; of a show of the bundle what lies over that."""
    editions = []
    for year in draw(st.lists(st.sampled_from(YEARS), unique=True)):
        edition = draw(any_edition(f"{show_id}-{year}", FIRST, LAST))
        table = _written(edition)
        for notice in table["notice"]:
            if "venue" in notice:
                notice["venue"] = draw(_ids)
        figures = draw(st.lists(_tables(Figure), max_size=2))
        fields = {"figure": figures, "notes": draw(st.lists(_texts))}
        if draw(st.booleans()):
            fields["theme"] = draw(_tables(EditionTheme))
        editions.append({**table, **fields})
    named = {
        notice["venue"]
        for edition in editions
        for notice in edition["notice"]
        if "venue" in notice
    }
    venues = [{**draw(_tables(Venue)), "id": key} for key in sorted(named)]
    show = {**draw(_tables(Show)), "id": show_id, "aliases": []}
    return {"show": show, "venue": venues, "edition": editions}


def _written(value: Any) -> Any:
    """A value as TOML would hold it: without what is None."""
    if isinstance(value, msgspec.Struct):
        fields = msgspec.structs.asdict(value).items()
        return {name: _written(field) for name, field in fields if field is not None}
    return (
        [_written(element) for element in value] if isinstance(value, tuple) else value
    )


@st.composite
def sound(draw: st.DrawFn) -> dict[str, Table]:
    """The files of a folder of data and of an agenda, by name, with nothing wrong."""
    files: dict[str, Table] = {}
    for show_id in draw(st.lists(st.sampled_from(SHOWS), unique=True, max_size=2)):
        files[f"{show_id}/show.toml"] = show = draw(_show_file(show_id))
        for edition in show["edition"]:
            name, held = f"{show_id}/{edition['id'][-4:]}", {"edition": edition["id"]}
            cited = {"source": draw(st.lists(_ids, min_size=1, max_size=2))}
            if draw(st.booleans()):
                programme = draw(_tables(Programme))
                sessions = {"session": draw(_with_ids(Session))}
                files[f"{name}.toml"] = {**programme, **held, **cited, **sessions}
            if draw(st.booleans()):
                sessions = {"session": [{**draw(_tables(Session)), "id": "added"}]}
                files[f"{name}-extra.toml"] = {**held, **cited, **sessions}
            if draw(st.booleans()):
                entries = draw(_tables(ExhibitorList))
                files[f"{name}.exhibitors.toml"] = {**entries, **held}
    for name, key, kind in _LISTED:
        if draw(st.booleans()):
            files[name] = {key: draw(_with_ids(kind))}
    return files


_LISTED: tuple[tuple[str, str, type[Record]], ...] = (
    ("news.toml", "news", NewsItem),
    ("sources.toml", "source", Source),
    (AGENDA, "pick", Pick),
)


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, bytes]:
    """The same files as bytes, with a few keys, values, and bytes that are wrong."""
    files = draw(sound())
    for table in files.values():
        for _ in range(draw(st.integers(0, 3))):
            _damage(draw, table)
    written = as_files(files)
    for name, raw in written.items():
        if draw(st.integers(0, 5)) == 0:
            at = draw(st.integers(0, len(raw)))
            until = draw(st.integers(at, min(len(raw), at + 20)))
            written[name] = raw[:at] + draw(st.binary(max_size=6)) + raw[until:]
    return written


def _damage(draw: st.DrawFn, table: Table) -> None:
    """Makes one thing of a table wrong, wherever in it that is."""
    places = list(_places(table))
    if not places:
        return
    inside, step = draw(st.sampled_from(places))
    change = draw(st.sampled_from(("delete", "replace", "double", "rename", "move")))
    if change == "delete":
        del inside[step]
    elif change == "replace":
        inside[step] = draw(_junk)
    elif change == "double" and isinstance(inside, list):
        inside.insert(draw(st.integers(0, len(inside))), inside[step])
    elif change == "rename" and isinstance(inside, dict):
        inside[draw(_keys)] = inside.pop(step)
    else:
        other, other_step = draw(st.sampled_from(places))
        # What lies in one another would have no end.
        if not isinstance(other[other_step], dict | list):
            inside[step] = other[other_step]


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every table and list with every key and number in it."""
    steps = value.items() if isinstance(value, dict) else enumerate(value)
    for step, inner in list(steps):
        yield value, step
        if isinstance(inner, dict | list):
            yield from _places(inner)


def as_files(tables: dict[str, Table]) -> dict[str, bytes]:
    """The tables of files as TOML."""
    return {name: toml(table).encode() for name, table in tables.items()}


def toml(table: Table) -> str:
    """Tables as TOML, lists of them under headers of their own."""
    lines, below = [], []
    for key, value in table.items():
        if isinstance(value, list) and value and all(map(_is_table, value)):
            for inner in value:
                below += [f"[[{toml_value(key)}]]", *_pairs(inner)]
        elif _is_table(value):
            below += [f"[{toml_value(key)}]", *_pairs(value)]
        else:
            lines.append(f"{toml_value(key)} = {_value(value)}")
    return "\n".join([*lines, *below, ""])


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _pairs(table: Table) -> list[str]:
    return [f"{toml_value(key)} = {_value(value)}" for key, value in table.items()]


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(_pairs(value)) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return toml_value(value)
