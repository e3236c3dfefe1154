"""Rules for the bundled data, beyond those that `milipol check` has for any data.

No fact stands here a second time: facts are reviewed in `data/`.
"""

import collections
import datetime as dt
import re
import unicodedata
import urllib.parse
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest

from conftest import DATA
from milipol_cli.network.load import Catalog
from milipol_cli.network.load.parsed_tables import TABLES
from milipol_cli.network.load.reading import COMPANIES, PACK
from milipol_cli.network.model.dates import Dates, window
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.programmes import Programme, Session
from milipol_cli.network.model.shows import (
    Edition,
    EditionTheme,
    Figure,
    Known,
    Notice,
    Purpose,
    Rhythm,
    Show,
    ShowFile,
    Theme,
    Venue,
)
from milipol_cli.network.model.sources import Source

Shows = tuple[ShowFile, ...]
Programmes = dict[str, Programme]
Values = list[tuple[str, object]]


def _bad_address(source: Source) -> bool:
    address = source.address or ""
    staging = "staging" in urllib.parse.urlsplit(address).netloc
    return staging or re.search("[^!-~]", address) is not None


def _bad_source_id(source: Source) -> bool:
    match = re.search("[0-9]{4}-[0-9]{2}(-[0-9]{2})?$", source.id)
    return match is not None and match[0] not in (str(source.date), source.month)


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
CITING = (*FACT, Show, Venue, Edition, Figure, Rhythm, Purpose, NewsItem)
LEFTOVER = r"\[[A-Z]+[0-9]|\bdossier\b|\bthe seed\b|unverified|not sourced|TODO"
Rule = tuple[type | tuple[type, ...], Callable[[Any], object]]
RULES: dict[str, Rule] = {
    "addresses are public ones of the web": (Source, _bad_address),
    "a source is dated as its id says": (Source, _bad_source_id),
    "no source is cited twice": (CITING, lambda record: len({*record.source}) < len(record.source)),
    "text is clean": (str, _bad_text),
    "text has no leftover of the research": (str, lambda text: re.search(LEFTOVER, text)),
    "what is inferred says from what": (
        FACT,
        lambda fact: fact.certainty == "inferred" and not fact.notes,
    ),
    "notes on an edition and a printed number have a source": (
        Edition,
        lambda edition: (edition.notes or edition.number_basis == "printed") and not edition.source,
    ),
    "no edition begins on a Sunday or lasts over five days": (Notice, _bad_days),
    "an edition is told of before it begins": (Edition, _told_too_late),
    "news says when it was added, which was not before it was known": (
        (Notice, Figure, NewsItem),
        lambda fact: fact.added is None or fact.added < fact.day_known,
    ),
    "figures are counted": (Figure, lambda figure: figure.value == 0),
}


def _inside(value: object, place: str) -> Iterator[tuple[str, object]]:
    yield place, value
    inner: dict[str, object] = {}
    if isinstance(value, msgspec.Struct):
        inner = {f".{name}": getattr(value, name) for name in value.__struct_fields__}
    elif isinstance(value, tuple):
        inner = {f"[{getattr(element, 'id', at)}]": element for at, element in enumerate(value)}
    for name, part in inner.items():
        yield from _inside(part, place + name)


@pytest.fixture(scope="module")
def programmes(bundle: Catalog) -> Programmes:
    """Every bundled programme by its edition."""
    paths = sorted(DATA.glob("*/[0-9][0-9][0-9][0-9].toml"))
    names = [f"{path.parent.name}-{path.stem}" for path in paths]
    return {name: bundle.programme(name) for name in names}


@pytest.fixture(scope="module")
def values(bundle: Catalog, programmes: Programmes) -> Values:
    """Every value of the bundled data, the inner ones too, with its place."""
    top = {file.show.id: file for file in bundle.shows} | programmes
    roots = {**top, "news": bundle.news, "sources": tuple(bundle.sources.values())}
    return [pair for place, root in roots.items() for pair in _inside(root, place)]


def _texts(values: Values, *fields: str) -> dict[str, str]:
    """The strings in these fields, and in the lists in them, by their places."""
    pattern = re.compile(rf"\.({'|'.join(fields)})(\[[^]]*\])?$")
    return {at: text for at, text in values if isinstance(text, str) and pattern.search(at)}


def test_sources_stand_in_order_of_their_ids() -> None:
    """In the file itself, so that two who add one put them in the same place."""
    text = (DATA / "sources.toml").read_text("utf-8")
    ids = re.findall('^id = "(.*)"$', text, re.MULTILINE)
    assert ids
    assert ids == sorted(ids)


@pytest.mark.parametrize("rule", RULES)
def test_everywhere(rule: str, values: Values) -> None:
    kind, wrong = RULES[rule]
    assert [place for place, value in values if isinstance(value, kind) and wrong(value)] == []


