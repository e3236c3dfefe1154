"""What a search found, as rows and as a record."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from milipol_cli.look.rows import Record, Row, changes
from milipol_cli.search.answer import Search, SearchResult

if TYPE_CHECKING:
    from milipol_cli.look.rows import Listed


class MatchRow(Row, frozen=True, kw_only=True):
    field: str
    text: str
    spans: Sequence[tuple[int, int]]

    def __str__(self) -> str:
        return f"{self.field} {self.text}"


class HitRow(Row, frozen=True, kw_only=True):
    id: str | None
    kind: str
    title: str | None
    role: str | None
    session_kind: str | None
    show: str | None
    edition: str | None
    editions: tuple[str, ...]
    start: dt.date | None
    end: dt.date | None
    month: str | None
    year: int | None
    exact: bool
    matches: list[MatchRow]
    sources: tuple[str, ...]


class SuggestionRow(Row, frozen=True, kw_only=True):
    word: str
    nearest: tuple[str, ...]


class ShutOutRow(Row, frozen=True, kw_only=True):
    options: tuple[str, ...]
    found: int


class SearchRecord(Record, frozen=True, kw_only=True):
    words: tuple[str, ...]
    found: int
    results: list[HitRow]
    shut_out: ShutOutRow | None
    suggestions: list[SuggestionRow]

    def listed(self) -> "Listed":
        return HitRow.__struct_fields__, self.results


def hit_row(hit: SearchResult) -> HitRow:
    who, session, dates = hit.speaker, hit.session, hit.dates
    return HitRow(
        id=hit.id,
        kind=hit.kind,
        title=hit.title,
        role=None if who is None else who.what,
        session_kind=None if session is None else session.kind,
        show=hit.show,
        edition=None if hit.edition is None else hit.edition.id,
        editions=hit.editions,
        start=dates.start,
        end=dates.end,
        month=dates.month,
        year=dates.year,
        exact=not hit.by,
        matches=[
            MatchRow(field=match.field, text=match.text, spans=match.spans)
            for match in hit.matches
        ],
        sources=hit.source,
    )


def record(answer: Search, on: str) -> SearchRecord:
    out = answer.shut_out
    return SearchRecord(
        on=on,
        data_as_of=answer.reviewed,
        known_later=changes(answer.later_changes),
        words=answer.sought.words,
        found=answer.found,
        results=[hit_row(hit) for hit in answer.hits],
        shut_out=(
            None if out is None else ShutOutRow(options=out.options, found=out.found)
        ),
        suggestions=[
            SuggestionRow(word=one.word, nearest=one.nearest)
            for one in answer.suggestions
        ],
    )
