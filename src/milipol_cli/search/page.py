"""The page of `search`."""

from milipol_cli.look.parts import Cell, Part, Style, Table, Title, notes
from milipol_cli.search import words
from milipol_cli.search.answer import Search, SearchResult

# What was found is not squeezed by long ids.
_FLOORS = ((1, 22), (2, len("edition,")))


def search(answer: Search) -> list[list[Part]]:
    """The groups of `search`: what was found, best first, and notes."""
    groups: list[list[Part]] = [[Title(Cell(words.heading(answer)))]]
    if answer.hits:
        rows = [row for hit in answer.hits for row in _rows(hit)]
        headers = ("When", "What", "Matched in", "ID")
        groups.append(
            [Table(headers, rows, wraps=(0, 1, 2), kind="hits", floors=_FLOORS)]
        )
    return [*groups, notes(words.notes(answer))]


def _rows(hit: SearchResult) -> list[tuple[Cell, ...]]:
    """The row of a hit, and under it what was matched and stands elsewhere."""
    cells = (
        Cell(words.when(hit)),
        _marked(words.label(hit), words.prefix(hit)),
        Cell(words.matched_in(hit)),
        _marked(words.key(hit), style="dim"),
    )
    within, others = words.within(hit), words.others(hit)
    under = [] if within is None else [Cell(f"in {within}", "dim")]
    under += [_marked(said, f"{field}: ") for field, said in words.more(hit)]
    under += [] if others is None else [Cell(others, "dim")]
    return [cells, *((Cell(""), cell, Cell(""), Cell("")) for cell in under)]


def _marked(said: words.Marked, prefix: str = "", *, style: Style = "") -> Cell:
    before = len(prefix)
    marks = tuple((before + start, before + end) for start, end in said.marks)
    return Cell(f"{prefix}{said.text}", style, marks=marks)
