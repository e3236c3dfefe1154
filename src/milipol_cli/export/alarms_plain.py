"""The lines of an export that only shows when alarms would ring."""

from milipol_cli.export.alarm_words import heading, rung, there, yours
from milipol_cli.export.event_words import event_title, notes
from milipol_cli.export.query import Selection


def blocks(selection: Selection) -> list[list[str]]:
    """When each alarm would ring."""
    as_of = selection.as_of
    rings = [
        [
            f"For: {event_title(one)}",
            f"Alarm at the venue: {there(alarm)}",
            f"Alarm in your calendar: {yours(alarm, as_of)}",
            f"ID: {one.id}",
        ]
        for one, alarm in rung(selection)
    ]
    return [[heading(selection)], *rings, notes(selection)]
