"""Sources as `show` cites and lists them."""

import re
from collections.abc import Iterator

import pytest

from conftest import Run
from milipol_cli.look.words import sources as words
from milipol_cli.look.words.dates import spelled_out
from milipol_cli.network.load import Catalog
from processes import on_terminal

BARS = ("█", "░")
WIDE = {"COLUMNS": "", "NO_COLOR": "1"}


def ids(bundle: Catalog) -> Iterator[str]:
    """A show, its editions, a day and a session of each programme."""
    for file in bundle.shows:
        yield file.show.id
        for edition in file.edition:
            yield edition.id
            parts = [key for key, _ in bundle.parts(edition.id)]
            yield from (parts[0], parts[-1]) if parts else ()


def numbers(text: str) -> set[int]:
    """The numbers that a text cites, with those inside spans."""
    cited: set[int] = set()
    for first, last in re.findall(r"\[(\d+)(?:(?:-|\] to \[)(\d+))?\]", text):
        cited |= set(range(int(first), int(last or first) + 1))
    return cited


@pytest.mark.slow
def test_every_source_is_listed_and_every_number_is_cited(
    run: Run, bundle: Catalog
) -> None:
    """In tables and plain lines; for shows and editions as in the JSON."""
    for key in ids(bundle):
        record = run("show", key, "--json").json
        plain = run("show", key, "--sources", "--format", "plain").out
        blocks = plain.split("\n\n")
        listed = [block for block in blocks if block.startswith("Source: [")]
        page_lines = "\n\n".join(block for block in blocks if block not in listed)
        count = len(listed)
        assert numbers(page_lines) == set(range(1, count + 1)), key
        table = run("show", key, "--sources").out
        page, mark, rest = table.partition("\n [1]")
        assert (key, bool(mark)) == (key, bool(count))
        assert numbers(page) == set(range(1, count + 1)), key
        shown = set(re.findall(r"^ +(https?://\S+)$", rest, re.MULTILINE))
        addresses = set(
            re.findall(r"^Address: (http.*)$", "\n".join(listed), re.MULTILINE)
        )
        assert shown == addresses, key
        known = {source["address"] for source in record["sources"]} - {None}
        if "/" in key:
            assert shown <= known, key
        else:
            assert (shown, count) == (known, len(record["sources"])), key


@pytest.mark.parametrize(
    "asked", ["paris", "paris-2023", "paris-2023/raid-demonstration"]
)
@pytest.mark.parametrize("form", ["table", "plain", "markdown"])
def test_without_the_option_sources_are_counted(
    run: Run, asked: str, form: str
) -> None:
    out = run("show", asked, "--format", form).out
    hint = f"milipol show {asked} --sources"
    assert out.splitlines()[-1].endswith(f"sources in full: {hint}")
    assert not re.search("^(Source|Address): ", out, re.MULTILINE)
    assert [line for line in out.splitlines() if "https://www.sfaf.com" in line] == []


@pytest.mark.parametrize("columns", [100, 160])
def test_a_table_with_sources_on_a_terminal(columns: int) -> None:
    """A long address overflows; it is not broken, and there still is a table."""
    shown, code = on_terminal("show", "paris", "--sources", env=WIDE, columns=columns)
    lines = shown.splitlines()
    assert code == 0
    assert any(re.fullmatch(" ─{99,}", line) for line in lines)
    (row,) = (line for line in lines if line.startswith(" 2023  "))
    assert f"32,000  {BARS[1] * 13} exp." in row
    end = "-les-jeux-olympiques-boostent-les-innovations-technologiques/"
    assert any(line.endswith(end) for line in lines)


@pytest.mark.parametrize(
    ("keys", "table", "plain"),
    [
        ("a", "[1]", "[1]"),
        ("cab", "[1-3]", "[1] to [3]"),
        ("bcdfx", "[2-4] [6]", "[2] to [4], [6]"),
        ("x", "", ""),
    ],
)
def test_three_numbers_in_a_row_are_a_span(keys: str, table: str, plain: str) -> None:
    of = {key: at + 1 for at, key in enumerate("abcdef")}
    assert words.cites(keys, of) == table
    assert spelled_out(table) == plain
