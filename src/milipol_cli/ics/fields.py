"""The fields of an alarm in JSON, as `export` and `agenda add` give them."""

from milipol_cli.ics.alarms import Alarm
from milipol_cli.look.data import Fields

ALARM = Fields[Alarm](
    "alarm of an event",
    (
        "at",
        lambda alarm: alarm.rings.isoformat(),
        "when it rings, with the UTC offset; without one for an all-day event, by the"
        " clock of your calendar",
    ),
    (
        "before",
        lambda alarm: alarm.offset.written,
        "how long before the start it rings, like 15m or 1d@18:00",
    ),
)
