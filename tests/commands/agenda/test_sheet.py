"""The sheet on paper: as many A4 pages as it takes, and few for a busy day."""

import re
import stat
from pathlib import Path

import pytest

from conftest import Run

ON = ("--on", "2023-11-14", "--tz", "Asia/Tokyo")


def plan_busy_day(run: Run, agenda: Path) -> None:
    """Thirty visits at stands, ten meetings with notes and a session, on one day."""
    out = run("exhibitors", "paris-2023", "--format", "csv").out
    ids = [line.partition(",")[0] for line in out.splitlines()[1::30]][:30]
    assert len(ids) == 30
    run("agenda", "add", *ids, "raid-demonstration", *ON)
    of_company = re.compile('(id = "paris-2023/exhibitors/.*"\n)')
    text = agenda.read_text("utf-8")
    stand = r'\1place = "Hall 5A, stand K30"' + "\n"
    agenda.write_text(of_company.sub(stand, text), "utf-8")
    for hour in range(9, 19):
        at = ("--at", f"2023-11-15T{hour:02}:10", "--minutes", "20")
        place = ("--edition", "paris-2023", "--place", "Hall 5 K10")
        title = f"Meeting about cameras and drones {hour}"
        run("agenda", "add", "--own", title, *at, *place, "--note", "PIN 1234", *ON)


@pytest.mark.usefixtures("here")
def test_a_sheet_is_for_the_reader_alone_and_has_no_script(run: Run, agenda: Path) -> None:
    plan_busy_day(run, agenda)
    assert run("agenda", "sheet", "paris-2023", *ON).code == 0
    path = Path("milipol-paris-2023.html")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    text = path.read_text("utf-8")
    assert text.count("<section>") == 4
    assert not re.search("<script|http|PIN", text)
    run("agenda", "sheet", "paris-2023", "--notes", "--day", "2023-11-15", *ON)
    assert "PIN 1234" in Path("milipol-paris-2023-2023-11-15.html").read_text("utf-8")


@pytest.mark.usefixtures("here", "agenda")
def test_a_sheet_is_of_the_edition_that_is_planned_next(run: Run) -> None:
    on = ("--on", "2023-11-15")
    run("agenda", "add", "qatar-2024", "paris-2023/raid-demonstration", *on)
    assert run("agenda", "sheet", *on).err == "Wrote milipol-paris-2023.html: 1 day.\n"
    none = run("agenda", "sheet", "--on", "2026-12-01")
    assert none.code == 2
    assert none.err == (
        "milipol: none of your picks is at a current or upcoming edition; give an"
        " edition, as in milipol agenda sheet paris-2027\n"
    )
    pdf = run("agenda", "sheet", "-o", "day.PDF", *on)
    assert pdf.code == 2
    assert pdf.err == (
        "milipol: -o 'day.PDF': the sheet is HTML; write it to .html, and save it as"
        " PDF when you print it\n"
    )
    assert not Path("day.PDF").exists()


@pytest.mark.slow
@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("notes", [(), ("--notes",)])
def test_a_busy_day_fits_two_pages(run: Run, agenda: Path, notes: tuple[str, ...]) -> None:
    from browsing import chromium  # noqa: PLC0415  only with the group `slow`

    plan_busy_day(run, agenda)
    day = ("--day", "2023-11-15", "-o", "day.html")
    run("agenda", "sheet", "paris-2023", *day, *notes, *ON)
    run("agenda", "sheet", "paris-2023", "-o", "all.html", *ON)
    with chromium() as browser:
        for name, least, most in (("day", 2, 2), ("all", 5, 8)):
            page = browser.new_page()
            page.goto(Path(f"{name}.html").resolve().as_uri())
            raw = page.pdf(prefer_css_page_size=True)
            assert least <= len(re.findall(rb"/Type /Page\b(?!s)", raw)) <= most
            # A4 portrait, in points.
            (size,) = {*re.findall(rb"/MediaBox \[0 0 (\d+)[.\d]* (\d+)", raw)}
            assert size in ((b"594", b"841"), (b"595", b"842"), (b"595", b"841"))
