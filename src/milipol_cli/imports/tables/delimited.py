"""Delimited text (CSV, TSV) -> its delimiter and its rows."""

import contextlib
import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from milipol_cli.base.errors import NotRead
from milipol_cli.imports.tables import MOST_COLUMNS, SheetRow

DELIMITERS = ",;\t|"
_TRIED_ROWS = 200
# Of the rows of a table, most have several cells.
_LEAST_SHARE = 0.5
# Programs that write CSV guard what a spreadsheet would take for a formula.
_FORMULA = "=+@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b-"
_GUARDED = re.compile(rf"^'(?=\s*[{_FORMULA}])")


def delimiter_of(text: str) -> tuple[str, bool]:
    """The delimiter of a text, and whether most of its lines have one.

    It is in most rows, and gives most of them the same number of cells.
    """
    if hint := re.match("sep=(.)\r?\n", text):  # for Excel
        return hint[1], True
    scores = {delimiter: _score_of_rows(text, delimiter) for delimiter in DELIMITERS}
    best = max(scores, key=lambda delimiter: scores[delimiter])
    return best, scores[best].share_of_several >= _LEAST_SHARE


class _Score(NamedTuple):
    """How well a delimiter fits a text; the higher is the better one.

    The shares of rows are those with several cells, and with the usual number of cells.
    """

    share_of_several: float = 0
    share_of_usual: float = 0
    usual_number: int = 0


def _score_of_rows(text: str, delimiter: str) -> _Score:
    """The score of a delimiter in the first rows of a text; zeros if it is in none."""
    lines = io.StringIO(text, newline="")
    rows = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
    widths: list[int] = []
    with contextlib.suppress(csv.Error):  # the rows before an error count, too
        tried = itertools.islice(rows, _TRIED_ROWS)
        widths.extend(len(row) for row in tried if any(map(str.strip, row)))
    several = Counter(width for width in widths if width > 1)
    if not several:
        return _Score()
    ((usual, number),) = several.most_common(1)
    return _Score(several.total() / len(widths), number / len(widths), usual)


def split_rows(text: str, delimiter: str) -> Iterator[SheetRow]:
    """The rows that are not empty; raises NotRead, with the line.

    A text is cut off if its last row has fewer cells than any other and no line end. A
    row of several lines, in quotes, has the number of its first one.
    """
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
    line, next_line = 1, 1
    widths: list[int] = []
    try:
        for cells in reader:
            line, next_line = next_line, reader.line_num + 1
            is_hint = line == 1 and text.startswith("sep=")  # for Excel
            texts = (_GUARDED.sub("", cell.strip()) for cell in cells[:MOST_COLUMNS])
            row = SheetRow(line, tuple(texts))
            if not is_hint and row.texts:
                widths.append(len(cells))
                yield row
    except csv.Error as error:
        raise NotRead(f"not valid CSV, or cut off: {error}", next_line) from None
    *other_widths, last = widths or (0,)
    fewest = min(other_widths, default=0)
    if last < fewest and not text.endswith(("\r", "\n")):
        raise NotRead(
            f"the file is cut off: {last} of {fewest} cells, and no end of the line", line
        )
