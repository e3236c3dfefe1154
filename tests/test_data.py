"""What is asked of the bundled data beyond what `milipol check` asks of any."""

import collections
import datetime as dt
import re
import unicodedata
import urllib.parse
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest

from conftest import DATA, HERE
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf, edition_as_of
from milipol_cli.network.load import Catalog
from milipol_cli.network.model.dates import Dates, window
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.programmes import Programme, Session
from milipol_cli.network.model.shows import (
    Edition,
    Figure,
    Notice,
    Rhythm,
    Show,
    ShowFile,
    Theme,
    Venue,
)
from milipol_cli.network.model.sources import Source

Shows = tuple[ShowFile, ...]
Programmes = dict[str, Programme]
Editions = dict[str, EditionAsOf]
Values = list[tuple[str, object]]

SHOWS = {"asia-pacific": 4, "brazil": 1, "india": 2, "paris": 26, "qatar": 16}


def _bad_address(source: Source) -> bool:
    address = source.address or ""
    staging = "staging" in urllib.parse.urlsplit(address).netloc
    return staging or re.search("[^!-~]", address) is not None


def _bad_source_id(source: Source) -> bool:
    found = re.search("[0-9]{4}-[0-9]{2}(-[0-9]{2})?$", source.id)
    return found is not None and found[0] not in (str(source.date), source.month)


def _bad_text(text: str) -> bool:
    kinds = {unicodedata.category(char) for char in text if char != " "}
    return (
        text != text.strip()
        or "  " in text
        or not unicodedata.is_normalized("NFC", text)
        or any(kind[0] in "CZ" for kind in kinds)
    )


def _length(dates: Dates) -> int:
    first, last = window(dates)
    return (last - first).days + 1


def _bad_days(notice: Notice) -> bool:
    dates = notice.dates
    if dates is None or dates.start is None:
        return False
    return dates.start.isoweekday() == 7 or _length(dates) > 5


def _told_too_late(edition: Edition) -> bool:
    dates = edition.notice[0].dates
    assert dates is not None  # the loader refuses that
    return edition.notice[0].day_known > (dates.start or window(dates)[1])


FACT = (Theme, Notice, Session)
CITING = (
    *FACT,
    Show,
    Venue,
    Edition,
    Figure,
    Rhythm,
    NewsItem,
)
LEFTOVER = r"\[[A-Z]+[0-9]|\bdossier\b|\bthe seed\b|unverified|not sourced|TODO"
Rule = tuple[type | tuple[type, ...], Callable[[Any], object]]
RULES: dict[str, Rule] = {
    "addresses are public ones of the web": (Source, _bad_address),
    "a source is dated as its id says": (Source, _bad_source_id),
    "no source is cited twice": (CITING, lambda it: len({*it.source}) < len(it.source)),
    "text is clean": (str, _bad_text),
    "text has no leftover of the research": (str, lambda it: re.search(LEFTOVER, it)),
    "what is inferred says from what": (
        FACT,
        lambda it: it.certainty == "inferred" and not it.notes,
    ),
    "notes on an edition and a printed number have a source": (
        Edition,
        lambda it: (it.notes or it.number_basis == "printed") and not it.source,
    ),
    "no edition begins on a Sunday or lasts over five days": (Notice, _bad_days),
    "an edition is told of before it begins": (Edition, _told_too_late),
    "figures are counted": (Figure, lambda it: it.value == 0),
}


def _inside(value: object, place: str) -> Iterator[tuple[str, object]]:
    yield place, value
    inner: dict[str, object] = {}
    if isinstance(value, msgspec.Struct):
        inner = {f".{name}": getattr(value, name) for name in value.__struct_fields__}
    elif isinstance(value, tuple):
        inner = {f"[{getattr(one, 'id', at)}]": one for at, one in enumerate(value)}
    for name, one in inner.items():
        yield from _inside(one, place + name)


