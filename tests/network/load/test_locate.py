"""On which line a value of a TOML file stands: exact for whatever tomli reads."""

import json
import string
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from conftest import HERE
from milipol_cli.network.load.findings import Place
from milipol_cli.network.load.locate import line_at, lines


def _case(text: str) -> tuple[str, dict[str, int]]:
    """A TOML text, and the lines of the places in it."""
    toml, _, places = text.partition("\n")[2].partition("\n--\n")
    pairs = (line.rpartition(": ") for line in places.splitlines() if line)
    return toml, {place: int(number) for place, _, number in pairs}


CASES = {
    case.partition("\n")[0]: _case(case)
    for case in (HERE / "network" / "load" / "places.txt")
    .read_text("utf-8")
    .removeprefix("== ")
    .split("\n== ")
} | {
    "line ends": (
        "a = 1\r\n[b]\r\nc = [\r\n1,\r\n2]\r\n",
        {"a": 1, "b": 2, "b.c": 3, "b.c.0": 4, "b.c.1": 5},
    ),
    "nothing": ("", {}),
}


@pytest.mark.parametrize("case", CASES)
def test_each_place_has_its_line(case: str) -> None:
    text, expected = CASES[case]
    tomli.loads(text)
    line_by_place = dict(lines(text))
    assert line_by_place.pop(()) == 1
    assert {
        ".".join(map(str, place)): at for place, at in line_by_place.items()
    } == expected


def test_a_missing_key_has_the_line_of_its_table() -> None:
    text = "a = 1\n[[b]]\n[[b]]\nc = 2\n"
    assert line_at(text, ("b", 1, "d", 0)) == 3
    assert line_at(text, ("e",)) == 1


class _Writer:
    """Writes values as TOML in the many ways there are, and notes the lines."""

    def __init__(self, data: st.DataObject) -> None:
        self._data = data
        self.text = ""
        self.lines: dict[Place, int] = {}

    def put(self, text: str) -> None:
        self.text += text

    def any_of(self, *texts: str) -> None:
        self.put(self._data.draw(st.sampled_from(texts)))

    def note(self, place: Place) -> None:
        self.lines.setdefault(place, self.text.count("\n") + 1)

    def key(self, key: str) -> None:
        bare = [key] if key and set(key) <= {*string.ascii_letters, "-"} else []
        literal = [] if set(key) & {"'", "\n"} else [f"'{key}'"]
        self.any_of(json.dumps(key), *bare, *literal)

    def keys(self, place: Place, value: Any) -> Any:
        """A key, dotted through tables that have one key alone."""
        key = str(place[-1])
        self.note(place)
        self.key(key)
        if isinstance(value, dict) and len(value) == 1 and self.wants():
            ((inner, value),) = value.items()
            self.any_of(".", " . ", "\t.")
            return self.keys((*place, inner), value)
        return place, value

    def wants(self) -> bool:
        return self._data.draw(st.booleans())

    def pair(self, place: Place, value: Any) -> None:
        place, value = self.keys(place, value)
        self.any_of("=", " = ")
        self.value(place, value)

    def table(self, place: Place, value: dict[str, Any]) -> None:
        """The pairs of a table first, then its tables under headers."""
        later = []
        for key, inner in value.items():
            tables = isinstance(inner, list) and inner and _are_tables(inner)
            if (isinstance(inner, dict) or tables) and self.wants():
                later.append((key, inner))
                continue
            self.gap()
            self.any_of("", "  ")
            self.pair((*place, key), inner)
            self.end()
        for key, inner in later:
            self.header((*place, key), inner)

    def header(self, place: Place, value: Any) -> None:
        is_array = isinstance(value, list)
        for at, table in enumerate(value if is_array else [value]):
            self.gap()
            self.note(place)
            own = (*place, at) if is_array else place
            self.note(own)
            self.any_of("[[", "[[ ") if is_array else self.any_of("[", "[\t")
            parts = [part for part in place if isinstance(part, str)]
            for number, part in enumerate(parts):
                self.put("." if number else "")
                self.key(part)
            self.put("]]" if is_array else "]")
            self.end()
            self.table(own, table)

    def gap(self) -> None:
        self.any_of("", "\n", "# [x]\n", "  # it's \"\n\r\n", '#"""\n')

    def end(self) -> None:
        self.any_of("\n", " # '''\n", "\r\n", "  \n\n")

    def value(self, place: Place, value: Any) -> None:
        if isinstance(value, dict):
            self.put("{")
            for at, (key, inner) in enumerate(value.items()):
                self.put(", " if at else "")
                self.any_of("", "\n", " # }\n ")
                self.pair((*place, key), inner)
                self.any_of("", "\n")
            self.put("}")
        elif isinstance(value, list):
            self.put("[")
            for at, inner in enumerate(value):
                self.any_of("", "\n", " # ]\n\n ")
                self.note((*place, at))
                self.value((*place, at), inner)
                self.any_of("", "\n")
                self.any_of(", ", ",\n") if at < len(
                    value
                ) - 1 or self.wants() else None
            self.put("]")
        elif isinstance(value, str):
            self.string(value)
        else:
            self.put(value if isinstance(value, str) else json.dumps(value))

    def string(self, value: str) -> None:
        forms = [json.dumps(value)]
        if "\\" not in value and '"""' not in value and "\r" not in value:
            forms.append(f'"""\n{value}"""')
        if "'''" not in value and "\r" not in value:
            forms.append(f"'''\n{value}'''")
        if not set(value) & {"'", "\n", "\r"}:
            forms.append(f"'{value}'")
        self.any_of(*forms)


def _are_tables(value: list[Any]) -> bool:
    return all(isinstance(item, dict) for item in value)


_text = st.text("ab.#[]{}='\"\\,\n ", max_size=6)
_values: st.SearchStrategy[Any] = st.deferred(
    lambda: (
        st.integers(-9, 9)
        | st.booleans()
        | _text
        | st.lists(_values, max_size=3)
        | _tables
        | st.lists(_tables, max_size=3)
    )
)
_tables: st.SearchStrategy[dict[str, Any]] = st.deferred(
    lambda: st.dictionaries(_text, _values, max_size=3)
)


@given(_tables, st.data())
def test_any_toml_has_its_lines(tables: dict[str, Any], data: st.DataObject) -> None:
    """Whatever way the values are written, each stands where it was put."""
    writer = _Writer(data)
    writer.table((), tables)
    assert tomli.loads(writer.text) == tables
    line_by_place = lines(writer.text)
    assert {place: line_by_place[place] for place in writer.lines} == writer.lines
    assert line_by_place.keys() - {()} == set(_places((), tables))
    for place, line in line_by_place.items():
        assert line_at(writer.text, place) == line


def _places(place: Place, value: Any) -> Any:
    if place:
        yield place
    inner: Any = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    for step, element in inner:
        yield from _places((*place, step), element)
