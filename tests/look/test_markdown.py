"""Markdown as other programs read it."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from conftest import Run
from milipol_cli.base.escape import escape
from milipol_cli.look import markdown
from milipol_cli.look.document import (
    Cell,
    Column,
    Fact,
    Facts,
    Grid,
    Line,
    Notes,
    PartOf,
    Reference,
    References,
    Title,
)

COMMONMARK = MarkdownIt("commonmark").enable("table")
HOSTILE = (
    *("&#124; &amp; &", "a | b", "*a* _b_ `c` ~d~ # e", "| --- |", "\\", "[x]: http"),
    *("<b>x</b> <!-- x --> [a](b) ![c](d)", "1. one", "2024) two", "- three", "+ four"),
    *("=====", "-----", " -", "www.example.com, (www.example.com)"),
    "@name and a@example.com",
)


def texts(source: str) -> list[str]:
    """What each line or cell of a document says, as a reader sees it."""
    return [
        "".join(_said(token.children or []))
        for token in COMMONMARK.parse(source)
        if token.type == "inline"
    ]


def _said(parts: list[Token]) -> Iterator[str]:
    for part in parts:
        if part.type == "html_inline" and part.content == "<!-- -->":
            continue  # what keeps GitHub from reading a mention
        assert part.type in ("text", "text_special", "link_open", "link_close"), part
        yield part.content


def test_a_text_stays_what_it_is() -> None:
    for text in HOSTILE:
        _stays(text)


@given(text=st.text(alphabet="abw1@ .)-+=*_`~#|<>[]()!&;\\\"':/\u00e9", min_size=1))
def test_any_text_stays_what_it_is(text: str) -> None:
    if "http" not in text:
        _stays(text)


def _stays(text: str) -> None:
    """In a title, a line, a note, a header, a cell, a list and a source."""
    if not text.strip():
        return
    cell = Cell(text)
    columns = (
        Column[None](header=text, brief=lambda _: text),
        Column[None](header="ID", brief=lambda _: "x"),
    )
    parts: list[PartOf] = [
        Title(cell),
        Line(cell),
        Notes([text]),
        Grid[None]("", columns).with_rows([None]),
        Facts([Fact(text, [(cell,), (cell,)])]),
        References([Reference("[1]", text, None)]),
    ]
    kept = _blank(escape(text))
    actual = texts(markdown.render([parts]))
    in_a_list = _blank(f"{kept}: {kept}")
    assert [*map(_blank, actual)] == [
        *(kept, kept, kept, kept, "ID", kept, "x", in_a_list, kept, f"[1] {kept}")
    ]


def _blank(text: str) -> str:
    """A text with one blank for many, which is how Markdown shows them."""
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("see www.example.com/a", r"see www\.example.com/a"),
        ("ftp://example.com", r"ftp\://example.com"),
        ("thanks to @name", "thanks to @<!-- -->name"),
        ("@_name", r"@<!-- -->\_name"),
        ("jo_doe@example.com", r"jo\_doe@example.com"),
        ("hi.@name", "hi.@<!-- -->name"),
        ("10 @ 5", "10 @ 5"),
        ("https://www.example.com/@a", "<https://www.example.com/@a>"),
    ],
)
def test_data_makes_no_links_and_mentions_nobody(text: str, source: str) -> None:
    """GitHub makes links while it reads Markdown, and mentions of the text it shows."""
    assert markdown.render([[Title(Cell(text))]]) == f"## {source}\n"
    column = Column[None](header="A", brief=lambda _: text)
    out = markdown.render([[Grid[None]("", (column, column)).with_rows([None])]])
    assert f"| {source} | {source} |" in out


def test_addresses_are_links_as_they_stand(run: Run) -> None:
    out = run("show", "paris", "--sources", "--format", "markdown").out
    links = [
        part.attrs["href"]
        for token in COMMONMARK.parse(out)
        for part in token.children or []
        if part.type == "link_open"
    ]
    record = run("show", "paris", "--json").json
    known = {source["address"] for source in record["sources"]} - {None}
    assert set(links) == {record["show"]["website"], *known}
    assert "<https://iiab.me/kiwix/content/wikipedia_fr_all_maxi_2022-09/A/Mil" in out


def test_days_are_headings_and_no_header_row_is_empty(run: Run) -> None:
    out = run("show", "paris-2023", "--format", "markdown").out
    headings = re.findall("^### (.*)$", out, re.MULTILINE)
    assert headings == [
        "Tuesday 14 November 2023, day 1 of 4",
        "Wednesday 15 November 2023, day 2 of 4",
        "Thursday 16 November 2023, day 3 of 4",
        "Friday 17 November 2023, day 4 of 4, last day",
    ]
    lines = out.splitlines()
    rules = [at for at, line in enumerate(lines) if line.startswith("| ---")]
    assert rules
    for at in rules:
        assert "" not in [cell.strip() for cell in lines[at - 1].split("|")[1:-1]]
