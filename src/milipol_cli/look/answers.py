"""The union of all answers, until each is shown by its own view."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from milipol_cli.agenda.query import Agenda
    from milipol_cli.export.query import ExportSummary, Selection
    from milipol_cli.search.answer import Search

    Answer = Agenda | Search
    Shown = Answer | Selection | ExportSummary
