"""The published pages: whole ones of a small show, and what holds for all of them."""

import functools
import gzip
import json
import posixpath
import re
import shutil
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import pytest

import builders
from builders import at, edition, notice, show
from conftest import DATA, GOOD, Golden, rewrite, write_everywhere, write_file
from milipol_cli.commands.publish import pages as site_pages
from milipol_cli.commands.publish import render
from milipol_cli.commands.publish.folder import outputs
from milipol_cli.commands.publish.pages import event_data
from milipol_cli.commands.publish.query import Publication, publication
from milipol_cli.commands.publish.words import bdi, host, names
from milipol_cli.network.load import Catalog
from milipol_cli.network.model.record import Certainty
from milipol_cli.network.model.shows import Notice, Status
from publishing import BASE, catalog, published

HELD = (
    *("index.html", "news.html", "sources.html", "oslo/index.html"),
    *("oslo-2028/index.html", "oslo-2028/2028-05-10.html", "oslo-2030/index.html"),
)


def test_compiled_templates_are_kept_and_change_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def rendered() -> list[tuple[str, bytes]]:
        render._environment.cache_clear()
        return [*outputs(published(catalog()))]

    fresh = rendered()
    monkeypatch.setattr(render, "COMPILED", tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered() == fresh
    assert [*tmp_path.iterdir()] == []
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert rendered() == fresh
    kept = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(kept) > 5
    for number, (path, compiled) in enumerate(kept.items()):
        path.write_bytes((b"", compiled[:-9], b"\xff" * 99, compiled)[number % 4])
    assert rendered() == fresh
    monkeypatch.setattr(render, "COMPILED", tmp_path / "nothing can be kept here")
    assert rendered() == fresh
    render._environment.cache_clear()


class Reader(HTMLParser):
    """What is on a page: its elements, ids, links and data."""

    # ruff: noqa: ARG002 - the base class calls these methods.

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.data: list[Any] = []
        self._script = False
        self.feed(page.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        known = dict(attrs)
        assert len(known) == len(attrs)
        self.attributes |= set(known)
        self.ids += [known["id"] or ""] if "id" in known else []
        self.links += [known["href"] or ""] if "href" in known else []
        self._script = known == {"type": "application/ld+json"}
        if tag == "script" and "id" in known:
            assert known.keys() == {"type", "id"}
            assert known["type"] == "application/json"
        elif tag == "script" and not self._script:
            assert (known["src"] or "").removeprefix("../") == "site.js"
        if "action" in known:
            self.links.append(known["action"] or "")

    def handle_endtag(self, tag: str) -> None:
        self._script = False

    def handle_data(self, data: str) -> None:
        if self._script:
            self.data.append(json.loads(data))


@functools.cache
def bundled() -> dict[str, bytes]:
    """All that is published of the bundled data."""
    return dict(outputs(published(Catalog([DATA]))))


def pages_of(publication: Publication) -> dict[str, bytes]:
    """The published pages, without the other files."""
    files = dict(outputs(publication))
    return {path: raw for path, raw in files.items() if path.endswith(".html")}


def check_links(files: dict[str, bytes]) -> None:
    """Fails if a link within the folder leads to no file, or to no place in it."""
    readers = {path: Reader(raw) for path, raw in files.items() if path.endswith(".html")}
    places = {path: set(reader.ids) for path, reader in readers.items()}
    for path, reader in readers.items():
        assert len(reader.ids) == len(places[path]), path
        for address in {*reader.links}:
            if address.lower().startswith(
                ("http://", "https://", "webcal://", "data:image/", "geo:")
            ):
                continue
            file, _, place = address.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), file))
            target = target if file else path
            assert target in files, (path, address)
            assert not place or place in places[target], (path, address)


# Pages that are held from their first line to the last; of others, what is their own.
WHOLE = ("index.html", "oslo-2028/index.html")


def own_part(page: bytes) -> str:
    """The title and the main part of a page; what is around it is the same on all."""
    text = page.decode()
    title = text[text.index("<title>") : text.index("\n", text.index("<title>"))]
    end = "</main>\n"
    return f"{title}\n{text[text.index('<main ') : text.index(end)]}{end}"


