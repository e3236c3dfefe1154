"""What `milipol agenda report` shows."""

import itertools
from collections.abc import Iterator, Sequence

from milipol_cli.agenda.day_view import follow_ups, id_column, plain_notes
from milipol_cli.agenda.report.query import DonePick, Report
from milipol_cli.look.document import Column, Document, Grid, PartOf
from milipol_cli.look.parts import Cell, Notes, Title
from milipol_cli.look.words.dates import count, dates_plain
from milipol_cli.look.words.programme import programmes_known
from milipol_cli.look.words.times import span
from milipol_cli.picks import words
from milipol_cli.picks.as_of import PickAsOf
from milipol_cli.picks.words import ConflictWords


def view(answer: Report) -> Document:
    """What was done by day, then what was not reached, and the follow-ups."""
    picks = [*answer.done, *answer.not_reached]
    prefix, conflicts = f"{answer.edition.id}/", ConflictWords(picks)
    title = heading(answer)
    parts: list[PartOf] = []
    for header, rows in _sections(answer):
        parts += _table(header, rows, prefix, conflicts)
    parts.append(follow_ups(answer.follow_ups, conflicts))
    with_sessions = [answer.edition for pick in picks if pick.session is not None]
    return Document(
        Title(Cell(title), full=[f"{title}."]),
        parts,
        programmes_known(with_sessions, answer.as_of),
        pasted=lambda: _pasted(answer),
    )


def _sections(answer: Report) -> Iterator[tuple[str, Sequence[PickAsOf]]]:
    """The days with what was done, and what was not reached, each under its heading."""
    for day, done in itertools.groupby(answer.done, lambda pick: pick.date):
        yield "Day not kept" if day is None else words.day_words(day), [*done]
    if answer.not_reached:
        is_over = answer.edition.phase == "over"
        yield "Not reached" if is_over else "Not reached yet", answer.not_reached


def heading(answer: Report) -> str:
    """The edition, its dates, and how much was done there."""
    visits = sum(pick.pick.is_visit for pick in answer.done)
    all_visits = visits + sum(pick.pick.is_visit for pick in answer.not_reached)
    entries = sum(pick.pick.is_entry for pick in answer.done)
    sessions = len(answer.done) - visits - entries
    texts = [f"{visits} of {count(all_visits, 'visit')} made"] if all_visits else []
    texts += [count(sessions, "session")] if sessions else []
    texts += [count(entries, "meeting")] if entries else []
    edition = answer.edition
    about = ", ".join(texts) or "nothing done yet"
    return f"{edition.title}, {dates_plain(edition.dates)}: {about}"


def _table(
    header: str, picks: Sequence[PickAsOf], prefix: str, conflicts: ConflictWords
) -> Iterator[PartOf]:
    """The heading for plain lines, and picks with what was noted below them."""
    is_done = isinstance(picks[0], DonePick)
    planned = Column[PickAsOf](header="Planned", brief=words.when)
    grid = Grid[PickAsOf](
        "done" if is_done else "not reached",
        (
            Column(
                header="Time" if is_done else "",
                label="Time",
                brief=lambda pick: Cell(_time(pick), sign="", whole=True),
            ),
            Column(
                header=header,
                label="Pick",
                brief=words.name,
                under=lambda pick: [Cell(line, sign="") for line in _notes(pick)],
                is_text=True,
            ),
            *(() if is_done else (planned,)),
            *plain_notes("Note", "Met", "Follow-up"),
            id_column(f"ID {prefix}", prefix, conflicts),
        ),
        named_by=header,
    )
    yield Notes([], full=[f"{header}:"])
    yield grid.of(picks)


def _time(pick: PickAsOf) -> str:
    """When what is done was; of a visit, when it was marked as done."""
    if not isinstance(pick, DonePick) or pick.time is None:
        return ""
    return f"{pick.time:%H:%M}" if pick.starts is None else span(pick, None)


def _notes(pick: PickAsOf) -> list[str]:
    return [f"{name}: {text}" for name, text in words.notes_on(pick.pick) if text]


def _pasted(answer: Report) -> Document:
    """The report as lists under headings."""
    parts: list[PartOf] = []
    for header, picks in _sections(answer):
        lines = []
        for pick in picks:
            text = ": ".join(filter(None, [_time(pick), words.name(pick)]))
            lines.append("; ".join([text, *_notes(pick)]))
        parts += [Title(Cell(header)), Notes(lines)]
    if answer.follow_ups:
        due = [
            (words.follow_up(pick.pick), words.name(pick)) for pick in answer.follow_ups
        ]
        lines = [f"{text} ({name})" for text, name in due]
        parts += [Title(Cell("Follow-ups")), Notes(lines)]
    return Document(Title(Cell(heading(answer))), parts, [])
