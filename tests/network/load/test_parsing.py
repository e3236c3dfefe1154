"""A text of TOML is read unless that would take too much."""

from pathlib import Path

import pytest

from milipol_cli.errors import InvalidData
from milipol_cli.network.load import parsing

FILE = Path("show.toml")
DEEP = "show.toml: found tables or lists nested too deeply; expected fewer levels"


def refusal(text: str) -> str | None:
    """Why a text is not read; None where it is."""
    try:
        parsing.parsed(text, FILE)
    except InvalidData as error:
        return str(error)
    return None


@pytest.mark.parametrize(
    ("text", "tables"),
    [
        ("[a]", 1),
        ("[[a]]", 1),
        ("[a.b]\n[a.c]", 4),
        (" \t[ a . b ]", 2),
        ("[a.'{']", 2),
        ('["="."#".","."]"]', 4),
        ('["a\\"]"."b"]', 2),
        ("a = 1", 0),
        ("a.b = 1\n  c . 'd'.\"e\"=1", 3),
        ("a = {b.c = 1, d.e.f = {g.h = 1}}", 6),
        ("a = [{b.c = 1}, {b.c = 1}]", 3),
        ("a = {\n  b.c = 1,\n  d.e = 1\n}", 3),
        ("a = 1.5\nb = [1.5, 2.5]", 1),
        ("a=[[], [[]], {}]", 1),
        ("a.b=\t{}", 2),
        ('a = ["www.b.c", "d.e"]', 1),
        ('address = "https://www.x.co.uk/a.html?id=1,b.c"', 0),
        ('a = "[b.c]"\nd = "e.f = 1"', 0),
        ("# [a.b]\n# c.d = 1", 0),
        ("a = '''\nOne. Two, three. Four.\n'''", 0),
    ],
)
def test_the_tables_of_a_text_are_counted_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch, text: str, tables: int
) -> None:
    monkeypatch.setattr(parsing, "_MOST_TABLES", tables)
    assert refusal(text) is None
    if tables:
        monkeypatch.setattr(parsing, "_MOST_TABLES", tables - 1)
        found = f"show.toml: found over {tables - 1} tables and lists"
        assert refusal(text) == f"{found}; expected fewer; divide the file"


@pytest.mark.parametrize(
    ("line", "tables"),
    [
        ("[a{}.b.c.d.e]\n", 5),
        ("[a{}.'{{'.b.c.\"]\"]\n", 5),
        ("a{}.b.c.d.e.f = 1\n", 5),
        ("[{}]\n", 1),
        ("[[a]]\nb={{}}\nc=[]\n#{}\n", 3),
    ],
    ids=["headers", "quotes", "keys", "single", "values"],
)
def test_as_many_tables_as_no_data_has_are_refused(line: str, tables: int) -> None:
    """They would take a gigabyte where the file has four megabytes."""
    text = "".join(line.format(at) for at in range(200_000 // tables + 1))
    assert len(text) < 4 * 1024 * 1024
    expected = "found over 200,000 tables and lists; expected fewer; divide the file"
    assert refusal(text) == f"show.toml: {expected}"


@pytest.mark.parametrize("levels", [20, 21])
@pytest.mark.parametrize(
    "text",
    ["a = {lists}", "{dots}a = 1", "[{dots}a]", "a = {tables}"],
    ids=["lists", "keys", "headers", "tables"],
)
def test_twenty_levels_are_read(text: str, levels: int) -> None:
    inner = levels - 1
    said = text.format(
        lists="[" * inner + "]" * inner,
        dots="a." * (inner - (text[0] == "[")),
        tables="{a=" * (inner - 1) + "{}" + "}" * (inner - 1),
    )
    assert refusal(said) == (None if levels == 20 else DEEP)


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("a.b.c.d.e.f.g.h.i.j", None),
        ("a.b.c.d.e.f.g.h.i.j.k", 3),
        ("a . b.c.d.e.'f'.g.h.\"i\" .j.k", 3),
    ],
)
@pytest.mark.parametrize("form", ["{} = 1", "[{}]", "z = [{{{} = 1}}]"])
def test_deep_keys_of_a_long_text_are_refused_with_their_line(
    key: str, line: int | None, form: str
) -> None:
    """Before it is read, since each of them would be gone through for all others."""
    said = f"\n\n{form.format(key)}\n#{'x' * 50_000}"
    place = "show.toml: line 3: found tables or lists nested too deeply"
    expected = f"{place}; expected fewer levels"
    assert refusal(said) == (None if line is None else expected)


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (f"0x{'f' * 2_999}", None),
        (f"0x{'f' * 3_000}", "found a number of thousands of digits"),
        (f"0b{'1' * 3_000}", "found a number of thousands of digits"),
        (f"0o{'7_' * 1_500}7", "found a number of thousands of digits"),
        ("9" * 1_000_001, "found over 1000000 digits in a row"),
        ("9_" * 500_000 + "9", "found over 1000000 digits in a row"),
    ],
    ids=["short", "hexadecimal", "binary", "octal", "decimal", "underscores"],
)
def test_numbers_that_no_program_could_write_are_refused(
    number: str, why: str | None
) -> None:
    expected = None if why is None else f"show.toml: {why}; expected a shorter number"
    assert refusal(f"a = {number}") == expected
