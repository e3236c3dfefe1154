"""The outcome of a command in words, and its refusals."""

from collections.abc import Iterator, Sequence

import msgspec

from milipol_cli.base import streams
from milipol_cli.base.errors import BadInput, Overlapping
from milipol_cli.commands.agenda.alarm_words import alarms_to_come
from milipol_cli.commands.agenda.changes.outcome import Outcome
from milipol_cli.ics.events import AlarmOffset, refuse_useless_offsets
from milipol_cli.look import output
from milipol_cli.look.words.dates import dates_plain
from milipol_cli.look.words.picks import (
    clocks,
    conflict_lines,
    conflict_text,
    label,
    pick_name,
    sign,
    time_of_pick,
)
from milipol_cli.look.words.programme import clocks_differ, programmes_known, span
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.load import Catalog
from milipol_cli.network.model.dates import day_of_dates
from milipol_cli.network.model.picks import FollowUp
from milipol_cli.network.occasions import Conflict, on_clock
from milipol_cli.picks.as_of import PickAsOf, is_outside, is_past


def refuse_unfit(
    answer: Outcome, offsets: Sequence[AlarmOffset] | None, verb: str, *, if_free: bool
) -> None:
    """Raises BadInput for alarms of a visit, or that ring for none of the picks.

    With --if-free, raises Overlapping for the first new overlap, like "not added: Meet
    ACME (15:30-16:00) overlaps the panel".
    """
    if offsets and any(pick.pick.is_visit for pick in answer.picks):
        raise BadInput("--alarm: a visit has no alarms; give it a time with --at")
    starts = [pick.starts or pick.first for pick in answer.picks if pick.first is not None]
    refuse_useless_offsets(offsets or (), starts, answer.as_of)
    for pick, conflict in answer.new_conflicts if if_free else ():
        if conflict.kind in ("overlap", "may overlap", "same days"):
            text = _sentence(_name_with_time(pick), conflict)
            # The later pick has the conflict; the new one is named first all the same.
            if pick.id not in answer.ids and conflict.other in answer.ids:
                text = f"{_name_with_time(answer.after[conflict.other])}: {text}"
            raise Overlapping(f"not {verb}: {text}")


def _name_with_time(pick: PickAsOf) -> str:
    """The name of a pick, with its time if it has one: "Meet ACME (15:30-16:00)"."""
    title = pick.pick.title if pick.pick.is_own else pick_name(pick)
    return str(title) if pick.starts is None else f"{title} ({span(pick, None)})"


def print_outcome(answer: Outcome, data: Catalog | None = None, *, json: bool) -> None:
    """Prints what was done, as JSON or as lines on stderr."""
    for pick in answer.picks if answer.command in ("add", "edit") else ():
        if pick.edition is not None and is_outside(pick):
            days = dates_plain(pick.edition.dates)
            streams.warn(f"{pick.id}: not on the days of {pick.edition.title}, {days}")
    if json:
        # An answer about the file alone cites no sources.
        sources = dict if data is None else lambda: data.sources
        output.write(answer, "json", sources, None, __package__)
    else:
        streams.report(_lines_of_answer(answer))


def _lines_of_answer(answer: Outcome) -> list[str]:
    """All lines about a change: its picks, then the conflicts of other picks.

    Conflicts are only reported for "add" and "edit"; an import has its own view.
    """
    if answer.command == "remove":
        return [f"Removed {pick.id}." for pick in answer.records]
    if answer.command == "done":
        lines = [line for pick in answer.picks for line in _lines_of_done(pick, answer)]
        return [*lines, *map(_line_of_item, answer.named_items)]
    lines = [line for pick in answer.picks for line in _lines_of_pick(pick, answer)]
    lines += [
        f"  {sign(conflict)} {_sentence(pick_name(pick), conflict)}"
        for pick, conflict in answer.conflicts_of_others
    ]
    editions = [pick.edition for pick in answer.picks if pick.session is not None]
    review_note = programmes_known(filter(None, editions), answer.as_of)
    return [*lines, *review_note]


def _lines_of_done(there: PickAsOf, answer: Outcome) -> Iterator[str]:
    """The state of a visit, session or entry, its changes, and doubts if it is to come.

    The state is a line like "Marked as visited: paris-2025/exhibitors/thales.".
    """
    pick = there.pick
    been = "visited" if pick.is_exhibitor else "attended"
    state = f"Marked as {been if pick.done else f'not {been}'}"
    if pick.id in answer.new_visits:
        assert there.edition is not None  # of every exhibitor
        state = f"Added, and marked as visited at {there.edition.title}"
    yield f"{state}: {pick.id}."
    yield from _change_lines(there, answer)
    if pick.done and there.starts is not None and there.phase == "upcoming":
        yield f"  ! has not begun yet: {time_of_pick(there)}; if wrong, use --undo"


