"""The view of `milipol agenda import`: picks in order of time, and omissions."""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator

import msgspec

from milipol_cli.commands.agenda.alarm_words import alarm_texts
from milipol_cli.commands.agenda.changes.outcome import (
    Outcome,
    PickChange,
    Series,
    lines_beside_show,
)
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
# Contents that were not kept, in the singular and the plural.
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
    "possible": ("possible match (--perhaps adds it)", "possible matches (--perhaps adds them)"),
    "past": (
        "company at an edition that is over (--past adds it)",
        "companies at editions that are over (--past adds them)",
    ),
}


def view(answer: Outcome) -> Document:
    """The picks added and updated by day, the omissions, and other results."""
    days: dict[str, list[PickAsOf]] = {}
    for pick in sorted(sort_by_time(answer.picks), key=_first_day):
        days.setdefault(_day_label(pick), []).append(pick)
    table = _table_of_picks(answer).beside_label(*days.items(), wide_label=False)
    heading = Line(Cell(_heading(answer)))
    lines = [Line(Cell(text)) for text in _lines_below(answer)]
    left = [Fact.from_texts("Left out", *texts)] if (texts := _left_out(answer)) else []
    return Document(None, [heading, table, Facts(left, wide_label=False), lines], verbatim=True)


def _first_day(pick: PickAsOf) -> tuple[dt.date, bool]:
    """The sort key of the days: the first day, on it whole days before times."""
    return pick.first or dt.date.max, pick.starts is not None


def _heading(answer: Outcome) -> str:
    """How many picks were added and updated, and at which shows: "Added 5 entries."."""
    changed: dict[PickChange, list[PickAsOf]] = defaultdict(list)
    for pick in answer.picks:
        changed[answer.change_of(pick)].append(pick)
    texts = []
    if added := changed["added"]:
        done = "would add" if answer.is_dry_run else "added"
        texts.append(f"{done} {_count_by_kind(added)}{_at_shows(added)}")
    if updated := changed["updated"]:
        done = "would update" if answer.is_dry_run else "updated"
        texts.append(f"{done} {_count_by_kind(updated)}")
    text = "; ".join(texts) or "nothing to add"
    return f"{text[:1].upper()}{text[1:]}."


def _count_by_kind(picks: Collection[PickAsOf]) -> str:
    """The number of picks: "5 entries" or "5 visits"; "5 picks" if they are mixed."""
    if all(pick.pick.is_own for pick in picks):
        return _entries(len(picks))
    is_visits = all(pick.pick.is_visit for pick in picks)
    return count(len(picks), "visit" if is_visits else "pick")


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number:,} entries"


def _at_shows(picks: Iterable[PickAsOf]) -> str:
    """How many entries with a time are at each show: ", 4 at Milipol Paris 2027"."""
    numbers = Counter(
        pick.edition.title
        for pick in picks
        if pick.pick.is_own and pick.edition is not None and pick.starts is not None
    )
    if not numbers:
        return ""
    shows = join_names([f"{number} at {title}" for title, number in numbers.items()])
    return f", {shows} in its time zone" if len(numbers) == 1 else f", {shows}"


def _table_of_picks(answer: Outcome) -> Grid[PickAsOf]:
    """The picks of an import, each with its details and conflicts below it."""
    # The dates of a series are counted below the first.
    series_by_uid = {series.uids[0]: series for series in answer.series}

    def details(pick: PickAsOf) -> Iterator[Cell]:
        series = series_by_uid.get(pick.pick.uid or "")
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
            Column(label="Details", full=lambda pick: [cell.text for cell in details(pick)]),
        ),
        named_by="Pick",
    )


def _conflicts(pick: PickAsOf) -> Iterator[Cell]:
    """The first conflicts of a pick, and how many more there are."""
    first, rest = pick.conflicts[:_MOST_CONFLICTS], pick.conflicts[_MOST_CONFLICTS:]
    yield from conflict_cells(msgspec.structs.replace(pick, conflicts=first, unlisted=()))
    more = len(rest) + sum(number for _, number in pick.unlisted)
    if more:
        yield Cell(f"and {count(more, 'more conflict')}: milipol agenda", "maybe")