@pytest.mark.parametrize("path", HELD)
def test_a_page_of_a_small_show(path: str, golden: Golden) -> None:
    page = pages_of(published(catalog("team")))[path]
    text = page.decode() if path in WHOLE else own_part(page)
    golden(path.replace("/", "-"), text)


@pytest.mark.parametrize("path", ["oslo/index.html", "oslo-2029/index.html"])
def test_a_page_of_editions_in_every_state(path: str, golden: Golden) -> None:
    """Dates that no longer hold are struck out."""
    pages = pages_of(published(catalog("states")))
    golden(f"states-{path.replace('/', '-')}", own_part(pages[path]))


def with_list(folder: Path, *exhibitors: str) -> dict[str, str]:
    """The pages of the small show, which has this list of exhibitors."""
    data = Path(shutil.copytree(GOOD, folder / "data"))
    path = data / "oslo" / "2028.exhibitors.toml"
    head = path.read_text("utf-8").partition("exhibitor = [")[0]
    text = f"{head}exhibitor = [{', '.join(exhibitors)}]\n"
    path.write_text(text, "utf-8")
    pages = pages_of(published(Catalog([data]), on="2028-05-10"))
    return {path: raw.decode() for path, raw in pages.items()}


def test_a_list_without_halls_is_in_the_order_of_its_stands(tmp_path: Path) -> None:
    stands = ['{ name = "A", stand = ["K30"] }', '{ name = "B", stand = ["K4"] }']
    pages = with_list(tmp_path, *stands)
    assert "oslo-2028/exhibitors-by-hall.html" not in pages
    page = pages["oslo-2028/exhibitors-by-stand.html"]
    assert re.findall("<b>(.*?)</b> <a ", page) == ["K4", "K30"]
    assert "names no stands" not in pages["oslo-2028/exhibitors-by-name.html"]


def test_links_to_a_hall_have_its_bare_name(tmp_path: Path) -> None:
    rows = ['{ name = "A", hall = ["5"] }', '{ name = "B", stand = ["5-021"] }']
    pages = with_list(tmp_path, *rows, '{ name = "C", stand = ["L1-A21"] }')
    page = pages["oslo-2028/exhibitors-by-hall.html"]
    assert re.findall('id="(g_.*?)".*?<bdi>(.*?)</bdi></h2> <span>(.*?)<', page) == [
        ("g_5", "Hall 5", "2"),
        ("g_l1", "Stands L1", "1"),
    ]


@pytest.mark.parametrize("order", ["name", "country", "category", "hall"])
def test_a_page_of_exhibitors(order: str, golden: Golden) -> None:
    pages = pages_of(published(catalog(), on="2028-05-10"))
    name = f"exhibitors-by-{order}.html"
    golden(name, own_part(pages[f"oslo-2028/{name}"]))


def test_every_link_leads_somewhere() -> None:
    check_links(bundled())
    for own, base_url in (((), BASE), (("team",), BASE), (("team",), None)):
        check_links(dict(outputs(published(catalog(*own), base_url=base_url))))


def test_links_lead_to_no_show_that_is_not_published(bundle: Catalog) -> None:
    """Though its companies are on the lists of other shows."""
    shown = publication(bundle, at("2026-12-01"), only=["asia-pacific"], base_url=BASE)
    check_links(dict(outputs(shown)))


def test_without_an_address_there_is_nothing_to_subscribe_to() -> None:
    for path, raw in pages_of(published(catalog("team"), base_url=None)).items():
        assert b"webcal:" not in raw, path
        assert b'rel="canonical"' not in raw, path


def test_only_the_first_page_changes_from_day_to_day(bundle: Catalog) -> None:
    pages, later_pages = bundled(), dict(outputs(published(bundle, on="2026-12-02")))
    assert pages.keys() == later_pages.keys()
    assert {path for path in pages if pages[path] != later_pages[path]} == {"index.html"}


