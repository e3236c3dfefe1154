"""The record of each answer."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from milipol_cli.look.answers import Answer
    from milipol_cli.look.rows import Told


def record(answer: "Answer") -> "Told":
    """The record of an answer."""
    from milipol_cli.check import record as checks  # noqa: PLC0415

    return checks.record(answer)
