"""The records of `show`: the shows there are, and a show with its editions."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from milipol_cli.look.rows import EditionRow, Record, Row, changes, edition_row
from milipol_cli.network import citations as citing
from milipol_cli.network.editions import figure_of
from milipol_cli.network.load.combine import Addition
from milipol_cli.network.model.shows import Figure
from milipol_cli.show import query as shows

if TYPE_CHECKING:
    from milipol_cli.look.rows import Listed, Told
    from milipol_cli.network.editions import EditionAsOf


class FigureRow(Row, frozen=True, kw_only=True):
    measure: str
    kind: str
    value: int
    upper: int | None
    bound: str | None
    currency: str | None
    notes: tuple[str, ...]
    sources: tuple[str, ...]

    def __str__(self) -> str:
        value = self.value if self.upper is None else f"{self.value}-{self.upper}"
        parts = (self.measure, self.kind, self.bound, self.currency, value)
        return " ".join(str(part) for part in parts if part is not None)


class HistoryEditionRow(EditionRow, frozen=True, kw_only=True):
    theme: str | None
    visitors: int | None
    visitors_kind: str | None
    exhibitors: int | None
    exhibitors_kind: str | None
    figures: list[FigureRow]
    remarks: tuple[str, ...]


class ShowRow(Row, frozen=True, kw_only=True):
    id: str
    name: str
    city: str
    country: str
    next: str | None
    next_start: dt.date | None
    last: str | None
    last_start: dt.date | None


class ShowDetailRow(Row, frozen=True, kw_only=True):
    id: str
    name: str
    former_names: tuple[str, ...]
    aliases: tuple[str, ...]
    city: str
    country: str
    country_code: str
    timezone: str
    organiser: str | None
    patron: str | None
    website: str | None
    every_years: int | None
    rhythm: str | None
    notes: tuple[str, ...]
    sources: tuple[str, ...]


class OverrideRow(Row, frozen=True, kw_only=True):
    file: str
    kind: str
    id: str
    adds: bool
    keys: tuple[str, ...]


class ShowListRecord(Record, frozen=True, kw_only=True):
    shows: list[ShowRow]

    def listed(self) -> "Listed":
        return ShowRow.__struct_fields__, self.shows


class HistoryRecord(Record, frozen=True, kw_only=True):
    show: ShowDetailRow
    editions: list[HistoryEditionRow]
    overrides: list[OverrideRow]

    def listed(self) -> "Listed":
        return HistoryEditionRow.__struct_fields__, self.editions


class UnknownRecord(Record, frozen=True, kw_only=True):
    id: str
    known: bool

    def listed(self) -> "Listed":
        return ("id", "known"), [self]


def record(answer: shows.OfShow, on: str) -> "Told":
    if isinstance(answer, shows.ShowList):
        return _show_list(answer, on)
    if isinstance(answer, shows.History):
        return _history(answer, on)
    if isinstance(answer, shows.Unknown):
        return UnknownRecord(on=on, data_as_of=None, id=answer.id, known=False)
    from milipol_cli.show import edition_record as programmes  # noqa: PLC0415  for an edition alone

    return programmes.record(answer, on)


def _show_list(answer: shows.ShowList, on: str) -> ShowListRecord:
    rows = [show_row(entry) for entry in answer.shows]
    return ShowListRecord(
        on=on,
        data_as_of=answer.reviewed,
        known_later=changes(answer.later_changes),
        shows=rows,
    )


def _history(answer: shows.History, on: str) -> HistoryRecord:
    head = citing.of_head(answer.show, answer.as_of)
    return HistoryRecord(
        on=on,
        data_as_of=answer.show.reviewed,
        known_later=changes([row.edition for row in answer.rows]),
        show=show_detail_row(answer, head),
        editions=[
            history_edition_row(row.edition, row.figures, citing.of_row(row.edition))
            for row in answer.rows
        ],
        overrides=list(map(override_row, answer.overrides)),
    )


def figure_row(figure: Figure) -> FigureRow:
    return FigureRow(
        measure=figure.measure,
        kind=figure.kind,
        value=figure.value,
        upper=figure.upper,
        bound=figure.bound,
        currency=figure.currency,
        notes=figure.notes,
        sources=figure.source,
    )


def history_edition_row(
    view: "EditionAsOf", figures: tuple[Figure, ...], cited: Iterable[str]
) -> HistoryEditionRow:
    told = msgspec.structs.asdict(edition_row(view)) | {"sources": tuple(cited)}
    visitors = figure_of(figures, "visitors")
    exhibitors = figure_of(figures, "exhibitors")
    theme = view.record.theme
    return HistoryEditionRow(
        **told,
        theme=None if theme is None else theme.title,
        visitors=None if visitors is None else visitors.value,
        visitors_kind=None if visitors is None else visitors.kind,
        exhibitors=None if exhibitors is None else exhibitors.value,
        exhibitors_kind=None if exhibitors is None else exhibitors.kind,
        figures=[figure_row(figure) for figure in figures],
        remarks=view.record.notes,
    )


def show_row(entry: shows.ShowSummary) -> ShowRow:
    following, last = entry.next, entry.last
    return ShowRow(
        id=entry.show.id,
        name=entry.name,
        city=entry.show.city,
        country=entry.show.country,
        next=None if following is None else following.id,
        next_start=None if following is None else following.dates.start,
        last=None if last is None else last.id,
        last_start=None if last is None else last.dates.start,
    )


def show_detail_row(answer: shows.History, cited: Iterable[str]) -> ShowDetailRow:
    show = answer.show
    rhythm = show.rhythm
    if rhythm is not None and not answer.as_of.knows(rhythm):
        rhythm = None
    return ShowDetailRow(
        id=show.id,
        name=answer.name,
        former_names=answer.former_names,
        aliases=show.aliases,
        city=show.city,
        country=show.country,
        country_code=show.country_code,
        timezone=show.zone.key,
        organiser=show.organiser,
        patron=show.patron,
        website=show.website,
        every_years=None if rhythm is None else rhythm.every_years,
        rhythm=None if rhythm is None else rhythm.summary,
        notes=show.notes,
        sources=tuple(cited),
    )


def override_row(one: Addition) -> OverrideRow:
    return OverrideRow(
        file=one.file, kind=one.kind, id=one.id, adds=one.adds, keys=one.keys
    )
