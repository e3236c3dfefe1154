"""On which line a value of a TOML file stands, also below strings and comments."""

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from conftest import HERE
from milipol_cli.base.toml_lines import statements
from milipol_cli.network.load.diagnosis import line_at

PLACES = (HERE / "network" / "load" / "places.txt").read_text("utf-8")


@pytest.mark.parametrize(
    "case", PLACES.split("\n== ")[1:], ids=lambda case: case.partition("\n")[0]
)
def test_each_place_has_its_line(case: str) -> None:
    """The file has places, with dots between their steps, below each text."""
    text, _, places = case.partition("\n")[2].partition("\n--\n")
    tomli.loads(text)
    for line in places.splitlines():
        place, _, number = line.rpartition(": ")
        steps = [int(step) if step.isdigit() else step for step in place.split(".")]
        assert (place, line_at(text, tuple(steps))) == (place, int(number))


def test_lines_may_end_as_on_windows() -> None:
    text = "a = 1\r\n[b]\r\n# c\r\nc = [\r\n1,\r\n2]\r\n"
    places = [("b",), ("b", "c"), ("b", "c", 0), ("b", "c", 1), ("d",)]
    assert [line_at(text, place) for place in places] == [2, 4, 5, 6, 1]
    assert line_at("", ("a", 0)) == 1


TEXTS = st.lists(
    st.sampled_from(["a", "b", " = ", "\n", "[", "]", "{", "}", ", ", "'''", '"""', "'", "#", "1"]),
    max_size=12,
).map("".join)


@given(TEXTS)
def test_any_toml_is_read(text: str) -> None:
    try:
        table = tomli.loads(text)
    except tomli.TOMLDecodeError:
        return
    assert "".join(statements(text)) == text
    for key in table:
        assert 1 <= line_at(text, (key, 0)) <= text.count("\n") + 1
