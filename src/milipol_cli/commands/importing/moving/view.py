"""The view of `milipol import --moved` without a file."""

from collections.abc import Iterator

from milipol_cli.commands.importing.moving.query import Moved
from milipol_cli.imports.report_view import days_moved, notice_lines
from milipol_cli.look.document import Cell, Document, Line
from milipol_cli.look.words.dates import dates_plain


def view(moved: Moved) -> Document:
    """The days before and after, and the picks that are on former days."""
    return Document(None, [[Line(Cell(text)) for text in _lines(moved)]], verbatim=True)


def _lines(moved: Moved) -> Iterator[str]:
    """The new days, the picks and sessions that are on former days, and what to do."""
    target = moved.target
    if target.change is None:
        days = dates_plain(target.days)
        yield f"{target.title} is on these days already: {days}."
        return
    yield from days_moved(target, dry_run=moved.dry_run)
    if moved.picks:
        are = "is" if moved.picks == 1 else "are"
        picks = f"{moved.picks} of your picks {are} on the former days"
        yield f"{picks}; see milipol agenda."
    if moved.sessions:
        are = "session is" if moved.sessions == 1 else "sessions are"
        sessions = f"{moved.sessions} {are} not on these days"
        yield f"{sessions}; import a programme that has them."
    if not moved.into.is_read:
        yield f"Set MILIPOL_DATA={moved.into.root} so other commands read it."
    yield from notice_lines(target, dry_run=moved.dry_run)
