"""The record of each answer."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from milipol_cli.answers import Answer
    from milipol_cli.answers.standpoint import Standpoint
    from milipol_cli.records.rows import Told


def record(answer: "Answer") -> "Told":
    """The record of an answer."""
    # Each command loads the records that it needs.
    if answer.question == "check":
        from milipol_cli.records import checks  # noqa: PLC0415

        return checks.record(answer)
    on = _on(answer.standpoint)
    if answer.question == "upcoming":
        from milipol_cli.records import coming  # noqa: PLC0415

        return coming.record(answer, on)
    if answer.question == "today":
        from milipol_cli.records import days  # noqa: PLC0415

        return days.record(answer, on)
    if answer.question == "news":
        from milipol_cli.records import reports  # noqa: PLC0415

        return reports.record(answer, on)
    if answer.question == "agenda":
        from milipol_cli.records import agenda  # noqa: PLC0415

        return agenda.record(answer, on)
    if answer.question == "search":
        from milipol_cli.records import finds  # noqa: PLC0415

        return finds.record(answer, on)
    from milipol_cli.records import shows  # noqa: PLC0415

    return shows.record(answer, on)


def _on(here: "Standpoint") -> str:
    if here.moment is None:
        return here.reader_day.isoformat()
    return here.moment.isoformat(timespec="seconds")
