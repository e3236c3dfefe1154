"""Tables on terminals of every width: what gives way, and that nothing is lost."""

import itertools
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calls import CALLS, CASES
from conftest import HERE, ON, Run, ShownAt, write_everywhere
from milipol_cli.base import streams
from milipol_cli.look import document, terminal
from milipol_cli.look.document import Column, Grid, Table
from milipol_cli.look.terminal import Paper

RULE = "───"
# From this many columns on, what is a table is one.
TABLE = 72
WIDTHS = (60, 64, 68, 71, 72, 73, 76, 79, 80, 88, 96, 99, 100, 101, 120, 144, 200)
ON_SITE = ("--on", "2023-11-15T10:20+01:00", "--tz", "Asia/Singapore")
BUSY = (
    ("today", *ON_SITE),
    ("agenda", *ON_SITE),
    ("exhibitors", "paris-2025", "--country", "DE"),
    ("exhibitors", "paris-2025", "--new", "--country", "US"),
    ("show", "paris-2023"),
)
# What takes long: many rows, and all cases.
MANY = ("exhibitors", "paris-2025", "--new", "--limit", "100")
WHOLE = (MANY, *(args for _, args in CASES.values()))
# Longer than a quarter of the narrowest page, and than half of it.
LONG, LONGER = "x" * 25, "y-" * 20


def assert_fits(shown: str, columns: int) -> None:
    """No line is longer than the page, except for addresses, which are never broken.

    Plain lines do not break ids, either.
    """
    lines = [line for line in shown.splitlines() if "http" not in line and RULE in shown]
    assert [line for line in lines if len(line) > columns] == []


@pytest.fixture
def picked(agenda: Path) -> None:
    """A busy day: sessions, meetings and a visit."""
    shutil.copy(HERE / "look" / "own" / "busy.toml", agenda)


@pytest.mark.usefixtures("picked")
@pytest.mark.parametrize(
    "args", [*BUSY, *(pytest.param(args, marks=pytest.mark.slow) for args in WHOLE)], ids=" ".join
)
def test_tables_stay_tables(shown_at: ShownAt, args: tuple[str, ...]) -> None:
    """From 72 columns on, and never plain at a width above one at which it is one."""
    at = shown_at(*args)
    has_table = RULE in at(200)
    was_table = False
    for columns in WIDTHS:
        shown = at(columns)
        assert_fits(shown, columns)
        is_table = RULE in shown
        assert (columns, is_table) == (columns, has_table) or columns < TABLE
        assert is_table or not was_table
        was_table = is_table


@pytest.mark.usefixtures("picked")
@pytest.mark.parametrize("columns", [72, 76, 80, 100])
@pytest.mark.parametrize("command", ["today", "agenda"])
def test_times_and_spans_of_time_stay_on_one_line(run: Run, command: str, columns: int) -> None:
    """However long the ids are that stand below the texts."""
    shown = run(command, *ON_SITE, COLUMNS=columns).out
    assert {"10:30-12:00", "20:00-20:30"} <= {*shown.split()}
    assert re.search(r"\d\n *(h|min)\b|\d h\n *\d+ min\b", shown) is None


@pytest.mark.usefixtures("picked")
@pytest.mark.parametrize(("columns", "kept"), [(72, 30), (80, 40), (100, 40), (120, 40)])
def test_alarms_on_two_clocks_leave_the_text_its_width(
    shown_at: ShownAt, columns: int, kept: int
) -> None:
    args = ("remind", "--on", "2023-11-15", "--within", "1d", "--tz", "Asia/Singapore")
    shown = shown_at(*args)(columns)
    alarm = re.search(".*15 minutes before: Panel:", shown)
    assert alarm is not None
    assert columns - alarm[0].index("15 minutes") >= kept
    assert_fits(f"{RULE}\n{shown}", columns)


@pytest.mark.parametrize("words", ["elistair", "cbrn", "drone", "raid", "thales"])
def test_eight_results_take_24_lines(shown_at: ShownAt, words: str) -> None:
    shown = shown_at("search", words, "--limit", "8")(80)
    assert len(shown.splitlines()) <= 24


@pytest.mark.parametrize("text", [LONGER, f"{LONG} {LONGER}", "東京" * 15])
@pytest.mark.parametrize("call", [pytest.param(call, marks=pytest.mark.slow) for call in CALLS])
def test_tables_stay_tables_whatever_the_texts(
    shown_at: ShownAt, folder: Path, agenda: Path, call: str, text: str
) -> None:
    write_everywhere(text, folder, agenda)
    named = call.format("oslo-2028").split()
    args = [str(agenda) if word == "agenda.toml" else word for word in named]
    for on in (ON, "2028-05-03T10:00+02:00"):
        when = () if "check" in args else ("--on", on)
        at = shown_at(*args, *when)
        has_table = RULE in at(200)
        for columns in (72, 80, 100):
            shown = at(columns)
            assert (columns, RULE in shown) == (columns, has_table)
            assert_fits(shown, columns)


Row = tuple[str, str, str, str]


def words(letters: str, most: int) -> st.SearchStrategy[list[str]]:
    """Up to so many words of these letters, as long as a state may be."""
    return st.lists(st.text(letters, min_size=1, max_size=12), min_size=1, max_size=most)


ROWS = st.lists(
    st.tuples(
        words("abc", 20).map(" ".join),
        words("d", 2).map(" ".join),
        words("e", 1).map(" ".join),
        words("fg", 5).map("-".join),
    ),
    min_size=1,
    max_size=4,
)


def drawn(part: document.PartOf, columns: int = TABLE) -> str:
    """A table or a list, which has room on a page so wide."""
    shown = terminal.render([[part]], Paper(columns))
    assert shown is not None
    return shown


