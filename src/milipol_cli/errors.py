"""The errors that a reader of milipol can meet, each with its exit code."""

from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]


class MilipolError(Exception):
    """The base: a message of one line that says what, where and what to do."""

    exit_code = 1


class BadInput(MilipolError):
    """An option or a value that is not understood."""

    exit_code = 2


class UnknownId(MilipolError):
    """An id that nothing has, or several have; the nearest ones are offered."""

    exit_code = 3


class CannotWrite(MilipolError):
    """A file or a stream that cannot be written; what was there before is untouched."""

    exit_code = 5


class Overlapping(MilipolError):
    """Something that is not added to the agenda, since it overlaps what is there."""

    exit_code = 6


class Fault(NamedTuple):
    """What is wrong in a data file.

    `line` counts from 1 and is None where the fault is of the file as a whole, such as
    one that cannot be read; `place` is "" there and where no TOML was found. `found`
    and `expected` read on from "found" and "expected"; `advice` is what to do where
    that does not say it.
    """

    file: str
    line: int | None
    place: str
    severity: Severity
    found: str
    expected: str
    advice: str | None = None

    @property
    def what(self) -> str:
        """What is wrong and what to do, without the place."""
        said = f"found {self.found}; expected {self.expected}"
        return said if self.advice is None else f"{said}; {self.advice}"

    def __str__(self) -> str:
        line = None if self.line is None else f"line {self.line}"
        return ": ".join(filter(None, (self.file, line, self.place, self.what)))


class InvalidData(MilipolError):
    """Data that cannot be read or is wrong: the fault of a file, or a message."""

    exit_code = 4

    def __init__(self, what: Fault | str) -> None:
        super().__init__(str(what))
        self.fault = what if isinstance(what, Fault) else None

    def and_so(self, said: str) -> str:
        """The message and what follows from it, which after a question begins anew."""
        message = str(self)
        if message.endswith("?"):
            return f"{message} {said[0].upper()}{said[1:]}"
        return f"{message}; {said}"