def test_there_is_nothing_but_data() -> None:
    files = [path for path in DATA.rglob("*") if path.is_file()]
    others = [path.name for path in files if path.suffix != ".toml"]
    assert sorted(others) == ["README.md", PACK, TABLES]


def test_an_address_is_that_of_one_source(bundle: Catalog) -> None:
    owners = collections.defaultdict(list)
    for source in bundle.sources.values():
        owners[source.address].append(source.id)
    del owners[None]
    assert [ids for ids in owners.values() if len(ids) > 1] == []


def test_a_day_given_as_known_is_that_of_a_source(bundle: Catalog, values: Values) -> None:
    for place, notice in values:
        if isinstance(notice, Notice) and notice.known is not None:
            dates = {bundle.sources[name].date for name in notice.source}
            assert notice.known in dates, place


def _is_remark(notice: Notice) -> bool:
    """Whether a notice only gives notes, which are not the reason of an inference."""
    gives = (notice.dates, notice.venue, notice.name)
    is_stated = notice.certainty != "inferred"
    return notice.notes != () and gives == (None, None, None) and is_stated


def test_nothing_is_known_before_its_earliest_source(bundle: Catalog, values: Values) -> None:
    """Only that an edition was held is known by its own days, whatever the sources."""
    for place, fact in values:
        if not isinstance(fact, (Notice, Figure, EditionTheme)):
            continue
        if isinstance(fact, Notice) and fact.known is None and not _is_remark(fact):
            continue
        days = [bundle.sources[key].first_day for key in fact.source]
        dated = [day for day in days if day is not None]
        known = fact.day_known
        assert known is None or known >= min(dated, default=known), place


def test_an_entry_is_listed_by_the_day_of_a_later_copy(bundle: Catalog) -> None:
    lists = [known for key, _ in bundle.editions() if (known := bundle.exhibitors(key))]
    for known in lists:
        copies = [*(copy.copied for copy in known.earlier), known.copied]
        assert copies == sorted({*copies}), known.edition
        days = {entry.listed_by for entry in known.exhibitor} - {None}
        assert days <= {*copies[1:]}, known.edition
        assert all(known.as_of_day(copy).gone >= 0 for copy in copies), known.edition


def test_every_source_is_cited(bundle: Catalog, values: Values) -> None:
    lists = [bundle.exhibitors(key) for key, _ in bundle.editions()]
    cited = {key for known in lists if known is not None for key in known.source}
    for _, value in values:
        cited.update(getattr(value, "source", ()))
    assert {*bundle.sources} - cited == set()


def test_every_show_was_reviewed_on_one_day_after_all_that_is_known(
    shows: Shows, values: Values
) -> None:
    (reviewed,) = {file.show.reviewed for file in shows}
    known = [value.day_known for _, value in values if isinstance(value, Known)]
    assert max(known) <= reviewed


def test_summaries_are_sentences_but_notes_and_lines_are_not(values: Values) -> None:
    summaries = _texts(values, "summary")
    lines = {place for place in summaries if re.search(r"\.(notice|rhythm|purpose)\b", place)}
    assert {place for place, text in summaries.items() if text[-1] != "."} == lines
    notes = _texts(values, "notes", "headline", "title")
    assert [place for place, text in notes.items() if text[-1] == "."] == []


def test_a_country_has_one_code_and_one_zone(values: Values) -> None:
    places = [value for _, value in values if isinstance(value, (Show, Venue))]
    countries = {(place.country, place.country_code, place.zone.key) for place in places}
    assert len({country for country, _, _ in countries}) == len(countries)


def test_editions_come_oldest_first_in_the_order_of_their_numbers(shows: Shows) -> None:
    for file in shows:
        ids = [edition.id for edition in file.edition]
        assert ids == sorted(ids, key=lambda name: name[-4:])
        numbers = [edition.number for edition in file.edition if edition.number]
        assert numbers == sorted({*numbers}), file.show.id


def test_a_newsletter_is_printed_on_the_eve_of_the_day_it_describes(bundle: Catalog) -> None:
    items = [item for item in bundle.news if item.printed and item.describes]
    assert items
    for item in items:
        assert item.printed is not None
        assert item.describes == item.printed + dt.timedelta(days=1), item.id


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
        dates = {date for source in cited for date in (source.date, source.month)}
        assert item.known_by or (item.printed or item.month) in dates, item.id


def test_links_of_companies_are_those_that_3_0_can_read() -> None:
    """It is published as it is: 3.0 knows neither `different` nor a reason or a day."""
    file = msgspec.toml.decode((DATA / COMPANIES).read_bytes())
    groups = [group for link in ("same", "perhaps") for group in file.pop(link)]
    assert file == {}
    assert {type(group) for group in groups} == {list}
