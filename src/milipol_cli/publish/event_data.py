"""Editions as schema.org/Event, for search engines (JSON-LD)."""

from typing import Any

from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.shows import Venue, is_void
from milipol_cli.publish import paths
from milipol_cli.publish.query import Publication

_SCHEMA = "https://schema.org"


def event_data(edition: EditionAsOf, publication: Publication) -> dict[str, Any]:
    """An edition as JSON-LD.

    A tentative one has no `eventStatus`, as it has not been announced.
    """
    event: dict[str, Any] = {
        "@context": _SCHEMA,
        "@type": "Event",
        "name": edition.title,
        "startDate": _date(edition.dates),
        "endDate": edition.dates.end and str(edition.dates.end),
        **_status(edition, _moved_from(edition, publication)),
        "location": None if edition.venue is None else _place(edition.venue),
        "organizer": _typed("Organization", {"name": edition.show.organiser}),
    }
    if publication.base_url is not None:
        event["url"] = publication.address(paths.page(edition.id))
    return _known(event)


def _date(dates: Dates) -> str:
    """The first day, or as much of it as is known (ISO 8601)."""
    return str(dates.start or dates.month or f"{dates.year:04}")


def _moved_from(edition: EditionAsOf, publication: Publication) -> list[str]:
    """The dates from which the edition was moved, the latest move first."""
    return [
        _date(entry.old)
        for entry in publication.news.entries
        if entry.kind == "move" and entry.edition == edition.id and entry.old
    ]


def _status(edition: EditionAsOf, moved_from: list[str]) -> dict[str, Any]:
    """What became of it; `previousStartDate` are the starts that no longer hold."""
    if edition.status == "tentative":
        return {}
    if edition.status == "cancelled":
        return {"eventStatus": f"{_SCHEMA}/EventCancelled"}
    start = _date(edition.dates)
    before = [date for date in dict.fromkeys(moved_from) if date != start]
    status = "EventRescheduled" if before else "EventScheduled"
    if is_void(edition.notices):
        status, before = "EventPostponed", [start, *before]
    elif edition.status == "postponed" and edition.dates.start is None:
        status = "EventPostponed"
    known = {"eventStatus": f"{_SCHEMA}/{status}"}
    if not before:
        return known
    return {**known, "previousStartDate": before[0] if len(before) == 1 else before}


def _place(venue: Venue) -> dict[str, Any] | None:
    address = {
        "streetAddress": venue.address,
        "addressLocality": venue.city,
        "addressCountry": venue.country_code or venue.country,
    }
    geo = {"latitude": venue.latitude, "longitude": venue.longitude}
    return _typed(
        "Place",
        {
            "name": venue.name or venue.city,
            "address": _typed("PostalAddress", address),
            "geo": None if None in geo.values() else _typed("GeoCoordinates", geo),
        },
    )


def _typed(kind: str, values: dict[str, Any]) -> dict[str, Any] | None:
    """The known values, with their type; None if none is known."""
    known = _known(values)
    return {"@type": kind, **known} if known else None


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}