def _line_of_item(item: FollowUp) -> str:
    """The state of a follow-up, like "Done: send the data sheet (agenda/...)."."""
    state = "Not done" if item.done is None else "Done"
    return f"{state}: {item.text} ({item.id})."


def _change_lines(pick: PickAsOf, answer: Outcome) -> list[str]:
    """The changes of a pick: "  place: none -> Hall 5"; new follow-ups with ids."""
    id_by_new_item = {
        change: item_id for item_id, change in answer.follow_up_changes(pick) if not change.then
    }
    return [
        f"  follow-up added: {change.now} ({id_by_new_item[change]})"
        if change in id_by_new_item
        else f"  {change.field}: {change.then or 'none'} -> {change.now or 'none'}"
        for change in answer.changes_of(pick)
    ]


def _lines_of_pick(pick: PickAsOf, answer: Outcome) -> Iterator[str]:
    """The outcome for a pick, and below it alarms, changes and conflicts."""
    change = answer.change_of(pick)
    if change == "unchanged" and answer.command == "add":
        yield f"Already on your agenda: {pick.id}."
    else:
        yield _line_of_change(pick, answer)
        if answer.command == "add":
            yield from _alarm_lines(answer.at_venue(pick), answer.as_of)
    yield from _change_lines(pick, answer)
    is_moving = pick.pick.before is not None and change != "unchanged"
    if is_moving and pick.edition is not None:
        yield f"  {_how_day_moves(pick.edition)}"
    yield from (f"  {line}" for line in lines_beside_show(pick, answer))
    yield from (f"  {line}" for line in conflict_lines(pick))


def _line_of_change(pick: PickAsOf, answer: Outcome) -> str:
    """The change of a pick, with its time: "Added agenda/acme: Meet ACME, ..."."""
    change = answer.change_of(pick)
    verb = change.capitalize()
    if answer.command == "edit":
        verb = "Unchanged:" if change == "unchanged" else "Changed"
    time = time_of_pick(answer.at_venue(pick), answer.clocks.reader)
    edition = None if pick.pick.is_own else pick.edition
    state = ", tentative" if edition and edition.status == "tentative" else ""
    if pick.phase == "over":
        state += ", over" if is_past(pick, answer.as_of) else ", may be over"
    return f"{verb} {pick.id}: {label(pick)}, {time}{state}."


def _alarm_lines(pick: PickAsOf, as_of: AsOf) -> Iterator[str]:
    """A line about the future alarms of a pick, if it has any."""
    if rings := list(alarms_to_come(pick, as_of)):
        alarms = "alarm" if len(rings) == 1 else "alarms"
        yield f"  {alarms} in your calendar: {'; '.join(rings)}"


def _how_day_moves(edition: EditionAsOf) -> str:
    """How the day of a deadline follows its show, in a sentence or two."""
    if edition.dates.start is None:
        return f"It gets its day when the days of {edition.title} are known."
    is_sure = edition.status in ("announced", "held")
    unsure = "" if is_sure else f" The days of the show are {edition.status}."
    return f"Its day moves with the show.{unsure}"


def lines_beside_show(pick: PickAsOf, answer: Outcome) -> Iterator[str]:
    """A line if an entry of no show is on a day of a show that has another clock.

    It gives the time at the first such show on the agenda, and how to put it there.
    """
    if not pick.pick.is_own or pick.edition is not None or pick.starts is None:
        return
    for edition in answer.covered_editions:
        there = on_clock(msgspec.structs.replace(pick, edition=edition), edition.zone)
        assert there.first is not None  # it has a time
        is_on = day_of_dates(edition.dates, there.first) is not None
        if is_on and clocks_differ([pick], edition.zone):
            meant = f"if you meant {pick.starts:%H:%M} there"
            how = "to put it there" if pick.pick.is_imported else meant
            yield (
                f"{clocks(there)}, during {edition.title}; {how}:"
                f" milipol agenda edit {pick.id} --edition {edition.id}"
            )
            return


def _sentence(name: str, conflict: Conflict) -> str:
    """A conflict after the name of its pick: "Meet ACME overlaps the panel"."""
    has_verb = conflict.kind in ("overlap", "may overlap")
    return f"{name} {conflict_text(conflict)}" if has_verb else f"{name}: {conflict_text(conflict)}"
