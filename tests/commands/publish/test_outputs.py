"""Every published file, held by golden files of a small show."""

import datetime as dt
import os
import re
import shutil
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import feedparser
import pytest

from conftest import GOOD, Golden, Run, rewrite, write_everywhere, write_file
from milipol_cli.commands.publish import feeds
from milipol_cli.commands.publish.folder import RUN_RECORD, outputs
from milipol_cli.imports import icalendar_file, schedule
from milipol_cli.imports.formats import EditionOfFile, Request
from milipol_cli.network.load import Catalog
from milipol_cli.network.load.sharing import shared_data
from published import without_pages
from publishing import BASE, OWN, catalog, contents, publish, published

OSLO = Request(
    edition=EditionOfFile(
        zone=ZoneInfo("Europe/Oslo"), first=dt.date(2028, 5, 10), last=dt.date(2028, 5, 12)
    )
)
HELD = (
    *("calendar/all.ics", "news.atom", "oslo-2028/schedule.xml", "manifest.json"),
    *("robots.txt", "sitemap.xml"),
)
# What differs from event to event; the rest is that of every export.
OF_EVENTS = re.compile(
    r"^(BEGIN:V|NAME|TZID|UID|SEQUENCE|DTSTART|DTEND|SUMMARY|STATUS).*\n", re.MULTILINE
)


def test_publishes_these_files(tmp_path: Path, golden: Golden) -> None:
    publish(tmp_path, "team")
    files = contents(tmp_path)
    for path in HELD:
        golden(path.replace("/", "-"), files[path].decode())
    days = {f"oslo-2028/2028-05-{day}.ics" for day in ("03", 10, 11, 12)}
    calendars = {"calendar/oslo.ics", "oslo-2028/programme.ics", *days}
    all_events = files["calendar/all.ics"].replace(b":Milipol\r", b":Milipol Oslo\r")
    assert files["calendar/oslo.ics"] == all_events
    programme = files["oslo-2028/programme.ics"].decode().replace("\r\n", "\n")
    golden("programme.ics", "".join(m[0] for m in OF_EVENTS.finditer(programme)))
    data = {path for path in files if path.startswith("data/")}
    # What only milipol has stays as it is; what the team has is written anew.
    bundled = {path.read_bytes() for path in GOOD.rglob("*.toml")}
    written = sorted(path for path in data if files[path] not in bundled)
    golden("data.toml", "".join(f"# {p}\n{files[p].decode()}\n" for p in written))
    pages = {path for path in files if path.endswith((".html", ".css", ".js"))}
    assert set(files) == {*HELD, *calendars, *data, *pages, RUN_RECORD, "changes.json"}


@pytest.mark.parametrize("show_id", ["calendar", "data", "news"])
def test_no_two_files_have_the_same_path(tmp_path: Path, show_id: str) -> None:
    """Whatever the id of a show is."""
    text = (GOOD / "oslo" / "show.toml").read_text("utf-8")
    write_file(tmp_path / show_id / "show.toml", text.replace("oslo", show_id))
    files = list(outputs(published(Catalog([GOOD, tmp_path]))))
    assert f"{show_id}/index.html" in dict(files)
    assert len(dict(files)) == len(files)


def test_without_an_address_links_are_relative() -> None:
    files = dict(outputs(published(catalog("team"), base_url=None)))
    feed = files["news.atom"].decode()
    assert 'rel="self"' not in feed
    assert '<link rel="alternate" href="oslo-2028/index.html"/>' in feed
    assert "<url>https://shows" not in files["oslo-2028/schedule.xml"].decode()
    assert "<base_url>" not in files["oslo-2028/schedule.xml"].decode()


def test_before_anything_was_known_the_feed_and_the_pages_are_empty() -> None:
    files = dict(outputs(published(catalog("team"), on="2020-01-01")))
    pages = ["index.html", "news.html", "sources.html"]
    fixed = ["changes.json", "site.js", "style.css", "sw.js"]
    assert list(files) == ["news.atom", *pages, *fixed, "sitemap.xml", "robots.txt"]
    assert b"Nothing was known about any show yet." in files["index.html"]
    feed = feedparser.parse(files["news.atom"])
    assert (feed.entries, feed.feed.updated) == ([], "2020-01-01T00:00:00Z")


