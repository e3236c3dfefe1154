"""The pages in a real browser: at every width, light and dark, and by every rule.

They are served on loopback. It needs Debian's Chromium and npm; without them, these
tests are skipped, with a message.
"""

import functools
import http.server
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

import npm
from conftest import DATA
from milipol_cli.network.load import Catalog
from milipol_cli.publish.outputs import outputs
from publishing import catalog, published

pytestmark = pytest.mark.slow

# A page of each kind, as published on a day without a show and during one, and of
# editions in every state, with a day on two pages and without links to subscribe.
PAGES = (
    *("quiet/index.html", "busy/index.html", "quiet/news.html", "quiet/sources.html"),
    *("quiet/paris/index.html", "quiet/paris-2025/index.html"),
    *("quiet/paris-2023/2023-11-15.html", "busy/paris-2023/2023-11-15.html"),
    "quiet/paris-2025/exhibitors-by-name-2.html",
    "quiet/paris-2025/exhibitors-by-country.html",
    "quiet/paris-2025/exhibitors-by-category.html",
    *("states/index.html", "states/oslo/index.html", "states/oslo-2029/index.html"),
    *("states/oslo-2030/index.html", "states/oslo-2031/index.html"),
    *("states/oslo-2028/2028-05-04.html", "states/oslo-2028/2028-05-04-2.html"),
)
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
    long = tmp_path_factory.mktemp("long")
    (long / "oslo").mkdir()
    (long / "oslo" / "2028-extra.toml").write_text(LONG_DAY, "utf-8")
    publications = {
        "quiet": published(Catalog([DATA]), on="2026-11-28"),
        "busy": published(Catalog([DATA]), on="2023-11-15"),
        "states": published(catalog("states", long), base_url=None),
    }
    for name, publication in publications.items():
        for path, raw in outputs(publication):
            if path.endswith((".html", ".css")):
                target = root / name / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(raw)
    return root


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """A server that logs nothing."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module", name="address")
def _address(site: Path) -> Iterator[str]:
    """The address at which the pages are served."""
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module", name="browser")
def _browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not here")
    # Chromium has no sandbox for root.
    args = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=args)
        yield browser
        browser.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_in_a_browser(
    path: str, width: int, scheme: str, address: str, browser: Browser, tools: Path
) -> None:
    """No request elsewhere, nothing on the console, no side scroll, no fault by axe."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    with context:
        page = context.new_page()
        requests: list[str] = []
        console: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: console.append(message.text))
        page.on("pageerror", lambda error: console.append(str(error)))
        response = page.goto(f"{address}{path}")
        assert response is not None
        assert response.ok
        style = f"{address}{path.partition('/')[0]}/style.css"
        on_the_web = [url for url in requests if not url.startswith("data:")]
        assert on_the_web == [f"{address}{path}", style]
        assert console == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert _background(page) == (
            "rgb(18, 23, 30)" if scheme == "dark" else "rgb(255, 255, 255)"
        )
        page.evaluate((tools / "node_modules/axe-core/axe.min.js").read_text("utf-8"))
        faults = page.evaluate("axe.run({preload: false})")["violations"]
        assert [(fault["id"], fault["nodes"]) for fault in faults] == []


def _background(page: Page) -> object:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_every_page_is_valid(site: Path, tools: Path) -> None:
    """By the rules of html-validate, which are those of the HTML standard."""
    shutil.copytree(site, tools / "site")
    checked = subprocess.run(
        ["node_modules/.bin/html-validate", "--formatter=text", "site/**/*.html"],
        cwd=tools,
        check=False,
        capture_output=True,
        text=True,
    )
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")