def test_no_page_is_too_large() -> None:
    sizes = {path: len(gzip.compress(raw)) for path, raw in bundled().items()}
    pages = {path: size for path, size in sizes.items() if path.endswith(".html")}
    assert max(pages.values()) <= 100_000
    assert sum(sizes[path] for path in ("index.html", "style.css", "site.js")) <= 30_000
    raw = {path: len(raw) for path, raw in bundled().items()}
    assert raw["style.css"] <= 20_000
    assert raw["site.js"] + raw["sw.js"] <= 16 * 1024


HOSTILE = (
    "</script><script>alert(1)</script><!-- \x1b[31m \u202e \u2028 ]]> "
    "\"' onload=x <img src=//example.org/x onerror=alert(1)> </title><style>"
)


@pytest.mark.parametrize("address", [HOSTILE, "javascript:alert(1)", "https://a.b/\"'><i"])
def test_no_text_becomes_an_element(tmp_path: Path, address: str) -> None:
    write_everywhere(address, tmp_path, tmp_path / "agenda.toml")
    usual = [*map(Reader, (bundled() | pages_of(published(catalog("team")))).values())]
    tags = set().union(*(reader.tags for reader in usual))
    attributes = set().union(*(reader.attributes for reader in usual))
    for path, raw in pages_of(published(Catalog([tmp_path], pytest.fail))).items():
        reader = Reader(raw)
        assert reader.tags <= tags, path
        assert reader.attributes <= attributes, path
        assert not {"\x1b", "\u202e", "\u2028"} & set(raw.decode()), path
        for link in reader.links:
            assert not link.startswith("javascript:"), path
            assert "<" not in link.removeprefix("data:"), path
        for data in reader.data:
            assert data["@type"] == "Event"


def test_no_file_has_an_address_that_could_pass_for_another(tmp_path: Path) -> None:
    """Programs make links of texts, so that calendars do not even have it as a text."""
    address = "https://trusted.example@evil.example/"
    data = Path(shutil.copytree(GOOD, tmp_path / "data"))
    for name, key, line in (("show.toml", "website", "city = "), ("2028.toml", "url", "kind = ")):
        rewrite(data / "oslo" / name, line, f'{key} = "{address}"\n{line}')
    files = dict(outputs(published(Catalog([data]))))
    assert b"SUMMARY:Talk" in files["oslo-2028/2028-05-03.ics"]
    assert [path for path, raw in files.items() if b"evil" in raw] == []


def test_a_page_of_the_past_says_so(bundle: Catalog) -> None:
    shown = publication(bundle, at("2023-11-15"), only=["paris"])
    pages = pages_of(shown)
    index = pages["index.html"].decode()
    assert '<p class="eyebrow"><span class="badge on">On now</span></p>' in index
    assert "Day 2 of 4 <small>on 15 November 2023</small>" in index
    assert '<a href="paris-2023/2023-11-15.html">' in index
    list_page = "paris-2023/exhibitors-by-name.html"
    assert f'<a href="{list_page}">1,087 exhibitors</a>' in index
    said = b'As of <time datetime="2023-11-15">15 Nov 2023</time>, data reviewed <time'
    for path in ("index.html", "paris/index.html", "paris-2023/2023-11-15.html"):
        assert said in pages[path]


def test_a_page_of_some_shows_has_their_names(bundle: Catalog) -> None:
    some = publication(bundle, at("2026-12-01"), only=("paris", "qatar"))
    index = dict([next(site_pages.pages(some, {}))])["index.html"].decode()
    lede = "Dates, programmes and exhibitors of Milipol Paris and Milipol Qatar"
    assert f'<h1 class="lede">{lede}</h1>' in index


def test_a_show_that_changed_its_hall_has_not_moved() -> None:
    pages = bundled()
    india, paris = (pages[f"{show}/index.html"].decode() for show in ("india", "paris"))
    assert "2 editions known, in New Delhi, India.</p>" in india
    assert ", in Villepinte, France, and before that elsewhere.</p>" in paris


