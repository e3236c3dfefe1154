"""What `milipol agenda add`, `edit` and `import` report."""

from milipol_cli.agenda.done import Added, Edited, Imported
from milipol_cli.agenda.query import Agenda
from milipol_cli.look import streams
from milipol_cli.look.words.dates import dates_plain
from milipol_cli.look.words.editions import titled
from milipol_cli.look.words.programme import as_known_today
from milipol_cli.look.words.times import span
from milipol_cli.network.model.dates import window
from milipol_cli.picks.as_of import Conflict, PickAsOf, is_past
from milipol_cli.picks.conflict_words import ConflictWords, sign
from milipol_cli.picks.words import label, when

# Stands for a value that a pick did not have, or no longer has.
_NONE = "none"

# More picks that were there already are only counted.
_MOST_LISTED = 10


def added(done: Added) -> list[str]:
    """A line for each pick that was added, and its conflicts below it.

    New conflicts of other picks come last.
    """
    words = ConflictWords(done.agenda.known)
    lines = []
    for pick in done.picks:
        verb = "Updated" if pick.id in done.updated else "Added"
        lines += [_line(verb, pick, done), *_conflicts(pick, words)]
    lines += _conflicts_of_others(done, words)
    return lines + _as_known_today(done)


def edited(done: Edited) -> list[str]:
    """A line for the pick, what changed in it, and all its conflicts."""
    words = ConflictWords(done.agenda.known)
    (pick,) = done.picks
    lines = [_line("Changed" if done.changes else "Unchanged:", pick, done)]
    lines += [
        f"  {change.name}: {change.old or _NONE} -> {change.new or _NONE}"
        for change in done.changes
    ]
    lines += _conflicts(pick, words)
    lines += _conflicts_of_others(done, words)
    return lines + _as_known_today(done)


def imported(done: Imported) -> list[str]:
    """A line for each pick that was added, and for what was not."""
    words = ConflictWords(done.agenda.known)
    verb = "Would add" if done.is_dry_run else "Added"
    lines = []
    for pick in done.picks:
        lines += [_line(verb, pick, done), *_conflicts(pick, words)]
    lines += _conflicts_of_others(done, words)
    if done.known:
        listed = len(done.known) <= _MOST_LISTED
        known = ", ".join(done.known) if listed else f"{len(done.known)} picks"
        lines.append(f"On your agenda already: {known}.")
    lines += [f"Left out: {title or 'event'}: {why}." for title, why in done.left_out]
    return (lines or ["Nothing to add."]) + _as_known_today(done)


def warn_of_other_days(done: Added) -> None:
    """Warn about meetings on days outside the edition that they belong to.

    Deadlines and travel are expected there.
    """
    for pick in done.picks:
        if pick.pick.kind != "meeting" or pick.edition is None:
            continue
        first, last = window(pick.edition.dates)
        assert pick.first is not None  # as all own entries
        assert pick.last is not None
        if pick.first < first or pick.last > last:
            days = dates_plain(pick.edition.dates)
            streams.warn(
                f"{pick.id}: not on the days of {titled(pick.edition)}, {days}"
            )


def _line(verb: str, pick: PickAsOf, done: Added) -> str:
    text = f"{label(pick)}, {when(pick)}{_state(pick, done.agenda)}"
    return f"{verb} {pick.id}: {text}."


def _conflicts(pick: PickAsOf, words: ConflictWords) -> list[str]:
    return [
        f"  {sign(conflict)} {words.words(pick, conflict)}"
        for conflict in pick.conflicts
    ]


def _conflicts_of_others(done: Added, words: ConflictWords) -> list[str]:
    return [
        f"  {sign(conflict)} {_sentence(label(pick), pick, conflict, words)}"
        for pick, conflict in done.conflicts_of_others
    ]


def _as_known_today(done: Added) -> list[str]:
    editions = [pick.edition for pick in done.picks if pick.session is not None]
    return as_known_today(filter(None, editions), done.as_of)


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
