"""The record of each answer."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from milipol_cli.look.answers import Answer
    from milipol_cli.look.rows import Told
    from milipol_cli.network.as_of import AsOf


def record(answer: "Answer") -> "Told":
    """The record of an answer."""
    # Each command loads the records that it needs.
    on = _on(answer.as_of)
    if answer.question == "agenda":
        from milipol_cli.agenda import record as agenda  # noqa: PLC0415

        return agenda.record(answer, on)
    from milipol_cli.search import record as finds  # noqa: PLC0415

    return finds.record(answer, on)


def _on(as_of: "AsOf") -> str:
    if as_of.moment is None:
        return as_of.reader_day.isoformat()
    return as_of.moment.isoformat(timespec="seconds")
