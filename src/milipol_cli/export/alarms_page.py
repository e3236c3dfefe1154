"""The page of an export that only shows when alarms would ring."""

from milipol_cli.export.alarm_words import heading, rung, there, yours
from milipol_cli.export.event_words import event_title, notes
from milipol_cli.export.query import Selection
from milipol_cli.look.parts import Cell, Notes, Part, Table, Title


def alarms(selection: Selection) -> list[list[Part]]:
    """When each alarm would ring, in the order in which they do."""
    as_of = selection.as_of
    rings = rung(selection)
    groups: list[list[Part]] = [[Title(Cell(heading(selection)))]]
    if rings:
        rows = [
            (
                Cell(there(alarm)),
                Cell(yours(alarm, as_of)),
                Cell(event_title(one)),
                Cell(one.id),
            )
            for one, alarm in rings
        ]
        headers = ("Rings at the venue", "Rings in your calendar", "For", "ID")
        groups.append([Table(headers, rows, wraps=(0, 1, 2), kind="alarms")])
    said = notes(selection)
    return [*groups, [Notes(said)]] if said else groups