def test_ids_of_news_stay_when_more_is_known() -> None:
    before = feedparser.parse(dict(outputs(published(catalog())))["news.atom"])
    after = feedparser.parse(dict(outputs(published(catalog("team"))))["news.atom"])
    assert {entry.id for entry in before.entries} < {e.id for e in after.entries}


def test_every_event_of_the_bundled_news_has_its_own_entry(run: Run, bundle: Catalog) -> None:
    """What one notice changed is one: the days and the hall."""
    _, raw = feeds.feed(published(bundle))
    feed = feedparser.parse(raw)
    items = run("news", "--json").json["items"]
    notices = [item for item in items if item["kind"] not in ("news", "result")]
    events = {(item["edition"], item["date"], tuple(item["sources"])) for item in notices}
    number = len(items) - len(notices) + len(events)
    assert len({entry.id for entry in feed.entries}) == len(feed.entries) == number
    assert number < len(items)
    assert {entry.id for entry in feed.entries} < {item["id"] for item in items}
    (moved,) = [entry for entry in feed.entries if "India 2025: MOVED" in entry.title]
    assert moved.title == (
        "India 2025: MOVED from 8-10 April 2025 to 23-25 April 2025; place:"
        " Yashobhoomi (IICC), New Delhi"
    )
    assert [tag.term for tag in moved.tags] == ["move", "venue"]
    lines = [entry.content[0].value.splitlines() for entry in feed.entries]
    assert [text for text in lines if len(text) != len({*text})] == []


def test_what_is_published_can_be_imported() -> None:
    """The sessions with a start and an end come back from both files."""

    def told(session: Any) -> tuple[object, ...]:
        return session.title, session.date, session.start, session.end, session.room

    publication = published(catalog("team"))
    files = dict(outputs(publication))
    known = {
        told(session.session)
        for edition in publication.editions
        for session in edition.scheduled_sessions
        if session.session.title and "\a" not in session.session.title
    }
    assert len(known) == 2
    imported = schedule.read(files["oslo-2028/schedule.xml"], OSLO)
    assert imported.zone == OSLO.edition.zone
    assert imported.title == "Milipol Oslo 2028"
    assert known <= {*map(told, imported.sessions)}
    events = icalendar_file.read(files["oslo-2028/programme.ics"], OSLO)
    from_ics = {
        ((each.title or "").removeprefix("Workshop: "), each.date, each.start, each.end)
        for each in events.sessions
    }
    assert {session[:4] for session in known} <= from_ics
    days = [session.date for session in events.sessions if session.start is None]
    assert days == []


def test_no_private_session_is_in_any_file(tmp_path: Path) -> None:
    summary = publish(tmp_path, "private")
    files = contents(tmp_path)
    assert [path for path, raw in files.items() if b"TOP SECRET" in raw] == []
    breakfast = [path for path, raw in files.items() if b"Customer" in raw]
    assert breakfast == [
        RUN_RECORD,
        *("oslo-2028/2028-05-03.html", "oslo-2028/2028-05-03.ics"),
        "oslo-2028/index.html",
        *("oslo-2028/programme.ics", "oslo-2028/schedule.xml"),
    ]
    path = OWN / "private" / "oslo" / "2028-extra.toml"
    line = f"left out of the data: {path}, which holds a private session"
    assert summary.newly_left_out == (line,)
    assert publish(tmp_path, "private").newly_left_out == ()
    assert publish(tmp_path, "team").newly_left_out == ()
    assert publish(tmp_path, "private").newly_left_out == (line,)


def test_sources_of_private_sessions_alone_are_not_shared() -> None:
    shared = shared_data(catalog("private"))
    assert b"The team" not in shared.files["sources.toml"]
    assert shared.files["sources.toml"] == (GOOD / "sources.toml").read_bytes()
    assert not shared.adds


def test_an_edition_that_does_not_take_place_has_no_schedule(tmp_path: Path) -> None:
    """Its calendar has it as cancelled, with its sessions."""
    own = Path(shutil.copytree(OWN / "team", tmp_path / "own"))
    rewrite(own / "oslo" / "show.toml", "announced", "cancelled")
    files = dict(outputs(published(catalog(own))))
    assert "oslo-2028/schedule.xml" not in files
    events = files["oslo-2028/programme.ics"]
    assert events.count(b"STATUS:CANCELLED") == events.count(b"BEGIN:VEVENT") == 9