@pytest.fixture(scope="module")
def programmes(bundle: Catalog) -> Programmes:
    """Every bundled programme by its edition."""
    paths = sorted(DATA.glob("*/[0-9][0-9][0-9][0-9].toml"))
    names = [f"{path.parent.name}-{path.stem}" for path in paths]
    return {name: found for name in names if (found := bundle.programme(name))}


@pytest.fixture(scope="module")
def values(bundle: Catalog, programmes: Programmes) -> Values:
    """Every value of the bundled data, the inner ones too, with its place."""
    top = {file.show.id: file for file in bundle.shows} | programmes
    roots = {**top, "news": bundle.news, "sources": tuple(bundle.sources.values())}
    return [found for place, root in roots.items() for found in _inside(root, place)]


@pytest.fixture(scope="module")
def editions(shows: Shows) -> Editions:
    """Every edition as it stands once everything is known."""
    end = AsOf(day=dt.date(2199, 12, 31))
    pairs = [(edition, file) for file in shows for edition in file.edition]
    views = [edition_as_of(edition, file, end) for edition, file in pairs]
    return {view.id: view for view in views if view is not None}


def _texts(values: Values, *fields: str) -> dict[str, str]:
    """The strings in these fields, and in the lists in them, by their places."""
    pattern = re.compile(rf"\.({'|'.join(fields)})(\[[^]]*\])?$")
    return {at: it for at, it in values if isinstance(it, str) and pattern.search(at)}


def _facts(title: str) -> list[str]:
    """The lines of a section of the facts as researched."""
    text = (HERE / "facts.txt").read_text("utf-8")
    section = text.partition(f"\n== {title}\n")[2].partition("\n\n")[0]
    return [line for line in section.splitlines() if not line.startswith("#")]


def _iso(dates: Dates | None) -> str:
    if dates is None:
        return "-"
    if dates.start is None:
        return dates.month or str(dates.year)
    if dates.end is None:
        return f"{dates.start}/.."
    short = "%d" if dates.end.month == dates.start.month else "%m-%d"
    return f"{dates.start}/{dates.end:{short}}"


def _figure(figure: Figure) -> str:
    before = "~" if figure.bound == "about" else ""
    upper = "" if figure.upper is None else f"-{figure.upper}"
    after = "+" if figure.bound == "at least" else ""
    expected = "?" if figure.kind == "expected" else ""
    money = "" if figure.currency is None else f" {figure.currency}"
    return f"{figure.measure} {before}{figure.value}{upper}{after}{expected}{money}"


def _as_fact(view: EditionAsOf) -> str:
    forms = {"printed": "{}", "counted": "*{}*", None: "-"}
    number = forms[view.record.number_basis].format(view.record.number)
    inferred = "?" if view.certainty == "inferred" else ""
    venue = "-" if view.venue is None else view.venue.id
    figures = ", ".join(map(_figure, view.record.figure))
    status = f"{view.status}{inferred}"
    line = f"{view.id} {number} {_iso(view.dates)} {status} {venue}"
    return f"{line}: {figures}" if figures else line


def test_sources_stand_in_order_of_their_ids() -> None:
    """In the file itself, so that two who add one put them in the same place."""
    text = (DATA / "sources.toml").read_text("utf-8")
    ids = re.findall('^id = "(.*)"$', text, re.MULTILINE)
    assert ids
    assert ids == sorted(ids)


@pytest.mark.parametrize("rule", RULES)
def test_everywhere(rule: str, values: Values) -> None:
    kind, wrong = RULES[rule]
    assert [place for place, it in values if isinstance(it, kind) and wrong(it)] == []


def test_there_is_nothing_but_data() -> None:
    files = [path for path in DATA.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".toml"}


def test_there_are_49_editions_of_five_shows(shows: Shows) -> None:
    assert {file.show.id: len(file.edition) for file in shows} == SHOWS
    assert sum(SHOWS.values()) == 49


@pytest.mark.parametrize("show", SHOWS)
def test_editions_are_as_researched(show: str, editions: Editions) -> None:
    """What no source gives stays empty: days, the end of Brazil, a hall, a number."""
    found = [_as_fact(view) for view in editions.values() if view.show.id == show]
    assert found == _facts(f"editions of {show}")


