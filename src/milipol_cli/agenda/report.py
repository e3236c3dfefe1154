"""What `milipol agenda add`, `edit` and `import` report."""

from milipol_cli.agenda.done import Added, Edited, Imported
from milipol_cli.agenda.query import Agenda
from milipol_cli.look import streams
from milipol_cli.look.words.dates import dates_plain
from milipol_cli.look.words.editions import titled
from milipol_cli.look.words.programme import as_known_today
from milipol_cli.look.words.times import span
from milipol_cli.network.model.dates import day_of_dates
from milipol_cli.picks.as_of import Conflict, PickAsOf, is_outside, is_past, on_clock
from milipol_cli.picks.conflict_words import ConflictWords, sign
from milipol_cli.picks.words import clock, label, when

# Stands for a value that a pick did not have, or no longer has.
_NONE = "none"

_TWINS = (
    "Exported into the calendar that they come from, the new entries would be there"
    " twice. Import the export into a calendar of its own, or delete the old events."
)

# More picks that were there already are only counted.
_MOST_LISTED = 10


def lines(done: Added) -> list[str]:
    """A line for each pick, with what changed in it and its conflicts below it.

    Then come conflicts of other picks, and what an import did not add.
    """
    words = ConflictWords(done.agenda.known)
    lines = []
    for pick in done.picks:
        text = f"{label(pick)}, {when(pick)}{_state(pick, done.agenda)}"
        if pick.id in done.unchanged and not isinstance(done, Edited):
            lines.append(f"On your agenda already: {pick.id}.")
        else:
            lines.append(f"{_verb(pick, done)} {pick.id}: {text}.")
        if isinstance(done, (Edited, Imported)) and pick.id in done.updated:
            lines += [
                f"  {change.name}: {change.old or _NONE} -> {change.new or _NONE}"
                for change in done.changes_of(pick.id)
            ]
        lines += _beside_a_show(pick, done.agenda)
        lines += [
            f"  {sign(conflict)} {words.words(pick, conflict)}"
            for conflict in pick.conflicts
        ]
    lines += [
        f"  {sign(conflict)} {_sentence(label(pick), pick, conflict, words)}"
        for pick, conflict in done.conflicts_of_others
    ]
    if isinstance(done, Imported):
        lines += _not_added(done)
    editions = [pick.edition for pick in done.picks if pick.session is not None]
    known_today = as_known_today(filter(None, editions), done.as_of)
    return (lines or ["Nothing to add."]) + known_today


def _beside_a_show(pick: PickAsOf, answer: Agenda) -> list[str]:
    """The time of an own entry at a show of the agenda that has another clock then."""
    if not pick.pick.is_own or pick.edition is not None or pick.starts is None:
        return []
    editions = {each.edition.id: each.edition for each in answer.known if each.edition}
    for edition in editions.values():
        there = on_clock(pick, edition.zone)
        assert there.first is not None  # it has a time
        is_on = day_of_dates(edition.dates, there.first) is not None
        if is_on and pick.zone != edition.zone:
            return [
                f"  {clock(there)}, during {titled(edition)}; to put it there:"
                f" milipol agenda edit {pick.id} --edition {edition.id}"
            ]
    return []


def _verb(pick: PickAsOf, done: Added) -> str:
    if isinstance(done, Edited):
        return "Changed" if done.changes else "Unchanged:"
    is_updated = pick.id in done.updated
    if isinstance(done, Imported) and done.is_dry_run:
        return "Would update" if is_updated else "Would add"
    return "Updated" if is_updated else "Added"


def _not_added(done: Imported) -> list[str]:
    lines = [
        f"Left out: {each.title or 'event'}: {each.why}." for each in done.left_out
    ]
    if done.has_twins:
        lines.append(_TWINS)
    if not done.known:
        return lines
    listed = len(done.known) <= _MOST_LISTED
    known = ", ".join(done.known) if listed else f"{len(done.known)} picks"
    return [f"On your agenda already: {known}.", *lines]


def warn_of_other_days(done: Added) -> None:
    """Warn about meetings on days outside the edition that they belong to.

    Deadlines and travel are expected there.
    """
    for pick in done.picks:
        if pick.edition is not None and is_outside(pick):
            days = dates_plain(pick.edition.dates)
            streams.warn(
                f"{pick.id}: not on the days of {titled(pick.edition)}, {days}"
            )


def _state(pick: PickAsOf, answer: Agenda) -> str:
    """What a reader should know of a new pick: ", tentative", ", over"."""
    edition = None if pick.pick.is_own else pick.edition
    state = ", tentative" if edition and edition.status == "tentative" else ""
    if pick.phase != "over":
        return state
    return f"{state}, {'over' if is_past(pick, answer.as_of) else 'may be over'}"


def overlaps(done: Added) -> list[str]:
    """The new overlaps, possible overlaps and shared days, a sentence each."""
    words = ConflictWords(done.agenda.known)
    return [
        _sentence(_name(pick), pick, conflict, words)
        for pick, conflict in done.new_conflicts
        if conflict.kind in ("overlap", "may overlap", "same days")
    ]


def _name(pick: PickAsOf) -> str:
    """A pick with its time: "Meet ACME (15:30-16:00)"."""
    title = pick.pick.title if pick.pick.is_own else label(pick)
    return str(title) if pick.starts is None else f"{title} ({span(pick, None)})"


def _sentence(
    name: str, pick: PickAsOf, conflict: Conflict, words: ConflictWords
) -> str:
    """A conflict after the name of its pick: "Meet ACME overlaps the panel"."""
    text = words.words(pick, conflict)
    has_verb = conflict.kind in ("overlap", "may overlap")
    return f"{name} {text}" if has_verb else f"{name}: {text}"
