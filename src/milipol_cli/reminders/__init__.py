"""Entries -> iCalendar (RFC 5545 and 7986), and back; the only owner of icalendar.

Each event is serialised by itself and joined into the frame of the calendar, so that
cost grows in a straight line and no more than one is held at a time.
"""

from milipol_cli.reminders.merging import Merged, merged, unmerged
from milipol_cli.reminders.reading import Held, held
from milipol_cli.reminders.writing import event, parts

__all__ = ["Held", "Merged", "event", "held", "merged", "parts", "unmerged"]
