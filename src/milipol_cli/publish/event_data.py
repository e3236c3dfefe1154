"""Editions as schema.org/Event, for search engines (JSON-LD)."""

from typing import Any

from milipol_cli.network.editions import EditionAsOf, dates_before
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.shows import Venue, is_void
from milipol_cli.publish import paths
from milipol_cli.publish.query import Publication

_SCHEMA = "https://schema.org"


def event_data(edition: EditionAsOf, site: Publication) -> dict[str, Any] | None:
    """An edition as JSON-LD.

    None unless the organiser said when it is or was: programs take a date for granted.
    The organiser in the data is today's, so that of past editions is left out.
    """
    if not (edition.notices[-1].is_of_organiser and _is_announced(edition)):
        return None
    is_over = edition.phase == "over"
    event: dict[str, Any] = {
        "@context": _SCHEMA,
        "@type": "Event",
        "name": edition.title,
        "startDate": _date(edition.dates),
        "endDate": edition.dates.end and str(edition.dates.end),
        **_status(edition),
        "location": None if edition.venue is None else _place(edition.venue),
        "organizer": None
        if is_over
        else _typed("Organization", {"name": edition.show.organiser}),
    }
    if site.base_url is not None:
        event["url"] = site.address(paths.page(edition.id))
    return _known(event)


def _date(dates: Dates) -> str:
    """The first day, or as much of it as is known (ISO 8601)."""
    return str(dates.start or dates.month or f"{dates.year:04}")


def _is_announced(edition: EditionAsOf) -> bool:
    """Whether the organiser gave the dates that an edition has."""
    dated = [notice for notice in edition.notices if notice.dates is not None]
    return dated[-1].is_of_organiser


def _status(edition: EditionAsOf) -> dict[str, Any]:
    """What became of it; `previousStartDate` are the starts that no longer hold."""
    if edition.status == "cancelled":
        return {"eventStatus": f"{_SCHEMA}/EventCancelled"}
    start = _date(edition.dates)
    moved_from = map(_date, reversed(dates_before(edition)))
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