def _day_label(pick: PickAsOf) -> str:
    """The day or days of a pick: "Tue 14 Nov 2023"; of a visit, of its edition."""
    if pick.first is None or pick.pick.is_visit or pick.whole_edition is not None:
        days = dates(pick)
        return "No day yet" if days == Dates() else dates_short(days)
    if pick.last not in (None, pick.first) and pick.starts is None:
        return dates_short(Dates(start=pick.first, end=pick.last))
    return f"{weekday(pick.first)[:3]} {day_short(pick.first)}"


def _time(pick: PickAsOf) -> str:
    """The time of a pick; without a show, with the city of its clock."""
    if pick.starts is None:
        return ""
    zone = pick.zone
    assert zone is not None  # as every time's
    return f"{span(pick, None)}{'' if pick.edition else f' {city_at(None, zone)}'}"


def _title(pick: PickAsOf, answer: Outcome) -> str:
    """The pick with what is unusual about it: ", over" or ", tentative"."""
    text = label(pick)
    if pick.phase == "over":
        text += ", over" if is_past(pick, answer.as_of) else ", may be over"
    edition = None if pick.pick.is_own else pick.edition
    return f"{text}, tentative" if edition and edition.status == "tentative" else text


def _details(pick: PickAsOf, answer: Outcome, series: Series | None) -> Iterator[str]:
    """The changes to an entry that was updated; else what came with a new one.

    That is how many dates of its series were taken, and what its event had.
    """
    if answer.change_of(pick) == "updated":
        for field, then, now in answer.changes_of(pick):
            yield f"{field}: {_brief(then)} -> {_brief(now)}"
        return
    if series is not None:
        yield _dates_taken(series)
    if not pick.pick.is_imported:
        yield from lines_beside_show(pick, answer)
    elif kept := _kept_of_event(pick):
        yield "; ".join(kept)


def _kept_of_event(pick: PickAsOf) -> list[str]:
    """The parts of its event that an entry has: "alarm 15 minutes before"."""
    alarms = alarm_texts(pick)
    noun = "alarm" if len(alarms) == 1 else "alarms"
    kept = [f"{noun} {join_names(alarms)}"] if alarms else []
    if note := pick.pick.note:
        found = ["link"] if "://" in note else []
        found += ["PIN"] if _PIN.search(note) else []
        kept.append(f"{join_names(found) or 'text'} in the note")
    return kept


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
    """The numbers of what was not kept, as one text, and each omission."""
    numbers = []
    for kind, number in answer.not_kept.items():
        singular, plural = _NOT_KEPT[kind]
        numbers.append(f"{number:,} {singular if number == 1 else plural}")
    texts = [", ".join(numbers)] if numbers else []
    return texts + [f"{omitted.title}: {omitted.why}" for omitted in answer.left_out]


def _lines_below(answer: Outcome) -> Iterator[str]:
    """Other results of the import, each a line.

    Conflicts of other picks; picks that were there; past entries of a plan; shows whose
    days have entries of no show; and the review that programmes are from.
    """
    for pick, conflict in answer.conflicts_of_others:
        yield f"{sign(conflict)} {pick_name(pick)}: {conflict_text(conflict)}"
    if answer.known:
        is_short = len(answer.known) <= _MOST_LISTED
        names = ", ".join(answer.known) if is_short else f"{len(answer.known)} picks"
        yield f"Already on your agenda: {names}."
    over = sum(is_past(pick, answer.as_of) for pick in answer.picks)
    if answer.is_plan and over:
        verb = "is" if over == 1 else "are"
        are_over = "would already be" if answer.is_dry_run else f"{verb} already"
        yield f"{_entries(over)} {are_over} over."
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