def test_a_programme_that_is_not_shared_is_reported(tmp_path: Path) -> None:
    programme = (OWN / "team" / "oslo" / "2028-extra.toml").read_text("utf-8")
    for name, text in (("own", programme), ("broken", "edition = 5")):
        write_file(tmp_path / name / "oslo" / "2028.toml", text)
    team = OWN / "team" / "sources.toml"
    (tmp_path / "own" / "sources.toml").write_bytes(team.read_bytes())
    summary = publish(tmp_path / "public", tmp_path / "own", tmp_path / "broken")
    assert summary.newly_left_out == (
        "left out of the data: oslo/2028.toml; one of its files has errors and may hold"
        " a private session",
    )
    assert not (tmp_path / "public" / "oslo-2028" / "schedule.xml").exists()


def test_what_is_left_out_is_said_when_it_changes(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that a nightly job is quiet as long as nothing is wrong."""
    path = tmp_path / "own" / "paris" / "2023-extra.toml"
    path.parent.mkdir(parents=True)
    session = 'title = "Secret"\ndate = 2023-11-15\nprivate = true\n'
    source = "milipol-programme-2021"
    path.write_text(f'edition = "paris-2023"\nsource = ["{source}"]\n[[session]]\n{session}')
    broken = write_file(tmp_path / "own" / "qatar" / "2022-extra.toml", "edition = 5")
    monkeypatch.setenv("MILIPOL_DATA", str(tmp_path / "own"))
    said = (
        f"milipol: {broken}: line 1: edition: found 5; expected the id of a show and a"
        " year, like paris-2027; this file is ignored; see milipol check\n"
        f"milipol: left out of the data: {path}, which holds a private session\n"
    )
    publish = ("publish", "--quiet", "--base-url", BASE, str(tmp_path / "public"))
    with without_pages():
        for options, expected in (((), said), ((), ""), (["--verbose"], said)):
            ran = run(*publish, *options)
            assert (ran.code, ran.out, ran.err) == (0, "", expected)
        broken.unlink()
        assert run(*publish).err == ""
        broken.write_text("edition = 5")
        assert run(*publish).err == said[: said.index("\n") + 1]
        done = run("publish", str(tmp_path / "public")).err.splitlines()
    assert done[1:] == ["No subscribe links: set the folder's address with --base-url."]


def test_hostile_text_stays_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Controls are removed, and markup is escaped."""
    text = "\x1b[31m \x9b ]]>&<b>\"' \u202e\U000e0041 \x00 \ud7ff \ufffe \U0001f6f0"
    write_everywhere(text, tmp_path / "data", tmp_path / "agenda.toml")
    monkeypatch.setenv("MILIPOL_AGENDA", str(tmp_path / "agenda.toml"))
    files = dict(outputs(published(Catalog([tmp_path / "data"]), base_url=None)))
    assert [path for path, raw in files.items() if re.search(b"[\x00-\x08\x1b]", raw)] == []
    for path, raw in files.items():
        assert not {"\x9b", "\u202e", "\U000e0041"} & {*raw.decode()}
        if not path.endswith(".ics"):
            assert b"&<b>" not in raw
    feed = feedparser.parse(files["news.atom"])
    assert feed.bozo is False
    assert "]]>&<b>\"'" in feed.entries[0].title


@pytest.mark.slow
def test_schedules_are_valid(tmp_path: Path, run: Run) -> None:
    """By the XSD that SCHEDULE_XSD names; it has no licence, so it is not kept here."""
    from lxml import etree  # noqa: PLC0415  only slow tests install it

    name = os.environ.get("SCHEDULE_XSD")
    if name is None:
        pytest.skip("set SCHEDULE_XSD to the file c3voc.de/schedule/schema.xsd")
    run("publish", str(tmp_path / "bundle"))
    publish(tmp_path / "team", "team")
    schema = etree.XMLSchema(etree.parse(name))
    schedules = sorted(tmp_path.rglob("schedule.xml"))
    assert len(schedules) > 1
    for path in schedules:
        schema.assertValid(etree.parse(path))
