"""What all records are made of: rows, and the editions and sources in them."""

import datetime as dt
from typing import TYPE_CHECKING, Protocol

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from milipol_cli.network.editions import EditionAsOf
    from milipol_cli.network.model.sources import Source

    # The fields of a list, and its rows.
    Listed = tuple[tuple[str, ...], Sequence["Row"]]

    class Told(Protocol):
        """A record, which JSON tells whole."""

        def listed(self) -> Listed:
            """The main list of it, which is all that CSV and TSV tell."""


# The version of the contract; keys are only ever added to it.
SCHEMA = 1


class Row(msgspec.Struct, frozen=True):
    """The base of every JSON object: its keys in this order, all of them always.

    One that is an item of a list says as text what stands of it in a cell.
    """


class SourceRow(Row, frozen=True, kw_only=True):
    id: str
    publisher: str
    title: str | None
    date: str | None
    kind: str
    address: str | None


class EditionRow(Row, frozen=True, kw_only=True):
    id: str
    show: str
    name: str
    number: int | None
    number_basis: str | None
    start: dt.date | None
    end: dt.date | None
    month: str | None
    year: int | None
    city: str | None
    country: str | None
    country_code: str | None
    venue: str | None
    timezone: str
    status: str
    certainty: str
    phase: str | None
    days_until: int | None
    day: int | None
    days: int | None
    outcome_known: bool | None
    notes: tuple[str, ...]
    sources: tuple[str, ...]


class ChangeRow(Row, frozen=True, kw_only=True):
    id: str
    text: str
    status: str
    start: dt.date | None
    end: dt.date | None
    month: str | None
    year: int | None
    city: str | None
    sources: tuple[str, ...]


class Record(Row, frozen=True, kw_only=True):
    """What every record begins with; `sources` are filled in when it is written."""

    schema: int = SCHEMA
    on: str
    data_as_of: dt.date | None
    sources: list[SourceRow] = msgspec.field(default_factory=list)
    known_later: list[ChangeRow] = msgspec.field(default_factory=list)


def edition_row(view: "EditionAsOf") -> EditionRow:
    venue = view.venue
    return EditionRow(
        id=view.id,
        show=view.show.id,
        name=view.name,
        number=view.record.number,
        number_basis=view.record.number_basis,
        start=view.dates.start,
        end=view.dates.end,
        month=view.dates.month,
        year=view.dates.year,
        city=None if venue is None else venue.city,
        country=None if venue is None else venue.country,
        country_code=None if venue is None else venue.country_code,
        venue=None if venue is None else venue.name,
        timezone=view.zone.key,
        status=view.status,
        certainty=view.certainty,
        phase=view.phase,
        days_until=view.days_until,
        day=view.day,
        days=view.days,
        outcome_known=view.outcome_known if view.phase == "over" else None,
        notes=view.notices[-1].notes,
        sources=view_sources(view),
    )


def view_sources(view: "EditionAsOf") -> tuple[str, ...]:
    cited = [key for notice in view.notices for key in notice.source]
    return tuple(dict.fromkeys([*cited, *view.record.source]))


def change_row(view: "EditionAsOf") -> ChangeRow:
    from milipol_cli.look.words.editions import known_since  # noqa: PLC0415  seldom needed

    later = view.later
    assert later is not None  # asked only of editions that changed
    return ChangeRow(
        id=view.id,
        text=known_since(view),
        status=later.status,
        start=later.dates.start,
        end=later.dates.end,
        month=later.dates.month,
        year=later.dates.year,
        city=None if later.venue is None else later.venue.city,
        sources=view_sources(later),
    )


def changes(views: "Iterable[EditionAsOf]") -> list[ChangeRow]:
    return [change_row(view) for view in views if view.later is not None]


def source_row(source: "Source") -> SourceRow:
    date = source.month or (None if source.year is None else str(source.year))
    return SourceRow(
        id=source.id,
        publisher=source.publisher,
        title=source.title,
        date=date if source.date is None else source.date.isoformat(),
        kind=source.kind,
        address=source.address,
    )