def test_a_note_of_a_figure_stands_below_its_row() -> None:
    page = bundled()["paris-2025/index.html"].decode()
    note = "1,200: another report before the show says 1,100"
    assert f'<tr class="note"><td colspan="3"><small class="dim">{note}</small>' in page


def test_a_company_links_to_its_other_editions() -> None:
    """Names that only may be of the same company are left out."""
    page = bundled()["paris-2025/exhibitors-by-name.html"].decode()
    start = page.index('<li id="thales">')
    entry = page[start : page.index("</li>", start)]
    other = "exhibitors-by-name.html#thales"
    assert f'<p>Also listed in <a href="../asia-pacific-2026/{other}">TechX' in entry
    assert f'<a href="../paris-2023/{other}">Paris 2023</a>' in entry
    assert "erhaps" not in entry
    assert entry.count('href="../paris-2023/') == 1


def test_own_shows_are_not_called_milipol(tmp_path: Path) -> None:
    """Such a site says who publishes it, and has a name of its own."""
    text = (GOOD / "oslo" / "show.toml").read_text("utf-8")
    text = text.replace("Milipol Oslo", "Harbour Expo").replace("oslo", "harbour")
    write_file(tmp_path / "harbour" / "show.toml", text)
    data = catalog(tmp_path)
    as_of = at("2026-12-01")
    site = publication(data, as_of, only=["harbour"], base_url=BASE, by="Port of Lima")
    files = dict(outputs(site))
    assert [path for path, raw in files.items() if b"Milipol" in raw] == []
    page = files["harbour/index.html"].decode()
    assert "<title>Harbour Expo – Trade shows</title>" in page
    assert page.count("Published by") == 2
    assert "nofficial" not in page
    named = publication(data, as_of, only=["harbour"], name="Port shows")
    assert b"<title>Port shows</title>" in dict(outputs(named))["news.atom"]
    both = publication(data, as_of, only=["harbour", "oslo"], by="Port of Lima")
    files = dict(outputs(both))
    assert b"<strong>Unofficial.</strong>" in files["index.html"]
    page = files["harbour/index.html"].decode()
    assert "<title>Harbour Expo – Milipol shows (unofficial)</title>" in page
    not_theirs = "Not made, endorsed or checked by the organisers of Milipol."
    assert page.count(not_theirs) == 2
    events = files["calendar/all.ics"].split(b"BEGIN:VEVENT")[1:]
    names = [b"Milipol" in event.partition(b"CATEGORIES:")[2] for event in events]
    assert names == [b"Milipol Oslo" in event for event in events]


def _data(*notices: Notice, on: str = "2026-12-01") -> dict[str, Any]:
    """What search engines read of an edition with these notices."""
    file = show(edition("paris-2027", *notices), organiser="GIE")
    shown = publication(builders.catalog(file), at(on), base_url=BASE)
    (published_edition,) = shown.editions
    return event_data(published_edition.edition, shown) or {}


FIRST = notice("2026-01-01", "2027-11-16/2027-11-19")
ORG = "https://schema.org/"
MOVED = ("2027-11-23/2027-11-26",)


@pytest.mark.parametrize(
    ("later", "start", "status", "previous"),
    [
        ([], "2027-11-16", "Scheduled", None),
        ([MOVED, ("2028-01",)], *("2028-01", "Rescheduled", ["2027-11-23", "2027-11-16"])),
        ([("", "postponed")], "2027-11-16", "Postponed", "2027-11-16"),
        ([("2028-05-02", "postponed")], "2028-05-02", "Rescheduled", "2027-11-16"),
        # Only its end was moved.
        ([("2027-11-16/2027-11-18",)], "2027-11-16", "Scheduled", None),
        ([MOVED, ("", "postponed")], *("2027-11-23", "Postponed", ["2027-11-23", "2027-11-16"])),
        ([("2039", "postponed")], "2039", "Postponed", "2027-11-16"),
        ([("", "cancelled")], "2027-11-16", "Cancelled", None),
    ],
)
def test_search_engines_read_what_became_of_an_edition(
    later: list[tuple[Any, ...]], start: str, status: str, previous: object
) -> None:
    notices = (notice(f"2026-0{at}-01", *known) for at, known in enumerate(later, 2))
    data = _data(FIRST, *notices)
    assert data["@type"] == "Event"
    assert data["name"] == "Milipol Paris 2027"
    assert data["startDate"] == start
    assert data["eventStatus"] == f"{ORG}Event{status}"
    assert data.get("previousStartDate") == previous
    assert data["url"] == f"{BASE}paris-2027/index.html"
    assert data["organizer"] == {"@type": "Organization", "name": "GIE"}


