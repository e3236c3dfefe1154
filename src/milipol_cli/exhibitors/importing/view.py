"""What `milipol exhibitors import` shows: what was written, what changed and doubts."""

from collections.abc import Iterator

from milipol_cli.exhibitors.importing.query import Change, ChangeKind, Report
from milipol_cli.import_report import document, next_step
from milipol_cli.look.document import Column, Document, Grid
from milipol_cli.look.parts import Cell, Style
from milipol_cli.look.words.dates import day_plain
from milipol_cli.network.model.exhibitors import Exhibitor

_WORDS: dict[ChangeKind, str] = {
    "new": "new",
    "moved": "MOVED",
    "changed": "changed",
    "gone": "gone",
}
_PLACE = ("stand", "hall")


def _style(change: Change) -> Style:
    return "maybe" if change.kind == "gone" else ""


CHANGES = Grid[Change](
    "changes",
    (
        Column(
            header="Change",
            brief=lambda change: _WORDS[change.kind],
            style=_style,
            wraps=False,
        ),
        Column(header="Company", brief=lambda change: change.exhibitor.name),
        Column(header="What", brief=lambda change: "; ".join(details(change))),
        Column(
            header="ID",
            brief=lambda change: Cell(change.listed.key, "dim"),
            full=lambda change: change.listed.id,
            wraps=False,
        ),
    ),
    named_by="Company",
)


def view(report: Report) -> Document:
    """The report; one line if nothing changed."""
    form = report.imported.format.upper()
    changes = CHANGES.of(report.changes)
    return document(report, form, _contents(report), changes, _next_steps(report))


def _contents(report: Report) -> Iterator[str]:
    """How much the list has."""
    exhibitors = _count(len(report.exhibitors), "exhibitor", "exhibitors")
    if report.imported.rows > len(report.exhibitors):
        exhibitors += f" on {report.imported.rows:,} rows"
    yield exhibitors
    for names, singular, plural in (
        (report.countries, "country", "countries"),
        (report.stands, "stand", "stands"),
        (report.halls, "hall", "halls"),
    ):
        if names:
            yield _count(len(names), singular, plural)


def _count(number: int, singular: str, plural: str) -> str:
    return f"{number:,} {singular if number == 1 else plural}"


def details(change: Change) -> list[str]:
    """Where a company is, or what changed about it."""
    if change.kind in ("new", "gone"):
        return [text for text in (_place(_values(change.exhibitor)),) if text]
    return list(_fields(change))


def _fields(change: Change) -> Iterator[str]:
    if change.kind == "moved":
        now = _values(change.exhibitor)
        moved = {field.field: field.old for field in change.fields}
        before = {key: moved.get(key, text) for key, text in now.items()}
        gone = ", no stand now" if moved.get("stand") and not now["stand"] else ""
        to = _place(now)
        to = f"{to}{gone}" if to else "no stand"
        yield f"from {_place(before) or 'no stand'} to {to}"
    for field in change.fields:
        if field.field not in _PLACE:
            yield field.words


def _values(exhibitor: Exhibitor) -> dict[str, str | None]:
    return {
        "stand": ", ".join(exhibitor.stand) or None,
        "hall": ", ".join(exhibitor.hall) or None,
    }


def _place(values: dict[str, str | None]) -> str:
    """A stand and its hall: "5A012 in hall 5A"."""
    stand, hall = values["stand"], values["hall"]
    if hall is not None:
        hall = f"{'halls' if ',' in hall else 'hall'} {hall}"
    return " in ".join(filter(None, (stand, hall)))


def _next_steps(report: Report) -> Iterator[str]:
    """What readers get now, and what to do next."""
    if report.bundled is not None:
        number = len(report.bundled.exhibitor)
        day = day_plain(report.bundled.copied)
        yield (
            f"It takes the place of the bundled list ({number:,} listed, copied {day})."
        )
    yield from next_step(report, "exhibitors")