def listed(*rows: tuple[str, ...], ids: bool = True) -> document.Facts:
    """A list of these labels and texts, the ids last."""
    facts = [document.Fact(label, [tuple(map(document.Cell, texts))]) for label, *texts in rows]
    return document.Facts(facts, ids=ids, wide_label=False)


def filled(rows: list[Row], *, is_text: bool) -> Table[Row]:
    """A table of times, a text with a state, a room and an id."""
    columns = (
        Column[Row](
            header="Clock", brief=lambda _: document.Cell("10:00-10:30", short="10:00", whole=True)
        ),
        Column[Row](
            header="What", brief=lambda row: document.Cell(row[0], beside=row[1]), is_text=is_text
        ),
        Column[Row](header="Room", brief=lambda row: row[2], follows=is_text),
        Column[Row](header="ID", brief=lambda row: row[3], wraps=False),
    )
    return Grid[Row]("", columns).with_rows(rows)


@given(ROWS, st.integers(TABLE, 160), st.booleans())
def test_nothing_of_any_table_is_lost(rows: list[Row], columns: int, is_text: bool) -> None:
    """Words are whole, but ids longer than the text, which are broken at last."""
    table = filled(rows, is_text=is_text)
    shown = drawn(table, columns)
    assert_fits(shown, columns)
    left = set(re.findall(r"[\w-]+", shown))
    for text, state, room, key in rows:
        assert {*text.split(), *state.split(), room} - left == set()
        assert key in left or len(key) > columns - 40


@given(ROWS, st.integers(80, 160))
def test_the_text_keeps_40_columns(rows: list[Row], columns: int) -> None:
    """No word of it is in the next line before that."""
    table = filled(rows[:1], is_text=True)
    shown = drawn(table, columns)
    lines = re.findall(r"[abc]+(?: [abc]+)*", shown.partition(RULE)[2])
    assert " ".join(lines) == rows[0][0]
    for line, below in itertools.pairwise(lines):
        assert len(line) + 1 + len(below.partition(" ")[0]) > 40


def test_ids_without_a_column_stand_behind_the_last_line() -> None:
    """One longer than the page is broken, in lines of its own."""
    rows = [("Dinner " * 10, "", "", "a" * 30), ("Lunch", "", "", "b" * 90)]
    columns = filled(rows, is_text=True).grid.columns
    table = Grid[Row]("", (*columns[:2], columns[3])).with_rows(rows)
    shown = drawn(table)
    assert shown.splitlines()[2:] == [
        f" 10:00  {'Dinner ' * 8}Dinner",
        f"        Dinner {'a' * 30:>55}",
        " 10:00  Lunch",
        f"        {'b' * 64}",
        f"        {'b' * 26}",
    ]


@pytest.mark.parametrize("letters", range(48, 58))
def test_a_span_of_time_stays_on_one_line_behind_a_broken_word(letters: int) -> None:
    text = f"{'a' * 80} {'b' * letters}"
    table = filled([(text, "in 5 h 40 min", "", "b")], is_text=True)
    shown = drawn(table)
    assert "5 h 40 min" in shown


def test_words_of_a_list_are_broken_if_nothing_else_helps() -> None:
    """On a narrow page, it is no table then."""
    facts = listed(("y-" * 30, "x" * 70), ids=False)
    assert terminal.render([[facts]], Paper(TABLE - 1)) is None
    assert terminal.render([[facts]], Paper(TABLE)) == (
        f" {'y-' * 17}  {'x' * 35}\n {'y-' * 13}          {'x' * 35}\n"
    )


def test_what_ids_begin_with_stands_above_them_although_it_is_long() -> None:
    columns = (
        Column[str](header="Name", brief=lambda name: name, is_text=True),
        Column[str](header=f"ID {LONG}/", brief=lambda _: "acme", wraps=False),
    )
    table = Grid[str]("", columns).with_rows(["Acme" * 15])
    header, _, row, *_ = drawn(table).splitlines()
    assert (header[:6], header[-len(LONG) - 4 :]) == (" Name ", f"ID {LONG}/")
    assert row.endswith("  acme")


def test_ids_of_a_list_go_below_its_rows() -> None:
    """Where they have no room beside them; a row without one has nothing below."""
    facts = listed(("To visit", "Thales " * 9, "a" * 60), ("", "Safran", ""))
    shown = drawn(facts, 72)
    assert shown == (
        " To visit  Thales Thales Thales Thales Thales Thales Thales Thales\n"
        f"           Thales\n           {'a' * 60}\n           Safran\n"
    )


def test_texts_of_a_list_share_a_column_if_nothing_else_helps() -> None:
    texts = ["Meet Ada of ACME again", "Main hall of the venue", "in 9 h"]
    shown = drawn(listed(("Today, 20:00 Paris", *texts, "agenda/ada")))
    assert shown == (
        f" Today, 20:00 Paris  {texts[0]} · {texts[1]} ·\n{'in 9 h':>27}\n{'agenda/ada':>31}\n"
    )


def test_lines_go_on_under_their_text() -> None:
    """Of a report behind its signs, of an answer behind its edge."""
    report = "Added: a meeting.\n  ! overlaps the panel\n  ? a very-long-word\n"
    assert streams.wrap(report, 16) == (
        "Added: a\nmeeting.\n  ! overlaps the\n    panel\n  ? a\n    very-long-word\n"
    )
    line = document.Line(document.Cell("word " * 15 + "end"), inset=True)
    shown = drawn(line, 72)
    assert shown == f" {'word ' * 13}word\n word end\n"
