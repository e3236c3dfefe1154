"""Rules for shows that only `milipol check` applies."""

import datetime as dt
from collections.abc import Iterator, Mapping

from milipol_cli.check.rules import address
from milipol_cli.errors import NOTHING
from milipol_cli.network.load.findings import Finding, Place, quoted
from milipol_cli.network.model.dates import MOST_DAYS, window
from milipol_cli.network.model.shows import (
    Edition,
    EditionTheme,
    Figure,
    Known,
    Notice,
    Show,
    ShowFile,
    Venue,
)
from milipol_cli.network.model.sources import Source


def show_file(file: ShowFile, countries: Mapping[str, str]) -> Iterator[Finding]:
    """Errors and warnings about a show; `countries` has names by ISO 3166 code."""
    yield from address(file.show.website, ("show", "website"))
    yield from _country(file.show, ("show", "country_code"), countries)
    for at, venue in enumerate(file.venue):
        yield from _country(venue, ("venue", at, "country_code"), countries)
    for at, edition in enumerate(file.edition):
        yield from _edition(edition, ("edition", at))


def _country(
    record: Show | Venue, place: Place, countries: Mapping[str, str]
) -> Iterator[Finding]:
    code = record.country_code
    codes = {name: code for code, name in countries.items()}
    right = codes.get(record.country or "")
    if code is None:
        return
    if code not in countries:
        advice = f"{record.country} is {right}" if right else None
        yield Finding(place, quoted(code), "a code of ISO 3166, like FR", advice)
    elif right not in (None, code):  # None if the name is spelled differently
        actual = f"{quoted(code)}, which is {countries[code]}"
        yield _warning(place, actual, f"'{right}', which is {record.country}")


def _edition(edition: Edition, place: Place) -> Iterator[Finding]:
    dates = [notice.dates for notice in edition.notice if notice.dates is not None]
    if not dates:  # another rule reports this
        return
    year = f"{window(dates[0])[0].year:04}"
    if edition.id[-4:] != year:
        expected = f"{edition.id[:-4]}{year}, named after the year first announced"
        yield _warning((*place, "id"), quoted(edition.id), expected)
    first, last = window(dates[-1])
    for at, notice in enumerate(edition.notice):
        where = (*place, "notice", at)
        yield from _length(notice, where)
        if notice.status == "held":
            yield from _early(notice, where, first)
    for at, figure in enumerate(edition.figure):
        where = (*place, "figure", at)
        yield from _figure(figure, where)
        if figure.kind == "counted":
            yield from _early(figure, where, first)
        elif figure.day_known > last:
            expected = (
                f"a day up to {last}, the edition's last day, since the figure is only"
                " expected"
            )
            yield _warning(_known(figure, where), str(figure.day_known), expected)


def _length(notice: Notice, place: Place) -> Iterator[Finding]:
    if notice.start is None or notice.end is None:
        return
    if (notice.end - notice.start).days >= MOST_DAYS:
        expected = f"an end within {MOST_DAYS} days of the start, {notice.start}"
        yield _warning((*place, "end"), str(notice.end), expected)


def _figure(figure: Figure, place: Place) -> Iterator[Finding]:
    if figure.upper is not None and figure.upper <= figure.value:
        expected = f"more than {figure.value}, the value"
        yield Finding((*place, "upper"), quoted(figure.upper), expected)
    if figure.measure == "deals" and figure.currency is None:
        yield Finding((*place, "currency"), NOTHING, "the currency of the deals")
    if figure.measure != "deals" and figure.currency is not None:
        actual, expected = (
            quoted(figure.currency),
            "none, as it is not an amount of money",
        )
        message = f"found {actual}; only deals have a currency"
        yield Finding((*place, "currency"), actual, expected, message=message)


def review(file: ShowFile) -> Iterator[Finding]:
    """A warning if the newest notice or figure is newer than the show's last review."""
    known: list[tuple[Known, Place]] = []
    for at, edition in enumerate(file.edition):
        place: Place = ("edition", at)
        known += [
            (notice, (*place, "notice", n)) for n, notice in enumerate(edition.notice)
        ]
        known += [
            (figure, (*place, "figure", n)) for n, figure in enumerate(edition.figure)
        ]
    if not known:
        return
    newest, place = max(known, key=lambda pair: pair[0].day_known)
    if newest.day_known > file.show.reviewed:
        expected = f"a day up to {file.show.reviewed}, when the show was last reviewed"
        advice = "set reviewed under [show]"
        where = _known(newest, place)
        yield _warning(where, str(newest.day_known), expected, advice)


def before_sources(file: ShowFile, sources: Mapping[str, Source]) -> Iterator[Finding]:
    """What was known before every dated source that it cites."""
    for at, edition in enumerate(file.edition):
        place: Place = ("edition", at)
        for number, notice in enumerate(edition.notice):
            if _needs_dated_source(notice):
                where = (*place, "notice", number)
                yield from _before_sources(notice, where, sources)
        for number, figure in enumerate(edition.figure):
            yield from _before_sources(figure, (*place, "figure", number), sources)
        if edition.theme is not None:
            yield from _before_sources(edition.theme, (*place, "theme"), sources)


def _needs_dated_source(notice: Notice) -> bool:
    """Whether a source must have been out when a notice became known.

    That an edition is held was known by its own days, even if all sources are later;
    not so a remark on it, or what became known on a day. The notes on something
    inferred are the reason, no remark.
    """
    gives = (notice.dates, notice.venue, notice.name)
    is_remark = notice.notes != () and gives == (None, None, None)
    is_stated = notice.certainty != "inferred"
    return notice.known is not None or (is_remark and is_stated)


def _before_sources(
    fact: Notice | Figure | EditionTheme, place: Place, sources: Mapping[str, Source]
) -> Iterator[Finding]:
    cited = [sources[key] for key in fact.source if key in sources]
    days = [source.first_day for source in cited if source.first_day is not None]
    known = fact.day_known
    # A source that is not there is an error of its own.
    if known is None or not days or len(cited) < len(fact.source):
        return
    first = min(days)
    if known < first:
        expected = f"a day from {first} on, the date of its earliest source"
        yield _warning(_known(fact, place), str(known), expected)


def _early(fact: Known, place: Place, first: dt.date) -> Iterator[Finding]:
    """A warning about something known before it could have happened."""
    if fact.day_known < first:
        expected = f"a day from {first} on, the edition's first day"
        yield _warning(_known(fact, place), str(fact.day_known), expected)


def _known(fact: Known | EditionTheme, place: Place) -> Place:
    return (*place, "known" if fact.known is not None else "known_by")


def _warning(
    place: Place, actual: str, expected: str, advice: str | None = None
) -> Finding:
    return Finding(place, actual, expected, advice, "warning")