def test_an_address_is_that_of_one_source(bundle: Catalog) -> None:
    owners = collections.defaultdict(list)
    for source in bundle.sources.values():
        owners[source.address].append(source.id)
    del owners[None]
    assert [ids for ids in owners.values() if len(ids) > 1] == []


def test_a_day_given_as_known_is_that_of_a_source(
    bundle: Catalog, values: Values
) -> None:
    for place, notice in values:
        if isinstance(notice, Notice) and notice.known is not None:
            dates = {bundle.sources[name].date for name in notice.source}
            assert notice.known in dates, place


def test_every_show_was_reviewed_on_one_day(shows: Shows) -> None:
    assert len({file.show.reviewed for file in shows}) == 1


def test_summaries_are_sentences_but_notes_and_lines_are_not(values: Values) -> None:
    summaries = _texts(values, "summary")
    lines = {place for place in summaries if re.search(r"\.(notice|rhythm)\b", place)}
    assert {place for place, text in summaries.items() if text[-1] != "."} == lines
    notes = _texts(values, "notes", "headline", "title")
    assert [place for place, text in notes.items() if text[-1] == "."] == []


def test_a_country_has_one_code_and_one_zone(values: Values) -> None:
    places = [it for _, it in values if isinstance(it, (Show, Venue))]
    assert {(it.country, it.country_code, it.zone.key) for it in places} == {
        ("France", "FR", "Europe/Paris"),
        ("Singapore", "SG", "Asia/Singapore"),
        ("Qatar", "QA", "Asia/Qatar"),
        ("India", "IN", "Asia/Kolkata"),
        ("Brazil", "BR", "America/Sao_Paulo"),
    }


def test_paris_runs_tuesday_to_friday_since_1999(editions: Editions) -> None:
    dates = {name: it.dates for name, it in editions.items() if it.show.id == "paris"}
    shapes = {
        name: f"{days.start:%a} to {days.end:%a}, {_length(days)} days"
        for name, days in dates.items()
        if days.start is not None
    }
    assert len(shapes) == 12
    assert shapes == dict.fromkeys(shapes, "Tue to Fri, 4 days")


def test_notices_tell_of_every_move(editions: Editions) -> None:
    expected = _facts("notices")
    found = [
        f"{name} {'' if it.known else 'by '}{it.day_known} {it.status} {_iso(it.dates)}"
        for name in dict.fromkeys(line.split()[0] for line in expected)
        for it in editions[name].notices
    ]
    assert found == expected


def test_themes_of_editions_are_known_since_their_sources(editions: Editions) -> None:
    expected = _facts("themes of editions")
    themes = {name: view.record.theme for name, view in editions.items()}
    found = {
        f"{name} {'' if theme.known else 'by '}{theme.day_known} {theme.title}"
        for name, theme in themes.items()
        if theme is not None
    }
    assert found == set(expected)


def test_asia_pacific_bears_the_name_of_each_notice(editions: Editions) -> None:
    views = [it for it in editions.values() if it.show.id == "asia-pacific"]
    assert [[notice.name for notice in view.notices] for view in views] == [
        ["Milipol Asia-Pacific"],
        ["Milipol Asia-Pacific"],
        ["Milipol Asia-Pacific", "Milipol Asia-Pacific - TechX Summit"],
        ["Milipol TechX Summit"],
    ]


def test_paris_1988_was_held_abroad(editions: Editions) -> None:
    assert editions["paris-1988"].zone.key == "Asia/Singapore"


def test_paris_2027_names_the_rival_claims(editions: Editions) -> None:
    notes = editions["paris-2027"].notices[-1].notes
    claims = [found[0] for note in notes if (found := re.match(r"1\d-2\d", note))]
    assert claims == ["17-20", "18-21"]


def test_websites_and_streets_that_were_not_found_stay_empty(values: Values) -> None:
    assert set(_texts(values, "website").values()) == {
        "https://www.milipol.com",
        "https://www.milipolqatar.com/en",
    }
    venues = [it for _, it in values if isinstance(it, Venue)]
    assert {venue.id: venue.address for venue in venues if venue.address} == {
        "sands-expo": "10 Bayfront Avenue",
        "qatar-international-exhibition-centre": "West Bay",
    }


