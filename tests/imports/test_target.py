"""Notices of days, and the place they get in a show.toml of any form."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import GOOD, ON, Run, write_file
from milipol_cli.base.errors import InvalidData
from milipol_cli.imports.target import Destination, FileFacts, Subject, known_subject, target_of
from milipol_cli.network.as_of import read_as_of
from milipol_cli.network.load import Catalog

MOVED = ("--start", "2028-06-05", "--until", "2028-06-07", "--moved")
# The edition of GOOD, before another one with a comment of its own.
SHOW = (GOOD / "oslo" / "show.toml").read_text("utf-8")
ANOTHER = """
# The next one.
[[edition]]
id = "oslo-2030"
notice = [
    { known_by = 2026-11-01, year = 2030, status = "tentative", source = ["own"] },
]
"""
EDITION = """\
{ id = "oslo-2028", notice = [
    { known_by = 2026-11-01, year = 2028, status = "tentative", source = ["own"] },
] }"""


def _folder(folder: Path, show: str) -> Path:
    write_file(folder / "oslo/show.toml", show)
    text = (GOOD / "sources.toml").read_text("utf-8")
    own = '\n[[source]]\nid = "own"\npublisher = "We"\nkind = "press"\n'
    write_file(folder / "sources.toml", f"{text}{own}")
    return folder / "oslo/show.toml"


def test_a_notice_goes_below_the_others_of_its_edition(run: Run, folder: Path) -> None:
    """The show counts as reviewed on the day of the notice."""
    reviewed = f"reviewed = {ON}"
    path = _folder(folder, f"{SHOW}{ANOTHER}".replace(reviewed, "reviewed = 2026-11-20"))
    ran = run("import", "--edition", "oslo-2028", *MOVED)
    assert (ran.code, ran.err) == (0, "")
    text = path.read_text("utf-8")
    first = text.count("\n", 0, text.index("known_by = 2026-12-01"))
    assert f"lines {first} to {first + 6}; " in ran.out.replace("\n", " ")
    lines = text.splitlines(keepends=True)
    added = "".join(lines[first - 1 : first + 6])
    assert added == (
        "[[edition.notice]]\nknown_by = 2026-12-01\nstart = 2028-06-05\n"
        'end = 2028-06-07\nstatus = "announced"\n'
        'notes = ["own notice, not the organiser\'s"]\nsource = ["own-days"]\n'
    )
    assert text.replace(f"{added}\n", "") == f"{SHOW}{ANOTHER}"
    assert run("show", "oslo-2028", "--json").json["edition"]["start"] == "2028-06-05"
    assert run("check", "--strict").code == 0


@pytest.mark.parametrize(
    ("show", "edition"),
    [
        (f"{SHOW}{ANOTHER}", "oslo-2030"),
        (f"edition = [{EDITION}]\n{SHOW.partition('[[edition]]')[0]}", "oslo-2028"),
        (f"edition = [{EDITION}]\n{SHOW.partition('[[edition]]')[0]}", "oslo-2032"),
    ],
    ids=["notices in a list", "editions in a list", "a new one"],
)
def test_a_form_that_only_a_person_writes_stays(
    run: Run, folder: Path, show: str, edition: str
) -> None:
    path = _folder(folder, show)
    assert run("check").code == 0
    year = edition[-4:]
    days = ("--start", f"{year}-06-05", "--until", f"{year}-06-07")
    moved = () if year == "2032" else ("--moved",)
    file = str(write_file(folder / "a.csv", f"Title,Date\nA,{year}-06-05\n"))
    ran = run("import", *([] if moved else [file]), "--edition", edition, *days, *moved)
    assert ran.refusal == (
        5,
        f"{path}: no place for a notice; add to {edition} an [[edition.notice]]"
        f" with start = {year}-06-05 and end = {year}-06-07",
    )
    assert path.read_text("utf-8") == show


@given(
    days=st.lists(st.dates(dt.date(2028, 1, 1), dt.date(2028, 12, 1)), max_size=3),
    start=st.none() | st.dates(dt.date(2028, 1, 1), dt.date(2028, 12, 1)),
)
def test_an_edition_has_the_days_that_were_given_else_those_of_the_file(
    days: list[dt.date], start: dt.date | None
) -> None:
    """Never a day more, and never more than sixty."""
    into = Destination(Path("none"), is_read=False, data=Catalog([GOOD]))
    as_of = read_as_of("2026-12-01", None)
    subject = Subject(edition="oslo-2028", start=start, is_moved=True)
    known = known_subject(subject, into, as_of)
    placed = {day: f"line {n}" for n, day in enumerate(sorted(days))}
    file, day = FileFacts("a.csv", "{}-programme", placed), as_of.reader_day
    if not days or not 0 <= (max(days) - (start or min(days))).days < 60:
        with pytest.raises(InvalidData, match=r"^a\.csv: "):
            target_of(known, file, day)
    else:
        target = target_of(known, file, day)
        assert (target.first, target.last) == (start or min(days), max(days))
