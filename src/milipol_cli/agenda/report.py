"""What `milipol agenda add` reports."""

from milipol_cli.agenda.done import Added
from milipol_cli.agenda.query import Agenda
from milipol_cli.look.words.programme import as_known_today
from milipol_cli.look.words.times import span
from milipol_cli.picks.as_of import Conflict, PickAsOf, is_past
from milipol_cli.picks.conflict_words import ConflictWords, sign
from milipol_cli.picks.words import label, when


def added(done: Added) -> list[str]:
    """A line for each pick that was added, and its conflicts below it.

    New conflicts of other picks come last.
    """
    words = ConflictWords(done.agenda.known)
    lines = []
    for pick in done.picks:
        verb = "Updated" if pick.id in done.updated else "Added"
        text = f"{label(pick)}, {when(pick)}{_state(pick, done.agenda)}"
        lines.append(f"{verb} {pick.id}: {text}.")
        lines += [
            f"  {sign(conflict)} {words.words(pick, conflict)}"
            for conflict in pick.conflicts
        ]
    lines += [
        f"  {sign(conflict)} {_sentence(label(pick), pick, conflict, words)}"
        for pick, conflict in done.new_conflicts
        if pick.id not in done.ids
    ]
    editions = [pick.edition for pick in done.picks if pick.session is not None]
    return lines + as_known_today(filter(None, editions), done.as_of)


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
