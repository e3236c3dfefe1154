"""The alarms that are written with picks."""

from milipol_cli.ics.alarms import (
    alarm_offset,
    offset_before,
)
from milipol_cli.look.words.dates import joined
from milipol_cli.picks.model import Pick

# The alarm of a new journey. It is written with it: those of 2.0 keep theirs.
_TRAVEL = ("180m",)


def usual_alarms(pick: Pick) -> tuple[str, ...] | None:
    """The alarms to write with a pick that has no others; None if none are needed."""
    return _TRAVEL if pick.kind == "travel" and pick.at is not None else None


def written_alarms(pick: Pick) -> str | None:
    """The alarms that are written with a pick, in words; None for the usual ones."""
    if pick.alarm is None:
        return None
    texts = [
        offset_before(offset)
        + ("" if offset.clock is None else f" at {offset.clock:%H:%M}")
        for offset in map(alarm_offset, pick.alarm)
    ]
    return joined(texts) or "none"
