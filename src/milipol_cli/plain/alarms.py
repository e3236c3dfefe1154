"""The lines of an export that only shows when alarms would ring."""

from milipol_cli.answers.calendar import Selection
from milipol_cli.plain import joined
from milipol_cli.wording.alarms import heading, rung, there, yours
from milipol_cli.wording.events import event_title, notes


def render(selection: Selection) -> str:
    """When each alarm would ring, with a final newline."""
    zone = selection.standpoint.reader_zone
    blocks = [[heading(selection)]]
    for one, alarm in rung(selection):
        blocks.append(
            [
                f"For: {event_title(one)}",
                f"Alarm at the venue: {there(alarm)}",
                f"Alarm in your calendar: {yours(alarm, zone)}",
                f"ID: {one.id}",
            ]
        )
    blocks.append(notes(selection))
    return joined(blocks)
