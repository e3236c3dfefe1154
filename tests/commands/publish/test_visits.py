"""A reader's visits to a published folder, in a real browser with a set clock."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browsing import Server, chromium, served
from calendars import by_icalendar
from conftest import write_file
from programs import Khal, Radicale
from publishing import ROOMS, contents, publish, rooms_day

pytestmark = pytest.mark.slow

DAY = "oslo-2028/2028-05-11.html"
EDITION = "oslo-2028/index.html"
LIST = "oslo-2028/exhibitors-by-name.html"
DURING = "2028-05-11T10:20:00+02:00"


class Slow(Server):
    """A server that can become slow."""


@pytest.fixture(scope="module", name="browser")
def _browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(name="context")
def _context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader in Singapore, at a desk."""
    screen: Any = {"width": 1280, "height": 900}
    with browser.new_context(timezone_id="Asia/Singapore", viewport=screen) as context:
        yield context


@pytest.fixture(name="page")
def _page(context: BrowserContext) -> Page:
    page = context.new_page()
    page.set_default_timeout(10_000)
    return page


class Folder:
    """A published folder of a day with rooms, and its address."""

    def __init__(self, root: Path, address: str) -> None:
        self.path, self.own, self.address = root / "public", root / "own", address

    def publish(
        self, *rows: str, cancelled: Sequence[str] = ("cyber",), on: str = "2028-05-10"
    ) -> None:
        """Publishes the day with these rows; without any, with those of ROOMS."""
        text = rooms_day(*rows, cancelled=cancelled)
        write_file(self.own / "oslo" / "2028-extra.toml", text)
        publish(self.path, "team", self.own, on=on)


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Iterator[Folder]:
    (tmp_path / "public").mkdir()
    with served(tmp_path / "public", Slow) as address:
        folder = Folder(tmp_path, address)
        (tmp_path / "public").rmdir()
        folder.publish()
        yield folder
    Slow.seconds = 0


def marks(page: Page) -> list[tuple[str | None, str]]:
    """The sessions that are on or next, and which."""
    return [
        (session.get_attribute("id"), session.locator(".mark").inner_text())
        for session in page.locator(".sess:has(.mark)").all()
    ]


def test_now_and_next_by_the_clock(page: Page, folder: Folder) -> None:
    """Before, during and after; what is cancelled is passed over; past midnight."""
    for clock, expected in (
        ("2028-05-10T20:00:00+02:00", []),
        ("2028-05-11T08:00:00+02:00", [("keynote", "Next")]),
        ("2028-05-11T09:50:00+02:00", [("drones", "Next")]),
        (DURING, [("drones", "Now"), ("dogs", "Now"), ("coffee", "Next")]),
        ("2028-05-11T16:29:00+02:00", [("no-end", "Now"), ("demo", "Now"), ("night", "Next")]),
        ("2028-05-11T16:31:00+02:00", [("night", "Next")]),
        ("2028-05-12T00:15:00+02:00", [("night", "Now")]),
        ("2028-05-12T00:30:00+02:00", []),
    ):
        page.clock.set_fixed_time(clock)
        page.goto(f"{folder.address}{DAY}")
        assert (clock, marks(page)) == (clock, expected)
        today = page.locator(".today b").all_inner_texts()
        assert (clock, today) == (clock, [clock[8:10]])
    cancelled = page.locator("#cyber")
    assert cancelled.locator(".badge").inner_text() == "Cancelled"
    line = cancelled.locator("h3").evaluate("e => getComputedStyle(e).textDecorationLine")
    assert line == "line-through"


def test_a_page_that_stays_open_follows_the_clock(page: Page, folder: Folder) -> None:
    page.clock.install(time="2028-05-11T23:59:50+02:00")
    page.goto(f"{folder.address}{DAY}")
    assert page.locator(".today b").inner_text() == "11"
    page.clock.fast_forward(30_000)
    assert page.locator(".today b").inner_text() == "12"
    assert marks(page) == [("night", "Now")]