def test_nothing_leaks_back_in_time(shows: Shows) -> None:
    """On the day of the last newsletter of 2023, only what had been said by then."""
    as_of = AsOf(day=dt.date(2023, 11, 16))
    pairs = [(edition, file) for file in shows for edition in file.edition]
    views = [it for pair in pairs if (it := edition_as_of(*pair, as_of)) is not None]
    to_come = {it.id: f"{it.name} {_iso(it.dates)}" for it in views if it.days_until}
    assert to_come == {
        "asia-pacific-2024": "Milipol Asia-Pacific 2024-04-03/05",
        "qatar-2024": "Milipol Qatar 2024-10-29/31",
        "india-2025": "Milipol India 2025-04-08/10",
    }
    counts = collections.Counter(view.name for view in views)
    assert counts == {
        "Milipol Paris": 24,
        "Milipol Qatar": 15,
        "Milipol Asia-Pacific": 3,
        "Milipol India": 2,
    }
    told = [found for view in views for found in _inside(view.notices, view.id)]
    texts = [it.lower() for _, it in told if isinstance(it, str)]
    assert [text for text in texts if "techx" in text] == []


def test_paris_2023_sessions(programmes: Programmes) -> None:
    assert [
        f"{it.date:%a} {str(it.start or '-')[:5]:<5} {str(it.end or '-')[:5]:<5}"
        f" {it.certainty:<8} {it.kind} {it.id}"
        for it in programmes["paris-2023"].session
    ] == _facts("sessions of paris-2023")


def test_paris_2023_themes(programmes: Programmes) -> None:
    assert [
        f"{it.date:%a} {it.half_day or '-':<9} {it.certainty:<8} {it.title}"
        for it in programmes["paris-2023"].theme
    ] == _facts("themes of paris-2023")


def test_paris_2023_speakers(programmes: Programmes) -> None:
    assert [
        f"{it.id}: {speaker.name}"
        for it in programmes["paris-2023"].session
        for speaker in it.speaker
    ] == _facts("speakers of paris-2023")


def test_paris_2021_bears_the_titles_as_researched(programmes: Programmes) -> None:
    programme = programmes["paris-2021"]
    themes = [f"{theme.date:%a} {theme.title}" for theme in programme.theme]
    sessions = [f"{it.id}: {it.title}" for it in programme.session]
    assert themes + sessions == _facts("titles of paris-2021")


def test_paris_2023_has_no_room_and_no_guessed_name(
    programmes: Programmes, values: Values
) -> None:
    sessions = programmes["paris-2023"].session
    assert {it.room for it in sessions} == {None}
    cut_short = ["continuum-2-panel", "tech-1-panel"]
    assert [it.id for it in sessions if it.more_speakers] == cut_short
    assert [place for place, it in values if isinstance(it, str) and "Réty" in it] == []


def test_newsletters_are_printed_on_the_eve(bundle: Catalog) -> None:
    both = [item for item in bundle.news if item.printed and item.describes]
    assert [f"{it.id} {it.printed} {it.describes}" for it in both] == [
        "paris-2023-day-2 2023-11-14 2023-11-15",
        "paris-2023-final-day 2023-11-16 2023-11-17",
    ]


def test_news_is_of_a_show(bundle: Catalog) -> None:
    assert [item.id for item in bundle.news if item.show is None] == []


def test_news_comes_oldest_first(bundle: Catalog) -> None:
    days = []
    for item in bundle.news:
        dates = Dates(start=item.printed or item.known_by, month=item.month)
        days.append(window(dates)[1])
    assert days == sorted(days)


def test_news_is_dated_as_its_source_is(bundle: Catalog) -> None:
    for item in bundle.news:
        cited = [bundle.sources[name] for name in item.source]
        dates = {date for it in cited for date in (it.date, it.month)}
        assert item.known_by or (item.printed or item.month) in dates, item.id
