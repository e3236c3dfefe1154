"""The pages in a real browser: at every width, light and dark, and by every rule.

They are served on loopback. It needs Debian's Chromium and npm; without them, these
tests are skipped, with a message.
"""

import itertools
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import icalendar
import pytest
import vobject
from playwright.sync_api import Browser, Page, expect

import npm
from browsing import chromium, served
from conftest import DATA, write_everywhere, write_file
from milipol_cli.commands.publish.folder import outputs
from milipol_cli.network.load import Catalog
from publishing import catalog, published, rooms_day

pytestmark = pytest.mark.slow

# A page of each kind, as published on a day without a show and during one, of editions
# in every state without an address, and of a list with stands.
PAGES = (
    *("quiet/index.html", "busy/index.html", "quiet/news.html", "quiet/sources.html"),
    *("quiet/paris/index.html", "quiet/paris-2025/index.html"),
    "quiet/qatar-2022/index.html",
    *("quiet/paris-2023/2023-11-15.html", "busy/paris-2023/2023-11-15.html"),
    "quiet/paris-2025/exhibitors-by-name.html",
    "quiet/paris-2025/exhibitors-by-country.html",
    "quiet/paris-2025/exhibitors-by-category.html",
    *("team/oslo-2028/index.html", "listed/oslo-2028/index.html"),
    "listed/oslo-2028/exhibitors-by-name.html",
    "listed/oslo-2028/exhibitors-by-hall.html",
    *("rooms/oslo-2028/2028-05-11.html", "rooms/oslo-2028/index.html"),
    *("states/index.html", "states/oslo/index.html", "states/oslo-2029/index.html"),
    *("states/oslo-2030/index.html", "states/oslo-2031/index.html"),
    *("states/oslo-2028/2028-05-04.html", "states/oslo-2028/index.html"),
)
WIDTHS = (320, 360, 768, 1280)
BACKGROUNDS = {
    "light": "rgb(247, 246, 242)",
    "dark": "rgb(15, 22, 21)",
    "print": "rgb(255, 255, 255)",
}
AXE = """axe.run({preload: false, rules: {'target-size': {enabled: true}}}).then(
    found => found.violations.map(fault => [fault.id, fault.nodes]))"""
LONG_DAY = 'edition = "oslo-2028"\nsource = ["team-plan"]\n' + "".join(
    f'[[session]]\nid = "talk-{number}"\ntitle = "Talk {number}"\ndate = 2028-05-04\n'
    f'start = {8 + number % 10:02}:00:00\nsummary = "{"Words. " * 150}"\n'
    for number in range(100)
)


@pytest.fixture(scope="module", name="tools")
def _tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with axe-core and html-validate."""
    folder = tmp_path_factory.mktemp("npm")
    npm.install(folder, Path(__file__).parent / "npm")
    return folder


@pytest.fixture(scope="module", name="site")
def _site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with published pages, a folder for each publication."""
    root = tmp_path_factory.mktemp("site")
    long, rooms = (tmp_path_factory.mktemp(name) for name in ("long", "rooms"))
    write_file(long / "oslo" / "2028-extra.toml", LONG_DAY)
    write_file(rooms / "oslo" / "2028-extra.toml", rooms_day())
    publications = {
        "quiet": published(Catalog([DATA]), on="2026-12-01"),
        "busy": published(Catalog([DATA]), on="2023-11-15"),
        "team": published(catalog("team"), on="2028-05-10"),
        "listed": published(catalog(), on="2028-05-10"),
        "rooms": published(catalog("team", rooms), on="2028-05-10"),
        "states": published(catalog("states", long), base_url=None),
    }
    for name, publication in publications.items():
        for path, raw in outputs(publication):
            if path.endswith((".html", ".css", ".js", ".ics")):
                write_file(root / name / path, raw)
    return root