@pytest.mark.parametrize(
    ("dates", "status", "previous"),
    [("2027", "announced", "2027"), ("2027-11-16/2027-11-19", "tentative", None)],
)
def test_an_estimate_that_was_replaced_is_no_move(
    dates: str, status: Status, previous: str | None
) -> None:
    first = notice("2026-01-01", dates, status)
    data = _data(first, notice("2026-02-01", "2028-05-02"))
    assert (data["startDate"], data.get("previousStartDate")) == (*("2028-05-02", previous),)


@pytest.mark.parametrize(
    ("status", "certainty"), [("tentative", "stated"), ("announced", "inferred")]
)
def test_search_engines_read_nothing_that_nobody_announced(
    status: Status, certainty: Certainty
) -> None:
    """They take a date for granted."""
    known = notice("2026-02-01", "2028-05-02", status)
    assert _data(FIRST, msgspec.structs.replace(known, certainty=certainty)) == {}


def test_the_organiser_of_a_past_edition_is_not_known() -> None:
    """That of the show is today's."""
    assert "organizer" in _data(FIRST, on="2027-11-19")
    assert "organizer" not in _data(FIRST, on="2027-11-20")


def test_dates_that_were_changed_later_are_not_called_on() -> None:
    """As of a day on which the edition would have been on."""
    moved = notice("2027-12-01", "2028-05-02/2028-05-05")
    file = show(edition("paris-2027", FIRST, moved))
    site = publication(builders.catalog(file), at("2027-11-17"))
    page = pages_of(site)["paris-2027/index.html"].decode()
    assert '<p class="eyebrow"><span class="badge off">Moved since</span></p>' in page
    assert "Milipol Paris 2027 was moved to 2-5 May 2028." in page


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("Milipol", "<bdi>"),
        ("Nuñez", "<bdi>"),
        ("ميليبول قطر", '<bdi lang="ar" dir="rtl">'),
        ("מיליפול", '<bdi lang="he" dir="rtl">'),
        ("军警防务展", '<bdi lang="zh" dir="ltr">'),
        ("Milipol قطر", "<bdi>"),
    ],
)
def test_names_keep_their_language_and_direction(name: str, start: str) -> None:
    assert bdi(name) == f"{start}{name}</bdi>"
    city = "São Paulo"
    assert names(f"{name}, {city}") == f"{start}{name}</bdi>, <bdi>{city}</bdi>"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://www.milipol.com/en?day=1", "milipol.com"),
        ("http://expo.example.org:8443?day=1", "expo.example.org:8443"),
        ("https://[2001:db8::1]/", "[2001:db8::1]"),
    ],
)
def test_a_link_shows_its_host(address: str, shown: str) -> None:
    assert host(address) == shown


def test_a_show_without_a_day_has_no_calendar() -> None:
    file = show(edition("paris-2027", notice("2026-01-01", "2027")))
    shown = publication(builders.catalog(file), at("2026-12-01"), base_url=BASE)
    pages = pages_of(shown)
    assert all(b'.ics"' not in raw for raw in pages.values())


def test_search_engines_read_where_an_edition_is() -> None:
    assert _data(msgspec.structs.replace(FIRST, venue="villepinte"))["location"] == {
        "@type": "Place",
        "name": "Paris Nord Villepinte",
        "address": {
            "@type": "PostalAddress",
            "addressLocality": "Villepinte",
            "addressCountry": "France",
        },
    }
