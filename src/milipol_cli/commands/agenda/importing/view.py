"""The view of `milipol agenda import`: picks in order of time, and omissions."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec

from milipol_cli.commands.agenda.alarm_words import alarm_texts
from milipol_cli.commands.agenda.changes.left_out import LeftOut, Series
from milipol_cli.commands.agenda.changes.outcome import Outcome, PickChange
from milipol_cli.commands.agenda.changes.outcome_lines import lines_beside_show
from milipol_cli.look.document import Cell, Column, Document, Fact, Facts, Grid, Line
from milipol_cli.look.words.dates import (
    count,
    dates_plain,
    dates_short,
    day_short,
    join_names,
    weekday,
)
from milipol_cli.look.words.picks import (
    conflict_cells,
    conflict_text,
    dates,
    label,
    pick_name,
    sign,
)
from milipol_cli.look.words.programme import city_at, programmes_known, span
from milipol_cli.network.model.dates import Dates
from milipol_cli.picks.as_of import PickAsOf, is_past, sort_by_time

# More picks that were there already are only counted.
_MOST_LISTED = 10

# More conflicts of a pick are in `milipol agenda`.
_MOST_CONFLICTS = 3

_FREQUENCIES = {
    "hourly": "every hour",
    "daily": "daily",
    "weekly": "weekly",
    "monthly": "monthly",
    "yearly": "every year",
}
_PIN = re.compile(
    r"\b(?:PIN|passcode|password|access code|meeting ID|Kennwort|Kenncode|"
    r"mot de passe|code secret)\b",
    re.IGNORECASE,
)
# What was not kept, for one and for several.
_NOT_KEPT = {
    "organizers": ("organizer", "organizers"),
    "attendees": ("attendee", "attendees"),
    "attachments": ("attachment", "attachments"),
    "comments": ("comment", "comments"),
    "contacts": ("contact", "contacts"),
    "resources": ("resource", "resources"),
    "map positions": ("map position", "map positions"),
    "categories": ("category", "categories"),
    "priorities": ("priority", "priorities"),
    "travel times": ("travel time", "travel times"),
    "private": ("private mark", "private marks"),
    "tentative": ("tentative mark", "tentative marks"),
    "alarms": ("alarm that rings too late", "alarms that ring too late"),
    "lines": ("line that cannot be read", "lines that cannot be read"),
    "ends of long texts": ("end of a long text", "ends of long texts"),
    "unlisted": ("company that is not listed", "companies that are not listed"),
    "possible": (
        "possible match (--perhaps adds it)",
        "possible matches (--perhaps adds them)",
    ),
    "past": (
        "company at an edition that is over (--past adds it)",
        "companies at editions that are over (--past adds them)",
    ),
}


def view(answer: Outcome) -> Document:
    """The picks added and updated, the omissions, and how to put the rest at a show."""
    days: dict[str, list[PickAsOf]] = {}
    for pick in sorted(sort_by_time(answer.picks), key=_first_day):
        days.setdefault(_day(pick), []).append(pick)
    table = _grid(answer).beside_label(*days.items(), wide_label=False)
    heading = Line(Cell(_heading(answer)))
    lines = [Line(Cell(text)) for text in _lines_below(answer)]
    left = [Fact.from_texts("Left out", *texts)] if (texts := _left_out(answer)) else []
    return Document(
        None, [heading, table, Facts(left, wide_label=False), lines], verbatim=True
    )


def _first_day(pick: PickAsOf) -> tuple[dt.date, bool]:
    """The sort key of the days: the first day, on it whole days before times."""
    return pick.first or dt.date.max, pick.starts is not None


def _heading(answer: Outcome) -> str:
    """How many picks were added and updated, and at which shows: "Added 5 entries."."""
    changes = Counter(answer.change_of(pick) for pick in answer.picks)
    would = "would " if answer.is_dry_run else ""
    texts = []
    if number := changes["added"]:
        done = f"{would}add" if would else "added"
        texts.append(
            f"{done} {_count_in_words(number, answer, 'added')}{_at_shows(answer)}"
        )
    if number := changes["updated"]:
        done = f"{would}update" if would else "updated"
        texts.append(f"{done} {_count_in_words(number, answer, 'updated')}")
    text = "; ".join(texts) or "nothing to add"
    return f"{text[:1].upper()}{text[1:]}."


def _count_in_words(number: int, answer: Outcome, change: PickChange) -> str:
    """How many picks were changed, by what they are: "5 entries"."""
    picks = [pick for pick in answer.picks if answer.change_of(pick) == change]
    if all(pick.pick.is_own for pick in picks):
        return _entries(number)
    is_visits = all(pick.pick.is_visit for pick in picks)
    return count(number, "visit" if is_visits else "pick")


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number:,} entries"


def _at_shows(answer: Outcome) -> str:
    """How many of the entries are at which show: ", 4 at Milipol Paris 2027"."""
    numbers = Counter(
        pick.edition.title
        for pick in answer.picks
        if answer.change_of(pick) == "added" and pick.pick.is_own
        if pick.edition is not None and pick.starts is not None
    )
    if not numbers:
        return ""
    shows = join_names([f"{number} at {title}" for title, number in numbers.items()])
    return f", {shows} in its time zone" if len(numbers) == 1 else f", {shows}"


def _grid(answer: Outcome) -> Grid[PickAsOf]:
    """The picks of an import, each with its details and conflicts below it."""
    series = {row.uids[0]: row for row in answer.series}

    def details(pick: PickAsOf) -> Iterator[Cell]:
        for line in _details(pick, answer, series):
            yield Cell(line, "dim")
        yield from _conflicts(pick)

    return Grid[PickAsOf](
        "picks",
        (
            Column(header="Time", brief=_time, wraps=False),
            Column(
                header="Pick",
                brief=lambda pick: Cell(_title(pick, answer), tail=pick.id),
                full=lambda pick: _title(pick, answer),
                under=details,
            ),
            Column(label="ID", full=lambda pick: pick.id),
            Column(
                label="Details",
                full=lambda pick: [cell.text for cell in details(pick)],
            ),
        ),
        named_by="Pick",
    )


def _conflicts(pick: PickAsOf) -> Iterator[Cell]:
    """The first conflicts of a pick, and how many more there are."""
    first, rest = pick.conflicts[:_MOST_CONFLICTS], pick.conflicts[_MOST_CONFLICTS:]
    yield from conflict_cells(
        msgspec.structs.replace(pick, conflicts=first, unlisted=())
    )
    more = len(rest) + sum(number for _, number in pick.unlisted)
    if more:
        yield Cell(f"and {count(more, 'more conflict')}: milipol agenda", "maybe")


def _day(pick: PickAsOf) -> str:
    if pick.first is None or pick.pick.is_visit or pick.whole_edition is not None:
        days = dates(pick)
        return "No day yet" if days == Dates() else dates_short(days)
    if pick.last not in (None, pick.first) and pick.starts is None:
        return dates_short(Dates(start=pick.first, end=pick.last))
    return f"{weekday(pick.first)[:3]} {day_short(pick.first)}"


def _time(pick: PickAsOf) -> str:
    """The time at the show, or with the city of its clock."""
    if pick.starts is None:
        return ""
    zone = pick.zone
    assert zone is not None  # as every time's
    return f"{span(pick, None)}{'' if pick.edition else f' {city_at(None, zone)}'}"


def _title(pick: PickAsOf, answer: Outcome) -> str:
    text = label(pick)
    if pick.phase == "over":
        text += ", over" if is_past(pick, answer.as_of) else ", may be over"
    edition = None if pick.pick.is_own else pick.edition
    return f"{text}, tentative" if edition and edition.status == "tentative" else text


def _details(
    pick: PickAsOf, answer: Outcome, series: Mapping[str, Series]
) -> Iterator[str]:
    """Details that came with an entry, or the changes to it."""
    if answer.change_of(pick) == "updated":
        for field, then, now in answer.changes_of(pick):
            yield f"{field}: {_brief(then)} -> {_brief(now)}"
        return
    if of_series := series.get(pick.pick.uid or ""):
        yield _dates_taken(of_series)
    if pick.pick.is_imported:
        alarms = alarm_texts(pick)
        noun = "alarm" if len(alarms) == 1 else "alarms"
        kept = [f"{noun} {join_names(alarms)}"] if alarms else []
        note = pick.pick.note or ""
        what = ["link"] if "://" in note else []
        what += ["PIN"] if _PIN.search(note) else []
        if note:
            kept.append(f"{join_names(what) or 'text'} in the note")
        if kept:
            yield "; ".join(kept)
    else:
        yield from lines_beside_show(pick, answer)


def _brief(text: str | None) -> str:
    """A value on one line, cut if it is long."""
    line = " ".join((text or "none").split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def _dates_taken(series: Series) -> str:
    """Which dates of a recurring event were taken: "weekly: 1 of 8 dates"."""
    taken = len(series.uids)
    if series.number == taken:
        text = f"all {count(taken, 'date')}" if taken > 1 else "its only date"
    elif series.number is None:
        text = f"{count(taken, 'date')} of a series without an end"
    else:
        text = f"{taken} of {count(series.number, 'date')}"
    frequency = _FREQUENCIES.get(series.frequency or "")
    return f"{frequency}: {text}" if frequency else text


def _left_out(answer: Outcome) -> list[str]:
    kept = [
        f"{number:,} {_NOT_KEPT[what][number != 1]}"
        for what, number in answer.not_kept.items()
    ]
    texts = [", ".join(kept)] if kept else []
    return texts + [_reason(event) for event in answer.left_out]


def _reason(left_out: LeftOut) -> str:
    return f"{left_out.title}: {left_out.why}"


def _lines_below(answer: Outcome) -> Iterator[str]:
    """Other results of the import: new conflicts, known picks, past ones, shows."""
    for pick, conflict in answer.conflicts_of_others:
        yield f"{sign(conflict)} {pick_name(pick)}: {conflict_text(conflict)}"
    if answer.known:
        is_short = len(answer.known) <= _MOST_LISTED
        names = ", ".join(answer.known) if is_short else f"{len(answer.known)} picks"
        yield f"Already on your agenda: {names}."
    over = sum(is_past(pick, answer.as_of) for pick in answer.picks)
    if answer.is_plan and over:
        would = "would be" if answer.is_dry_run else "is" if over == 1 else "are"
        yield f"{_entries(over)} {would} over already."
    for edition, number in answer.shows_beside:
        verb = "is" if number == 1 else "are"
        yield (
            f"{_entries(number)} {verb} on the days of {edition.title},"
            f" {dates_plain(edition.dates)}; to use its time zone for all of"
            " them:"
        )
        yield f"  milipol agenda import {answer.source} --edition {edition.id}"
    editions = (pick.edition for pick in answer.picks if pick.session is not None)
    yield from programmes_known(filter(None, editions), answer.as_of)
