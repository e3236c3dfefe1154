"""The reports of both imports, as people see them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from milipol_cli.imports.doubts import ImportedFile
from milipol_cli.imports.formats import FORMATS
from milipol_cli.imports.report import ImportReport
from milipol_cli.imports.target import Target
from milipol_cli.look.document import Cell, Column, Document, Fact, Facts, Grid, Line, Table
from milipol_cli.look.words.dates import count, dates_plain, day_plain, join_names
from milipol_cli.network.model.dates import Dates, window


def changes_grid(
    noun: str,
    words: Mapping[str, str],
    name: Callable[[Any], str],
    details: Callable[[Any], Sequence[str]],
    ids: Callable[[Any], tuple[str, str]],
) -> Grid[Any]:
    """A table of the sessions or companies (`noun`) that an import changes.

    `words` has the kinds of changes that are shown by another word. Of a change, `name`
    gives what changed, `details` how it changed, and `ids` the short and the whole id.
    """
    return Grid[Any](
        "changes",
        (
            Column(
                header="Change",
                brief=lambda change: words.get(change.kind, change.kind),
                style=lambda c: "maybe" if c.kind in ("gone", "removed") else "",
                wraps=False,
            ),
            Column(header=noun, brief=name),
            Column(header="What", brief=lambda change: "; ".join(details(change))),
            Column(
                header="ID",
                brief=lambda change: Cell(ids(change)[0], "dim"),
                full=lambda change: ids(change)[1],
                wraps=False,
            ),
        ),
        named_by=noun,
    )


def report_document(
    report: ImportReport,
    contents: Iterable[str],
    glance: Sequence[Table[Any] | Facts],
    changes: Grid[Any],
    steps: Iterable[str],
) -> Document:
    """The report of an import; one line with its `contents` if nothing changed.

    Below them is what a person checks at a `glance`, then what changed, what to check
    and the next `steps`. With --quiet there is only what to check.
    """
    orders, check = report.orders, Facts([*_to_check(report)])
    if orders.quiet:
        return Document(None, [check], verbatim=True)
    summary = join_names(list(contents))
    if report.is_unchanged:
        unchanged = Line(Cell(f"{report.path} is unchanged: {summary}."))
        return Document(None, [unchanged], verbatim=True)
    done = "Would write" if orders.dry_run else "Wrote"
    new = " (new)" if report.is_new else ""
    form = _format_and_layout(report.imported)
    written = Line(Cell(f"{done} {report.path}{new} from {form}: {summary}."))
    changed = changes.with_rows(report.changes)
    lines = [Line(Cell(step)) for step in steps]
    return Document(None, [written, *glance, changed, check, lines], verbatim=True)


def _to_check(report: ImportReport) -> Iterator[Fact]:
    """The new publisher, the doubts and the ignored columns, if there are any."""
    yield from Fact.with_text({"Publisher": report.source.change})
    if doubts := [str(doubt) for doubt in report.imported.doubts]:
        yield Fact.labelled_each("To check", doubts, of_each="To check")
    yield from Fact.with_text({"Ignored": ", ".join(report.imported.unused)})


def _format_and_layout(imported: ImportedFile) -> str:
    """What people call the format of a file, with its layout if that is unusual."""
    name = imported.format
    form = FORMATS[name].label if name in FORMATS else name.upper()
    return ", ".join(filter(None, (form, imported.layout)))


def next_steps(report: ImportReport, command: str) -> Iterator[str]:
    """Where an edition moved, and how to see what was imported: with `command`."""
    orders, target = report.orders, report.target
    yield from days_moved(target, dry_run=orders.dry_run)
    if not orders.into.is_read:
        yield f"Set MILIPOL_DATA={orders.into.root} so other commands read it."
    elif not orders.dry_run:
        yield f"See milipol {command} {report.edition}."
    yield from notice_lines(target, dry_run=orders.dry_run)


def days_moved(target: Target, *, dry_run: bool) -> Iterator[str]:
    """The days of an edition now and before, and where its notice is.

    Nothing if it stays on its days; the notice is named only if the user gave the days.
    """
    change = target.change
    if change is None or change.before is None:
        return
    now, before = dates_plain(change.days), dates_plain(change.before)
    # Said once if both are in one year.
    before = before.removesuffix(f" {window(change.days)[1].year}")
    move = _move_in_words(change.days, change.before, dry_run=dry_run)
    yield f"{target.title} {move} in your data: {now}, previously {before}."
    if not change.own:
        return
    first, last = change.lines
    where = f"{change.path}, lines {first} to {last}"
    notice = f"Your notice, known by {day_plain(change.known_by)}"
    yield f"{notice}: {where}; delete them to undo it."


def _move_in_words(now: Dates, before: Dates, *, dry_run: bool) -> str:
    """How an edition moved: "moved", or "now has 4 days" if one end stays as it was."""
    if now.start != before.start and now.end != before.end:
        return "would move" if dry_run else "moved"
    first, last = window(now)
    days = count((last - first).days + 1, "day")
    return f"would have {days}" if dry_run else f"now has {days}"


def notice_lines(target: Target, *, dry_run: bool) -> Iterator[str]:
    """An empty line and the notice of an edition that would move; else nothing."""
    if dry_run and target.change is not None and target.change.before is not None:
        yield from ("", *(f"  {line}" for line in target.change.added.splitlines()))
