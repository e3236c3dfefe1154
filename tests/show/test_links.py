"""Titles of sources and websites as links (OSC 8), on a terminal in colour only."""

import re

import pytest

from milipol_cli.look import terminal
from milipol_cli.look.document import Cell, Line, Link, Reference, References
from milipol_cli.look.terminal import Paper
from milipol_cli.network.model.sources import Source
from milipol_cli.show.view import _reference
from processes import on_terminal, start

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
        *(
            (("--format", form), {})
            for form in ("plain", "json", "csv", "tsv", "markdown")
        ),
    ],
)
def test_no_other_answer_has_links(args: tuple[str, ...], env: dict[str, str]) -> None:
    answer, code = on_terminal(*SOURCES, *args, env=env)
    assert code == 0
    assert "\x1b]8" not in answer


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://",
        "https://a b",
        "https://a\x1b\\\x1b]0;t\x07",
        "https://a\x07",
        "https://a\x9c",
        "https://é",
        "https://a\n",
    ],
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
        id="s",
        publisher="Gaz\x07ette",
        kind="press",
        title=title,
        address="https://a/b;c",
    )
    drawn = terminal.render([[References([_reference(1, source)])]], PAPER) or ""
    assert drawn.splitlines()[0] == f" [1]  {linked}"


def test_each_line_of_a_long_title_is_linked() -> None:
    name = " ".join(["word"] * 30)
    reference = Reference("[1]", name, None, Link(0, len(name), "https://a"))
    drawn = terminal.render([[References([reference])]], PAPER) or ""
    lines = drawn.splitlines()
    assert len(lines) == 2
    assert all(line.count("\x1b]8;;https://a\x1b\\") == 1 for line in lines)
    assert all(line.endswith("\x1b]8;;\x1b\\") for line in lines)
