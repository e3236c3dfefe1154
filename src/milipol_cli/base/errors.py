"""The errors that users see, each with its exit code."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]


# How to install the extra for spreadsheets, in a clone of milipol.
INSTALL_SHEETS = ".venv/bin/pip install -e '.[sheets]' (or pipx install --force '.[sheets]')"


class MilipolError(Exception):
    """The base class; the message is one line: what is wrong, where, and what to do."""

    exit_code = 1


class BadInput(MilipolError):
    """An option or value that is not valid."""

    exit_code = 2


def no_such_file(name: str, advice: str | None = None) -> BadInput:
    """The error for a file or folder argument that does not exist."""
    text = f"{name!r}: no such file or folder"
    return BadInput(text if advice is None else f"{text}; {advice}")


class UnknownId(MilipolError):
    """An id that does not exist or is not unique; the message suggests similar ids."""

    exit_code = 3


class CannotWrite(MilipolError):
    """A file or stream that cannot be written; an existing file is unchanged."""

    exit_code = 5


class Overlapping(MilipolError):
    """A pick that is not added to the agenda because it overlaps another."""

    exit_code = 6


class Problem(NamedTuple):
    """An error or a warning about a data file.

    `line` counts from 1 and is None for the whole file; `place` is the place in its
    tables, "" if that is not known. `found` is what is there, and `expected` is what
    should be there; if that is None, `found` says what is wrong. `advice` is what to do
    about it.
    """

    file: str
    line: int | None
    place: str
    severity: Severity
    found: str
    expected: str | None = None
    advice: str | None = None
    column: int | None = None

    @property
    def text(self) -> str:
        """The problem and the advice, without the place."""
        text = self.found
        if self.expected is not None:
            text = "missing" if text == NOTHING else f"found {text}"
            text += f"; expected {self.expected}"
        if self.column is not None:
            text = f"column {self.column}: {text}"
        return text if self.advice is None else f"{text}; {self.advice}"

    def __str__(self) -> str:
        line = None if self.line is None else f"line {self.line}"
        where = ": ".join(filter(None, (self.file, line, self.place)))
        return f"{where}{', ' if self.column else ': '}{self.text}"


# The value of `found` if something is missing.
NOTHING = "nothing"


class InvalidData(MilipolError):
    """Data that cannot be read or has errors: a problem of a file, or a message."""

    exit_code = 4

    def __init__(self, problem: Problem | str) -> None:
        super().__init__(str(problem))
        self.problem = problem if isinstance(problem, Problem) else None


class NotRead(InvalidData):
    """An untrusted file that is not read, with the line (from 1) if there is one."""

    def __init__(self, text: str, line: int | None = None) -> None:
        super().__init__(f"line {line}: {text}" if line else text)
        self.text = text
        self.line = line


def with_consequence(message: str, consequence: str) -> str:
    """A message and what follows from it: "...; this file is ignored"."""
    if message.endswith("?"):
        return f"{message} {consequence[0].upper()}{consequence[1:]}"
    return f"{message}; {consequence}"


def close_matches(
    word: str, candidates: Iterable[str], *, most: int = 3, cutoff: float = 0.6
) -> list[str]:
    """The candidates most like a word, the most similar first."""
    import difflib  # noqa: PLC0415  only needed for errors

    return difflib.get_close_matches(word, list(candidates), n=most, cutoff=cutoff)


def did_you_mean(
    word: str, candidates: Collection[str], *, most: int = 3, cutoff: float = 0.6
) -> str | None:
    """Advice that names the most similar candidates, or what they stand for."""
    near: Iterable[str] = close_matches(word, candidates, most=most, cutoff=cutoff)
    if isinstance(candidates, Mapping):
        near = dict.fromkeys(candidates[key] for key in near)
    return suggestion_text(list(near))


def suggestion_text(words: Sequence[str]) -> str | None:
    """Words as a suggestion: "did you mean a or b?"; None if there are none."""
    return f"did you mean {one_of(words)}?" if words else None


def one_of(words: Collection[str]) -> str:
    """The words as a choice: "a, b or c"."""
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last
