"""What `milipol agenda report` shows."""

from collections.abc import Callable, Iterator, Sequence

from milipol_cli.agenda.day_view import follow_ups, id_column, plain_notes
from milipol_cli.agenda.report.query import DayDone, Report, done_at
from milipol_cli.look.document import Column, Document, Grid, PartOf
from milipol_cli.look.parts import Cell, Notes, Title
from milipol_cli.look.words.dates import count, dates_plain, day_month, weekday
from milipol_cli.look.words.programme import programmes_known
from milipol_cli.look.words.times import span
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.picks import words
from milipol_cli.picks.as_of import PickAsOf
from milipol_cli.picks.words import ConflictWords


def view(answer: Report) -> Document:
    """What was done by day, then what was not reached, and the follow-ups."""
    title, edition = heading(answer), answer.edition
    conflicts = ConflictWords((*answer.done, *answer.not_reached))
    parts: list[PartOf] = []
    for day in answer.days:
        parts += _picks(_day(day), day.picks, _time, edition, conflicts)
    parts += _picks(_to_do(edition), answer.not_reached, _planned, edition, conflicts)
    parts.append(follow_ups(answer.follow_ups, conflicts))
    head = Title(Cell(title), full=[f"{title}."])
    return Document(head, parts, _notes_below(answer), pasted=lambda: _pasted(answer))


def _notes_below(answer: Report) -> list[str]:
    picks = (*answer.done, *answer.not_reached)
    has_session = any(pick.session is not None for pick in picks)
    return programmes_known([answer.edition] if has_session else [], answer.as_of)


def heading(answer: Report) -> str:
    """The edition, its dates, and how much was done there."""
    done = answer.done
    visits = sum(pick.pick.is_visit for pick in done)
    all_visits = visits + sum(pick.pick.is_visit for pick in answer.not_reached)
    sessions = sum(not (pick.pick.is_own or pick.pick.is_exhibitor) for pick in done)
    meetings = len(done) - visits - sessions
    texts = [f"{visits} of {count(all_visits, 'visit')} made"] if all_visits else []
    texts += [count(sessions, "session")] if sessions else []
    texts += [count(meetings, "meeting")] if meetings else []
    edition = answer.edition
    about = ", ".join(texts) or "nothing done yet"
    return f"{edition.title}, {dates_plain(edition.dates)}: {about}"


def _day(day: DayDone) -> str:
    return "Day not kept" if day.date is None else words.day_words(day.date)


def _to_do(edition: EditionAsOf) -> str:
    return "Not reached" if edition.phase == "over" else "Not reached yet"


def _picks(
    header: str,
    picks: Sequence[PickAsOf],
    when: Callable[[PickAsOf, EditionAsOf], str],
    edition: EditionAsOf,
    conflicts: ConflictWords,
) -> Iterator[PartOf]:
    """The heading for plain lines, and picks with what was noted below them."""
    grid = Grid[PickAsOf](
        "with days" if when is _planned else "times",
        (
            Column(
                header="Time",
                brief=lambda pick: Cell(when(pick, edition), sign="", whole=True),
            ),
            Column(
                header=header,
                label="Pick",
                brief=words.name,
                under=lambda pick: [Cell(line, sign="") for line in _notes(pick)],
                is_text=True,
            ),
            *plain_notes("Note", "Met", "Follow-up"),
            id_column(f"ID {edition.id}/", f"{edition.id}/", conflicts),
        ),
        named_by=header,
    )
    if picks:
        yield Notes([], full=[f"{header}:"])
        yield grid.of(picks)


def _time(pick: PickAsOf, edition: EditionAsOf) -> str:
    """When it was, at the venue; of a visit, when it was marked as done."""
    if pick.starts is not None:
        return span(pick, edition.zone)
    moment = done_at(pick, edition)
    return "" if moment is None else f"{moment:%H:%M}"


def _planned(pick: PickAsOf, edition: EditionAsOf) -> str:
    """The day and the time of a pick; none of a visit."""
    if pick.first is None or pick.pick.is_visit:
        return ""
    day = f"{weekday(pick.first)[:3]} {day_month(pick.first)}"
    return ", ".join(filter(None, [day, _time(pick, edition)]))


def _notes(pick: PickAsOf) -> list[str]:
    return [f"{name}: {text}" for name, text in words.notes_on(pick.pick) if text]


def _pasted(answer: Report) -> Document:
    """The report as lists under headings."""
    edition = answer.edition
    lists = {_day(day): _items(day.picks, _time, edition) for day in answer.days}
    lists[_to_do(edition)] = _items(answer.not_reached, _planned, edition)
    lists["Follow-ups"] = [
        f"{words.follow_up(pick.pick)} ({words.name(pick)})"
        for pick in answer.follow_ups
    ]
    parts: list[PartOf] = []
    for header, lines in lists.items():
        if lines:
            parts += [Title(Cell(header)), Notes(lines)]
    return Document(Title(Cell(heading(answer))), parts, _notes_below(answer))


def _items(
    picks: Sequence[PickAsOf],
    when: Callable[[PickAsOf, EditionAsOf], str],
    edition: EditionAsOf,
) -> list[str]:
    return [
        "; ".join(
            [
                ": ".join(filter(None, [when(pick, edition), words.name(pick)])),
                *_notes(pick),
            ]
        )
        for pick in picks
    ]
