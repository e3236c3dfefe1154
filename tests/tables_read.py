"""Reads the tables of a file by the words of their headers, as both imports do."""

from milipol_cli.imports.questions import Questions
from milipol_cli.imports.tables import TableRequest
from milipol_cli.imports.tables.finder import FieldTable, Finder
from milipol_cli.imports.tables.headers import Words
from milipol_cli.imports.tables.sheets import sheets_of


def read_tables(
    raw: bytes, words: Words, request: TableRequest | None = None
) -> tuple[list[FieldTable], str, list[str]]:
    """The tables of a file, its format, and the notes about it."""
    questions, asked = Questions(), request or TableRequest()
    with questions.asked_at_end():
        file = sheets_of(raw, asked, questions)
        finder = Finder(words, asked, questions)
        found = [table for sheet in file.sheets for table in finder.tables(sheet)]
        if not found:
            raise finder.no_header_error(file.sheets)
        return finder.similar_tables(found), file.format, file.notes
