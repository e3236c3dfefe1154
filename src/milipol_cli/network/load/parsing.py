"""A text of TOML -> the tables that it holds, where that does no harm."""

import re
from pathlib import Path
from typing import Any

import tomli

from milipol_cli.errors import Fault, InvalidData
from milipol_cli.network.load.findings import Table

_MOST_DIGITS = 1_000_000


# A number in another base that Python reads, and then cannot write in decimals. It
# begins no run of its digits but the whole: so that each is gone through once.
_LONG_WORD = "(?<![0-9A-Fa-f_])0[xob][0-9A-Fa-f_]{3000}"


# Data has six levels. No more are read than those for which what goes through tables
# may call itself.
_MOST_LEVELS = 20


# tomli goes through all parts of a key for each of them: in a text from this length on,
# more than ten parts are refused before. The repeats give nothing back, so that the
# search goes through a text once.
_LONG_TEXT = 50_000


_PART = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""


# A text without a line of so many dots has none, which is mostly seen at once.
_MANY_DOTS = r"\.(?:[^.\n]*+\.){9}"


_DEEP_KEY = rf"(?m)(?:^|[\[{{,])[ \t]*+(?:{_PART}[ \t]*+\.[ \t]*+){{10}}"


# Each header makes a table, and so does each dot of a key; as much is remembered of a
# list or a table that is a value. Each takes a kilobyte. What looks like one in a text
# over many lines is counted, too.
_MOST_TABLES = 200_000


_KEY = rf"[ \t]*+{_PART}(?:[ \t]*+\.[ \t]*+{_PART})*+[ \t]*+"


_VALUE = r"(?<==)(?=[ \t]*+[\[{])"


_TABLE = rf"(?m)^[ \t]*+\[\[?{_KEY}\]|(?:^|[{{,]){_KEY}=|{_VALUE}"


def refused(
    path: Path,
    found: str,
    expected: str,
    advice: str | None = None,
    *,
    line: int | None = None,
) -> InvalidData:
    """The error for a file that is not read: what was found in it, and what may be."""
    return InvalidData(Fault(str(path), line, "", "error", found, expected, advice))


def parsed(text: str, path: Path) -> Table:
    """The tables that a text holds; raises InvalidData where it is not TOML.

    It is refused, too, where it would take more memory than a computer has, or more
    stack than Python: for its digits, its tables, and the levels of them.
    """
    # tomli takes a hundred bytes of memory for each digit that it looks at.
    if len(text) > _MOST_DIGITS and _longest_number(text) > _MOST_DIGITS:
        raise refused(path, f"over {_MOST_DIGITS} digits in a row", "a shorter number")
    if re.search(_LONG_WORD, text):
        raise refused(path, "a number of thousands of digits", "a shorter number")
    if len(text) > _LONG_TEXT and re.search(_MANY_DOTS, text):
        deep = re.search(_DEEP_KEY, text)
        if deep is not None:
            raise _nested_too_deeply(path, text.count("\n", 0, deep.end()) + 1)
    signs = text.count(".") + text.count("[") + text.count("{")  # each table has one
    if signs > _MOST_TABLES and _tables(text) > _MOST_TABLES:
        found = f"over {_MOST_TABLES:,} tables and lists"
        raise refused(path, found, "fewer", "divide the file")
    try:
        table = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        found = f"no TOML at column {error.colno} ({error.msg})"
        raise refused(path, found, "a line of TOML", line=error.lineno) from None
    except ValueError as error:  # a number of more digits than Python reads
        raise refused(path, f"no TOML ({error})", "a shorter number") from None
    except RecursionError:
        raise _nested_too_deeply(path) from None
    if _is_too_deep(table):
        raise _nested_too_deeply(path)
    return table


def _tables(text: str) -> int:
    found = (match[0] for match in re.finditer(_TABLE, text))
    return sum((key[-1:] != "=") + key.count(".") for key in found)


def _longest_number(text: str) -> int:
    return max((len(found[0]) for found in re.finditer("[0-9_]+", text)), default=0)


def _is_too_deep(table: Table) -> bool:
    """Whether tables and lists lie in one another on more levels than are read."""
    level: list[Any] = [table]
    for _ in range(_MOST_LEVELS):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, (dict, list))
        ]
        if not level:
            return False
    return True


def _nested_too_deeply(path: Path, line: int | None = None) -> InvalidData:
    found = "tables or lists nested too deeply"
    return refused(path, found, "fewer levels", line=line)
