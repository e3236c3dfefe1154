"""The record of `news`."""

import datetime as dt
from typing import TYPE_CHECKING

from milipol_cli.look.rows import EditionRow, Record, Row, changes, edition_row
from milipol_cli.network.model.dates import Dates
from milipol_cli.news import words

if TYPE_CHECKING:
    from milipol_cli.look.rows import Listed
    from milipol_cli.news.changes import NewsEntry
    from milipol_cli.news.query import News


class NewsEntryRow(Row, frozen=True, kw_only=True):
    date: dt.date
    precision: str
    kind: str
    show: str | None
    edition: str | None
    text: str
    summary: str | None
    describes: dt.date | None
    old_start: dt.date | None
    old_end: dt.date | None
    old_month: str | None
    old_year: int | None
    new_start: dt.date | None
    new_end: dt.date | None
    new_month: str | None
    new_year: int | None
    old_place: str | None
    new_place: str | None
    name: str | None
    former_name: str | None
    status: str | None
    certainty: str
    sources: tuple[str, ...]


class NewsRecord(Record, frozen=True, kw_only=True):
    since: dt.date | None
    items: list[NewsEntryRow]
    outcome_unknown: list[EditionRow]

    def listed(self) -> "Listed":
        return NewsEntryRow.__struct_fields__, self.items


def record(answer: "News", on: str) -> NewsRecord:
    entries = sorted(
        (*answer.entries, *answer.undated), key=lambda one: one.day, reverse=True
    )
    return NewsRecord(
        on=on,
        data_as_of=answer.reviewed,
        known_later=changes(answer.later_changes),
        since=answer.since,
        items=[news_entry_row(entry) for entry in entries],
        outcome_unknown=[edition_row(view) for view in answer.open],
    )


def news_entry_row(entry: "NewsEntry") -> NewsEntryRow:
    old, new = entry.old or Dates(), entry.new or Dates()
    return NewsEntryRow(
        date=entry.day,
        precision=_precision(entry),
        kind=entry.kind,
        show=entry.show,
        edition=entry.edition,
        text=words.what(entry),
        summary=entry.summary,
        describes=entry.describes,
        old_start=old.start,
        old_end=old.end,
        old_month=old.month,
        old_year=old.year,
        new_start=new.start,
        new_end=new.end,
        new_month=new.month,
        new_year=new.year,
        old_place=words.place(entry.old_venue),
        new_place=words.place(entry.venue),
        name=entry.name,
        former_name=entry.former_name,
        status=entry.status,
        certainty=entry.certainty,
        sources=entry.source,
    )


def _precision(entry: "NewsEntry") -> str:
    """How exactly a day is known; of an item without a date not at all."""
    if entry.month is not None:
        return "month"
    if not entry.by:
        return "day"
    return "none" if entry.kind == "news" else "by"