@pytest.fixture(scope="module", name="address")
def _address(site: Path) -> Iterator[str]:
    """The address at which the pages are served."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="module", name="browser")
def _browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def _opened(page: Page, address: str) -> list[str]:
    """Opens a page; what it requested, and wrote on the console, then and later."""
    seen: list[str] = []

    def note(text: str) -> None:
        seen.extend([text] if not text.startswith("data:") else [])

    page.on("request", lambda request: note(request.url))
    page.on("console", lambda message: note(message.text))
    page.on("pageerror", lambda error: note(str(error)))
    response = page.goto(address)
    assert response is not None
    assert response.ok
    return seen


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_in_a_browser(
    path: str, script: bool, address: str, browser: Browser, tools: Path
) -> None:
    """No request elsewhere, nothing on the console, no side scroll, no fault by axe."""
    with browser.new_context(java_script_enabled=script) as context:
        page = context.new_page()
        seen = _opened(page, f"{address}{path}")
        for state in itertools.product(WIDTHS, BACKGROUNDS):
            _show(page, state)
            scrolled = page.evaluate("document.documentElement.scrollWidth")
            assert (state, scrolled) == (state, state[0])
            assert (state, _background(page)) == (state, BACKGROUNDS[state[1]])
        if script:
            page.evaluate((tools / "node_modules/axe-core/axe.min.js").read_text("utf-8"))
            # Colours differ between schemes, what can be tapped between widths.
            for state in itertools.product((WIDTHS[0], WIDTHS[-1]), ("light", "dark")):
                _show(page, state)
                assert (state, page.evaluate(AXE)) == (state, [])
        site = f"{address}{path.partition('/')[0]}"
        files = [f"{address}{path}", f"{site}/style.css", f"{site}/site.js"]
        assert seen == files[: 3 if script else 2]


def _show(page: Page, state: tuple[int, str]) -> None:
    """Shows a page at a width, in a scheme or printed."""
    width, scheme = state
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(
        media="print" if scheme == "print" else "screen",
        color_scheme="dark" if scheme == "dark" else "light",
    )


@pytest.fixture(name="on_site")
def _on_site(browser: Browser) -> Iterator[Page]:
    """A page of a reader in Singapore, during the panel of Wednesday in Paris."""
    context = browser.new_context(
        timezone_id="Asia/Singapore", viewport={"width": 360, "height": 740}
    )
    with context:
        page = context.new_page()
        page.clock.set_fixed_time("2023-11-15T10:40:00+01:00")
        yield page


def test_a_reader_finds_what_is_on_now(on_site: Page, address: str) -> None:
    """In two taps from the first page: the show, then today."""
    on_site.goto(f"{address}busy/index.html")
    assert on_site.locator(".left").first.inner_text() == "On now, day 2 of 4"
    assert on_site.locator(".today").inner_text().split() == ["Wed", "15", "Nov"]
    on_site.locator(".today a").click()
    now = on_site.locator(".now")
    assert now.get_attribute("id") == "continuum-1-panel"
    assert now.locator(".mark").inner_text() == "Now"
    assert on_site.locator(".mark").all_inner_texts() == ["Now", "Next"]
    assert now.locator(".here").inner_text() == "17:30 your time"
    assert on_site.locator(".zone").inner_text().endswith("Your time: Singapore.")
    on_site.get_by_role("link", name="Now 10:30 Panel").click()
    assert on_site.url.endswith("2023-11-15.html#continuum-1-panel")
    on_site.clock.set_fixed_time("2023-11-15T11:10:00+01:00")
    on_site.reload()
    assert on_site.locator(".acts .main").all_inner_texts() == [
        "Now 10:30 Panel The Olympic Games continuum (part 1)",
        "Now 11:00 Demonstration RAID",
    ]


def test_what_is_on_is_shown_though_a_search_hides_it(on_site: Page, address: str) -> None:
    url = f"{address}busy/paris-2023/2023-11-15.html"
    on_site.goto(f"{url}?q=gign")
    panel = on_site.locator("#continuum-1-panel")
    assert panel.is_hidden()
    on_site.get_by_role("link", name="Now 10:30 Panel").click()
    expect(panel).to_be_in_viewport()
    assert on_site.locator("article:visible").count() == 6
    assert on_site.url == f"{url}#continuum-1-panel"
    assert on_site.input_value("#session_") == ""
    assert on_site.get_by_role("status").all_inner_texts() == ["All sessions are shown again."]


def test_stars_stay_and_become_a_calendar(on_site: Page, address: str, site: Path) -> None:
    """Its lines are the published ones; a session by itself has a file, too."""
    on_site.goto(f"{address}busy/paris-2023/2023-11-15.html")
    stars = on_site.get_by_role("button", name="Star: Panel")
    stars.first.focus()
    on_site.keyboard.press("Enter")
    on_site.locator("#gign-demonstration .star").click()
    on_site.reload()
    mine = on_site.get_by_role("button", name="My day (2)")
    mine.click()
    shown = on_site.locator("article:visible").all()
    assert [each.get_attribute("id") for each in shown] == [
        *("continuum-1-panel", "gign-demonstration")
    ]
    assert on_site.locator(".theme:visible").count() == 0
    on_site.get_by_role("link", name="Now 10:30 Panel").click()
    assert on_site.locator("article:visible").count() == 6
    assert on_site.locator(".theme:visible").count() > 0
    mine.click()
    on_site.reload()  # all are shown again, and the stars are kept
    assert on_site.locator("article:visible").count() == 6
    with on_site.expect_download() as download:
        on_site.get_by_role("button", name="My sessions .ics").click()
    raw = download.value.path().read_bytes()
    day = (site / "busy/paris-2023/2023-11-15.ics").read_bytes()
    head, *events = re.split(rb"(?m)^(?=BEGIN:VEVENT|END:VCALENDAR)", raw)
    assert day.startswith(head)
    assert all(event in day for event in events)
    uids = [event["UID"] for event in icalendar.Calendar.from_ical(raw).walk("VEVENT")]
    assert uids == [
        "paris-2023/continuum-1-panel@milipol-cli",
        "paris-2023/gign-demonstration@milipol-cli",
    ]
    assert len(vobject.readOne(raw.decode()).vevent_list) == 2
    with on_site.expect_download() as download:
        on_site.locator("#raid-demonstration .tools button").last.click()
    assert download.value.suggested_filename == "paris-2023-raid-demonstration.ics"


def test_what_a_reader_sees_of_stars_has_no_fault(on_site: Page, address: str, tools: Path) -> None:
    """With what changed, in "My day" and in the grid, light and dark."""
    on_site.goto(f"{address}rooms/oslo-2028/exhibitors-by-name.html")
    on_site.locator("#acme .star").click()
    on_site.goto(f"{address}rooms/oslo-2028/2028-05-11.html")
    for key in ("drones", "cyber"):
        on_site.locator(f"#{key} .star").click()
    on_site.evaluate("""() => {
        const seen = JSON.parse(localStorage["milipol-seen"]);
        seen["oslo-2028/drones"].r = "Room 9";
        localStorage["milipol-seen"] = JSON.stringify(seen);
    }""")
    for page in ("2028-05-11", "index"):
        on_site.goto(f"{address}rooms/oslo-2028/{page}.html?q=a")
        assert on_site.locator(".changes li").count() == 1
        axe = (tools / "node_modules/axe-core/axe.min.js").read_text("utf-8")
        on_site.evaluate(axe)
        for only_mine in (False, True):
            if only_mine:
                on_site.locator(".mine button").first.click()
            for state in itertools.product(WIDTHS, ("light", "dark")):
                _show(on_site, state)
                scrolled = on_site.evaluate("document.documentElement.scrollWidth")
                assert (state, scrolled) == (state, state[0])
                assert (state, on_site.evaluate(AXE)) == (state, [])


def test_a_list_is_searched_and_the_address_keeps_it(on_site: Page, address: str) -> None:
    on_site.goto(f"{address}quiet/paris-2025/exhibitors-by-country.html")
    on_site.fill("#find_", "thales")
    on_site.keyboard.press("Enter")
    on_site.wait_for_url("**/exhibitors-by-name.html?q=thales")
    on_site.goto(f"{address}quiet/paris-2025/index.html")
    on_site.fill("#session_", "drône")
    on_site.get_by_role("link", name="All in the list").click()
    on_site.select_option("#country_", "South Korea")
    found = on_site.locator("#found_").inner_text()
    names = on_site.locator("#list_ li:visible bdi").all_inner_texts()
    assert found == f"{len(names)} of 1,177 exhibitors"
    assert 0 < len(names) < 10
    assert on_site.url.endswith("?q=dr%C3%B4ne&country=South+Korea")
    on_site.reload()
    assert on_site.locator("#list_ li:visible bdi").all_inner_texts() == names
    on_site.get_by_role("button", name="Clear").click()
    on_site.wait_for_url("**/exhibitors-by-name.html")
    assert on_site.locator("#list_ li:visible").count() == 1177
    on_site.goto(f"{address}quiet/paris-2025/exhibitors-by-name.html#thales")
    assert on_site.locator("#thales details").get_attribute("open") is not None


def test_sessions_are_searched(on_site: Page, address: str) -> None:
    on_site.goto(f"{address}quiet/paris-2023/index.html?q=nunez")
    assert on_site.locator(".lines li:visible").all_inner_texts() == [
        "15:00\nPanel: Christophe Abad and 3 more"
    ]
    assert on_site.locator(".day:visible").count() == 1


def test_without_storage_stars_last_as_long_as_the_page(on_site: Page, address: str) -> None:
    on_site.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error(); }})"
    )
    url = f"{address}busy/paris-2023/2023-11-15.html"
    assert len(_opened(on_site, url)) == 3
    on_site.locator("#raid-demonstration .star").click()
    assert on_site.get_by_role("button", name="My day (1)").is_enabled()


def test_pages_work_from_a_stick(site: Path, on_site: Page) -> None:
    page = site / "quiet" / "paris-2025" / "exhibitors-by-name.html"
    on_site.goto(page.as_uri())
    on_site.fill("#find_", "thales")
    assert on_site.locator("#list_ li:visible").count() > 0
    assert _background(on_site) == "rgb(247, 246, 242)"


def _background(page: Page) -> object:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


HOSTILE = '"><img src=x onerror="owned=1"><script>owned=1</script>{{7*7}}<svg onload=owned=1>'


def test_nothing_in_the_data_is_run(tmp_path: Path, on_site: Page) -> None:
    """In no template, and not by what the script searches, marks and writes."""
    write_everywhere(HOSTILE, tmp_path / "data", tmp_path / "agenda.toml")
    publication = published(Catalog([tmp_path / "data"]), on="2028-05-10")
    pages = []
    for path, raw in outputs(publication):
        target = write_file(tmp_path / "site" / path, raw)
        pages += [target] if path.endswith(".html") else []
    assert len(pages) > 10
    for page in pages:
        assert _opened(on_site, page.as_uri())[3:] == [], page
        for field in on_site.locator("input:visible").all():
            field.fill(HOSTILE)
            field.fill("")
        for buttons in (".star:visible", ".mine button:visible"):
            for button in on_site.locator(buttons).all():
                button.click()
        on_site.goto(f"{page.as_uri()}?q={quote(HOSTILE)}#{quote(HOSTILE)}")
        assert on_site.evaluate("typeof owned") == "undefined", page
        assert "49" not in on_site.locator("h1").inner_text()


def test_every_page_is_valid(site: Path, tools: Path) -> None:
    """By the rules of html-validate, which are those of the HTML standard.

    On a day during a show, only what differs then is tried again.
    """
    shutil.copytree(site, tools / "site")
    pages = ["site/busy/*.html", "site/busy/paris-2023/2*.html"]
    pages += [f"site/{name}/**/*.html" for name in ("quiet", "team", "listed", "states")]
    checked = subprocess.run(
        ["node_modules/.bin/html-validate", "--formatter=text", *pages],
        cwd=tools,
        check=False,
        capture_output=True,
        text=True,
    )
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")
