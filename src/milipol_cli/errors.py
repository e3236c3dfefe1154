"""The errors that a reader of milipol can meet, each with its exit code."""


class MilipolError(Exception):
    """The base: a message of one line that says what, where and what to do."""

    exit_code = 1


class BadInput(MilipolError):
    """An option or a value that is not understood."""

    exit_code = 2


class UnknownId(MilipolError):
    """An id that no show, edition or session has; the nearest ones are offered."""

    exit_code = 3


class CannotWrite(MilipolError):
    """A file or a stream that cannot be written; what was there before is untouched."""

    exit_code = 5


class Overlapping(MilipolError):
    """Something that is not added to the agenda, since it overlaps what is there."""

    exit_code = 6


class InvalidData(MilipolError):
    """Data that cannot be read or is wrong; the message names file and place."""

    exit_code = 4