def test_a_card_that_was_published_before_the_show(page: Page, folder: Folder) -> None:
    folder.publish(on="2026-12-01")
    for clock, label, left in (
        ("2028-05-09T12:00:00+02:00", "Next show\nAnnounced", "1 day left"),
        (DURING, "On now", "On now, day 2 of 3"),
        ("2028-05-13T00:00:00+02:00", "Over", "These days are over"),
    ):
        page.clock.set_fixed_time(clock)
        page.goto(f"{folder.address}index.html")
        card = page.locator(".card").first
        assert card.locator(".eyebrow").inner_text() == label
        assert card.locator(".left").inner_text() == left


def boxes(page: Page) -> dict[str, tuple[float, float, float, float]]:
    """Left, top, right and bottom of each session."""
    found = {}
    for session in page.locator(".sess").all():
        box = session.bounding_box()
        assert box is not None
        right, bottom = box["x"] + box["width"], box["y"] + box["height"]
        found[session.get_attribute("id") or ""] = (box["x"], box["y"], right, bottom)
    return found


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_day_with_rooms_is_a_grid_where_there_is_space(
    script: bool, browser: Browser, folder: Folder
) -> None:
    with browser.new_context(java_script_enabled=script) as context:
        page = context.new_page()
        page.goto(f"{folder.address}{DAY}")
        for width, media in ((1280, "screen"), (1024, "screen"), (718, "print")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(media="print" if media == "print" else "screen")
            at = boxes(page)
            lefts = [at[key][0] for key in ("keynote", "drones", "dogs", "cyber")]
            assert lefts == sorted(set(lefts))
            assert at["crowds"][0] == at["keynote"][0]
            tops = [at[key][1] for key in ("keynote", "drones", "dogs", "coffee")]
            assert tops == sorted(set(tops))
            assert at["cyber"][1] == at["drones"][1]
            assert at["drones"][3] == at["coffee"][3]
            for one, first in at.items():
                for other, second in at.items():
                    apart = first[2] <= second[0] or first[3] <= second[1]
                    behind = second[2] <= first[0] or second[3] <= first[1]
                    assert one == other or apart or behind, (width, one, other)
            scrolled = page.evaluate("document.documentElement.scrollWidth")
            assert scrolled == width
        heads = page.locator(".head:visible").all_inner_texts()
        assert heads[:4] == ["Main hall", "Room 2", "Room 3", "Room not published"]
        page.emulate_media(media="screen")
        page.set_viewport_size({"width": 1280, "height": 900})
        page.get_by_label("Show as a list").check()
        _is_list(page)
        page.get_by_label("Show as a list").uncheck()
        page.set_viewport_size({"width": 800, "height": 900})
        assert not page.get_by_label("Show as a list").is_visible()
        _is_list(page)


def _is_list(page: Page) -> None:
    assert page.locator(".head:visible, .hour:visible").count() == 0
    at = boxes(page)
    assert {box[0] for box in at.values()} == {at["keynote"][0]}
    assert [*at] == sorted(at, key=lambda key: at[key][1])


def star(page: Page, *keys: str) -> None:
    """Stars sessions of the day."""
    for key in keys:
        page.locator(f"#{key} .star").click()


def changes(page: Page) -> list[str]:
    """What is said to have changed."""
    texts: list[str] = page.locator(".changes li").all_inner_texts()
    return texts


MOVED = (
    *("keynote 09:30 10:15 Main hall", "drones 10:00 11:00 Room 9"),
    *("cyber 10:00 10:30 Room 3", "coffee 10:45 11:00 -", "crowds 13:00 14:05 Room 2"),
)


def test_a_starred_session_that_changed_is_flagged_until_it_is_looked_at(
    page: Page, folder: Folder
) -> None:
    page.goto(f"{folder.address}{DAY}")
    star(page, "keynote", "drones", "dogs", "coffee", "crowds")
    page.reload()
    assert changes(page) == []
    folder.publish(*MOVED, cancelled=["cyber", "crowds"])
    said = [
        "About keynote: moved from 09:00",
        "About drones: was Room 2",
        "About crowds: cancelled, was Main hall",
    ]
    gone = "About dogs: no longer listed Remove star"
    for _ in range(2):
        page.goto(f"{folder.address}{EDITION}")
        assert changes(page) == [*said[:2], gone, said[2]]
        page.goto(f"{folder.address}{DAY}")
        assert changes(page) == said
    page.get_by_role("link", name="About keynote", exact=True).click()
    page.goto(f"{folder.address}{EDITION}")
    assert changes(page) == [said[1], gone, said[2]]
    page.get_by_role("button", name="Remove star").click()
    page.get_by_role("link", name="About drones").first.click()
    page.wait_for_url(f"**/{DAY}#drones")
    assert changes(page) == said[2:]
    page.goto(f"{folder.address}{DAY}#crowds")
    page.reload()
    page.goto(f"{folder.address}{EDITION}")
    assert changes(page) == []
    stars = page.evaluate("JSON.parse(localStorage.getItem('milipol-stars'))")
    names = ["keynote", "drones", "coffee", "crowds"]
    assert stars == [f"oslo-2028/{name}" for name in names]


def test_stars_of_3_0_are_kept(page: Page, folder: Folder) -> None:
    page.goto(f"{folder.address}{DAY}")
    page.evaluate("localStorage.setItem('milipol-stars', '[\"oslo-2028/drones\"]')")
    page.reload()
    assert page.get_by_role("button", name="My day (1)").is_visible()
    folder.publish(*MOVED)
    page.reload()
    assert changes(page) == ["About drones: was Room 2"]


def test_exhibitors_stand_with_the_sessions(page: Page, folder: Folder) -> None:
    page.goto(f"{folder.address}{LIST}")
    for key in ("acme", "bolt-ltd"):
        page.locator(f"#{key} .star").click()
    page.get_by_role("button", name="My exhibitors (2)").click()
    page.goto(f"{folder.address}{DAY}")
    star(page, "drones")
    page.get_by_role("button", name="My day (3)").click()
    assert page.locator("article:visible").count() == 1
    rows = page.locator(".visits li")
    assert rows.all_inner_texts() == ["Hall 5A 5A012\nBolt Ltd\n★", "Acme\n★"]
    rows.first.get_by_role("link").click()
    page.wait_for_url(f"**/{LIST}#bolt-ltd")
    page.goto(f"{folder.address}{EDITION}")
    page.get_by_role("button", name="My programme (3)").click()
    page.get_by_role("button", name="Star: Acme").click()
    assert page.locator(".visits li").count() == 1
    assert page.get_by_role("button", name="My programme (2)").is_visible()


def test_one_search_finds_sessions_speakers_and_exhibitors(page: Page, folder: Folder) -> None:
    page.goto(f"{folder.address}{EDITION}")
    search = page.get_by_label("Find a session, a speaker or an exhibitor")
    found = page.locator("output")
    for words, said, sessions, exhibitors in (
        ("drones", "1 of 16 sessions, 0 of 2 exhibitors", ["10:00\nAbout drones"], []),
        ("author", "1 of 16 sessions, 0 of 2 exhibitors", None, []),
        ("5a012", "0 of 16 sessions, 1 of 2 exhibitors", [], ["Bolt Ltd"]),
        ("LOCKS", "0 of 16 sessions, 1 of 2 exhibitors", [], ["Bolt Ltd"]),
    ):
        search.fill(words)
        assert found.inner_text() == said
        lines = page.locator(".lines li:visible").all_inner_texts()
        assert sessions is None or lines == sessions
        assert page.locator(".hits li a").all_inner_texts() == exhibitors
    page.get_by_role("button", name="Star: Bolt").click()
    page.get_by_role("link", name="All in the list").click()
    page.wait_for_url(f"**/{LIST}?q=LOCKS")
    expect(page.locator("#list_ li:visible .star")).to_have_text("★")


def kept(page: Page) -> list[str]:
    """The names of all caches."""
    return [str(name) for name in page.evaluate("caches.keys()")]


def test_pages_work_without_network(page: Page, context: BrowserContext, folder: Folder) -> None:
    """Load, network off, reload, a day, search, stars; then slow, then newer pages."""
    page.goto(f"{folder.address}{EDITION}")
    for _ in range(100):
        if kept(page) and page.evaluate(f"caches.match('{folder.address}style.css')"):
            break
        page.wait_for_timeout(50)
    context.set_offline(True)
    line = page.locator(".kept")
    said = "No network: this page was kept, published on 24 November 2026."
    page.reload()
    expect(line).to_have_text(said)
    page.get_by_role("link", name="Thursday 11 May").click()
    page.wait_for_url(f"**/{DAY}")
    expect(line).to_have_text(said)
    page.fill("#session_", "drones")
    assert page.locator("article:visible").count() == 1
    star(page, "drones")
    page.goto(f"{folder.address}{LIST}?q=bolt")
    assert page.locator("#list_ li:visible").count() == 1
    page.goto(f"{folder.address}index.html")
    expect(line).to_have_text(said)
    context.set_offline(False)
    page.goto(f"{folder.address}{DAY}")
    assert page.get_by_role("button", name="My day (1)").is_visible()
    assert line.count() == 0
    Slow.seconds = 4
    page.goto(f"{folder.address}{DAY}")
    expect(line).to_have_text(said)
    Slow.seconds = 0
    before = kept(page)
    folder.publish(*MOVED)
    page.goto(f"{folder.address}{DAY}")
    for _ in range(100):
        if len(now := kept(page)) == 1 and now != before:
            break
        page.wait_for_timeout(50)
    assert now == [f"milipol {folder.address} 20261124081501"]
    context.set_offline(True)
    page.reload()
    room = page.locator("#drones .room").text_content()
    assert room == "Room 9"


def test_what_is_starred_is_the_published_event_in_two_calendar_programs(
    page: Page, folder: Folder, tmp_path: Path
) -> None:
    """After the published file, and the other way round; also if it moved since."""
    files = {}
    for name, rows in (("first", ROOMS), ("moved", MOVED)):
        folder.publish(*rows, cancelled=["cyber"])
        page.goto(f"{folder.address}{DAY}")
        for key in ("keynote", "drones", "cyber") if name == "first" else ():
            star(page, key)
        with page.expect_download() as download:
            page.get_by_role("button", name="My sessions .ics").click()
        files[name] = (
            write_file(tmp_path / f"{name}-stars.ics", download.value.path().read_bytes()),
            write_file(
                tmp_path / f"{name}-all.ics", contents(folder.path)["oslo-2028/programme.ics"]
            ),
        )
    for stars, published in files.values():
        wanted = by_icalendar(published.read_bytes())
        got = by_icalendar(stars.read_bytes())
        assert len(got) == 3
        assert all(event in wanted for event in got)
    for number, (one, other) in enumerate([(0, 1), (1, 0)]):
        khal = Khal(tmp_path / f"khal-{number}", "Europe/Oslo")
        alone = Khal(tmp_path / f"alone-{number}", "Europe/Oslo")
        for name in ("first", "moved"):
            khal.bring(files[name][one])
            khal.bring(files[name][other])
            alone.bring(files[name][1])
            days = "2028-05-01", "2028-05-20"
            assert khal.listed(*days) == alone.listed(*days)
    radicale = Radicale(tmp_path)
    try:
        assert radicale.ask("MKCALENDAR", "/reader/one/")[0] == 201
        for name, one, other in (("first", 0, 1), ("moved", 1, 0)):
            for path in (files[name][one], files[name][other]):
                raw = path.read_bytes()
                for event in _by_itself(raw, "keynote"):
                    status, _ = radicale.ask("PUT", "/reader/one/keynote.ics", event)
                    assert status in (201, 204)
                _, back = radicale.ask("GET", "/reader/one/")
                (only,) = by_icalendar(back)
                assert only in by_icalendar(raw)
    finally:
        radicale.stop()


def _by_itself(raw: bytes, key: str) -> list[bytes]:
    """The event of a session as a calendar by itself."""
    head, *events = re.split(rb"(?m)^(?=BEGIN:VEVENT)", raw)
    end = b"END:VCALENDAR\r\n"
    ours = [event.removesuffix(end) for event in events if b"/%s@" % key.encode() in event]
    return [head + event + end for event in ours]
