"""Sources as `show` cites, lists and links them; links only on a terminal in colour."""

import re
from collections.abc import Iterator

import pytest

from conftest import Run
from milipol_cli.look import terminal
from milipol_cli.look.document import Cell, Line, Link, Reference, References
from milipol_cli.look.terminal import Paper
from milipol_cli.look.words import sources as words
from milipol_cli.look.words.dates import spelled_out
from milipol_cli.look.words.references import source_reference
from milipol_cli.network.load import Catalog
from milipol_cli.network.model.sources import Source
from processes import on_terminal, start

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
def test_every_source_is_listed_and_every_number_is_cited(run: Run, bundle: Catalog) -> None:
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
        addresses = set(re.findall(r"^Address: (http.*)$", "\n".join(listed), re.MULTILINE))
        assert shown == addresses, key
        known = {source["address"] for source in record["sources"]} - {None}
        if "/" in key:
            assert shown <= known, key
        else:
            assert (shown, count) == (known, len(record["sources"])), key


@pytest.mark.parametrize("asked", ["paris", "paris-2023", "paris-2023/raid-demonstration"])
@pytest.mark.parametrize("form", ["table", "plain", "markdown"])
def test_without_the_option_sources_are_counted(run: Run, asked: str, form: str) -> None:
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


SOURCES = ("show", "paris", "--sources")
WEBSITE = "\x1b]8;;https://www.milipol.com\x1b\\https://www.milipol.com\x1b]8;;\x1b\\"
# What opens or closes a link.
ENDS = re.compile(r"\x1b\]8;;[^\x1b]*\x1b\\")
PAPER = Paper(columns=80, colour=True, links=True)


def test_a_terminal_gets_links_and_the_same_text() -> None:
    answer, _ = on_terminal(*SOURCES)
    assert WEBSITE in answer
    assert answer.count("\x1b]8;;http") == answer.count("\x1b]8;;\x1b\\") > 50
    assert on_terminal(*SOURCES) == (answer, 0)
    piped = start(*SOURCES, env={"COLUMNS": "100", "FORCE_COLOR": "1"}).stdout.decode()
    assert piped == ENDS.sub("", answer)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("args", "env"),
    [
        ((), {"NO_COLOR": "1"}),
        ((), {"TERM": "dumb"}),
        *((("--format", form), {}) for form in ("plain", "json", "csv", "tsv", "markdown")),
    ],
)
def test_no_other_answer_has_links(args: tuple[str, ...], env: dict[str, str]) -> None:
    answer, code = on_terminal(*SOURCES, *args, env=env)
    assert code == 0
    assert "\x1b]8" not in answer


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https://a b", "https://a\x1b\\\x1b]0;t\x07", "https://é"]
)
def test_an_address_that_a_terminal_may_misread_is_no_link(address: str) -> None:
    source = Reference("[1]", "Gazette", address, Link(0, 7, address))
    line = Line(Cell("Gazette", link=Link(0, 7, address)))
    drawn = terminal.render([[line, References([source])]], PAPER) or ""
    assert "Gazette" in drawn
    assert "]8;" not in drawn
    assert "\x07" not in drawn
    assert "\x9c" not in drawn


@pytest.mark.parametrize(
    ("title", "linked"),
    [
        (None, "\x1b]8;;https://a/b;c\x1b\\Gaz\\x07ette\x1b]8;;\x1b\\, press"),
        ("News", "Gaz\\x07ette, \x1b]8;;https://a/b;c\x1b\\News\x1b]8;;\x1b\\, press"),
    ],
)
def test_the_title_is_linked_else_the_publisher(title: str | None, linked: str) -> None:
    source = Source(
        id="s", publisher="Gaz\x07ette", kind="press", title=title, address="https://a/b;c"
    )
    drawn = terminal.render([[References([source_reference(1, source)])]], PAPER) or ""
    assert drawn.splitlines()[0] == f" [1]  {linked}"
