"""What an export did, as lines."""

import datetime as dt
import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence

from milipol_cli import wording
from milipol_cli.answers.calendar import Change, Exported, Selection, What
from milipol_cli.model.dates import Dates
from milipol_cli.model.sources import Source
from milipol_cli.visible import visible
from milipol_cli.wording.alarms import alarm_when, lead_words
from milipol_cli.wording.dates import day_brief
from milipol_cli.wording.events import event_title, event_when, notes
from milipol_cli.wording.firmness import firmness_notes

# So many events are listed; more would push the notes off a screen.
_LISTED = 12
# Below this many columns the two columns of the list become lines.
_NARROWEST = 60
_NARROWEST_NAME, _WIDEST_NAME = len("   999 minutes before"), 46
_GAP = "   "

_GOOGLE = "Google drops alarms (see --reminder-events), Outlook keeps the first."
_AGAIN = (
    "Before importing it again: delete the old entry in Outlook and Thunderbird; GNOME,"
    " khal and CalDAV servers move it by themselves."
)
_DONE: dict[What, str] = {
    "added": "added",
    "moved": "moved",
    "cancelled": "cancelled",
    "changed": "changed",
    "newer": "newer in the file, kept",
    "kept": "no longer asked for, kept",
    "pruned": "removed",
    "same": "left as it was",
}
_WHY: dict[What, str] = {
    "added": "new in the file",
    "moved": "the file had other times",
    "cancelled": "the file had it as taking place",
    "changed": "words, place or alarms",
    "newer": "the file has a later version, which stays",
    "kept": "no longer asked for, kept",
    "pruned": "no longer asked for, removed",
}


def lines(done: Exported, sources: Mapping[str, Source], columns: int | None) -> str:
    """What was written, when it rings, how sure the dates are, and what to do next."""
    blocks = [
        [_head(done)],
        _events(done, columns),
        [
            *notes(done.selection),
            *firmness_notes(done.selection.happenings, sources),
            *_next(done),
        ],
    ]
    wrapped = [
        [piece for line in block for piece in _wrapped(line, columns)]
        for block in blocks
        if block
    ]
    return "\n\n".join("\n".join(block) for block in wrapped) + "\n"


def note_lines(selection: Selection, columns: int | None) -> str:
    """What of the request could not be met, and which dates were moved since."""
    said = [p for line in notes(selection) for p in _wrapped(line, columns)]
    return "".join(f"{line}\n" for line in said)


def _wrapped(line: str, columns: int | None) -> list[str]:
    line = visible(line)
    if columns is None or len(line) <= columns:
        return [line]
    return textwrap.wrap(line, columns, break_long_words=False, break_on_hyphens=False)


def _head(done: Exported) -> str:
    held = (
        f"{wording.count(done.events, 'event')}, {wording.count(done.alarms, 'alarm')}"
    )
    if done.changes is None:
        return f"Wrote {done.name} (new): {held}."
    found = Counter(change.what for change in done.changes)
    told = [f"{found[what]} {said}" for what, said in _DONE.items() if found[what]]
    if set(found) <= {"same", "kept", "newer"}:
        return f"{done.name} stays as it was: {held}; {'; '.join(told)}."
    return f"Wrote {done.name}: {held}; {'; '.join(told)}."


def _events(done: Exported, columns: int | None) -> list[str]:
    changes = {change.id: change for change in done.changes or ()}
    rows: list[tuple[str, str]] = []
    happenings = done.selection.happenings
    # A line that says "and 1 more" would take as much room as that one.
    listed_most = len(happenings) if len(happenings) == _LISTED + 1 else _LISTED
    for one in happenings[:listed_most]:
        rows.append((f" {event_title(one)}", event_when(one)))
        rows += _change_rows(changes.get(one.id))
        rows += [(f"   {lead_words(a.lead)}", alarm_when(a)) for a in one.alarms]
    listed = {one.id for one in happenings}
    others = [change for change in changes.values() if change.id not in listed]
    for change in others[:_LISTED]:
        rows.append((f" {change.summary}", _WHY[change.what]))
    left = len(happenings[listed_most:]) + len(others[_LISTED:])
    table = _columns_of(rows, columns)
    if left:
        table.append(f" and {wording.count(left, 'more event')}")
    return table


def _columns_of(rows: Sequence[tuple[str, str]], columns: int | None) -> list[str]:
    """Two columns, a long name on a line of its own; lines where they do not fit."""
    name = min(max((len(left) for left, _ in rows), default=0), _WIDEST_NAME)
    if columns is not None:
        widest = max((len(right) for _, right in rows), default=0)
        room = columns - widest - len(_GAP)
        if columns < _NARROWEST or room < min(name, _NARROWEST_NAME):
            return [f"{left}: {right}" for left, right in rows]
        name = min(name, room)
    return [
        line
        for left, right in rows
        for line in (
            [f"{left:{name}}{_GAP}{right}"]
            if len(left) <= name
            else [left, f"{'':{name}}{_GAP}{right}"]
        )
    ]


def _change_rows(change: Change | None) -> list[tuple[str, str]]:
    if change is None or change.what == "same":
        return []
    if change.what == "moved" and change.start is not None and change.end is not None:
        return [("   moved", f"from {_was(change.start, change.end)}")]
    return [(f"   {change.what}", _WHY[change.what])]


def _was(start: dt.date | dt.datetime, end: dt.date | dt.datetime) -> str:
    if isinstance(start, dt.datetime):
        return f"{day_brief(start.date())}, {start:%H:%M}-{end:%H:%M}"
    last = end - dt.timedelta(days=1) if end > start else start
    return wording.dates_plain(Dates(start=start, end=last))


def _next(done: Exported) -> list[str]:
    first = f"Open {done.name} to import it."
    if done.alarms:
        first += f" {_GOOGLE}"
    return [first, _AGAIN]
