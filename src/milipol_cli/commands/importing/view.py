"""The view of `milipol import`: the file, the changes and the doubts."""

from collections.abc import Iterator

from milipol_cli.commands.importing.glance import DayOverview, overviews
from milipol_cli.commands.importing.programme import ChangedSession
from milipol_cli.commands.importing.query import ProgrammeReport
from milipol_cli.imports.report_view import changes_grid, next_steps, report_document
from milipol_cli.look.document import Column, Document, Fact, Facts, Grid
from milipol_cli.look.words.dates import count, dates_short, day_short, weekday
from milipol_cli.network.differences import Difference
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.programmes import Session

_TIMES = ("date", "start", "end")


def view(report: ProgrammeReport) -> Document:
    """The report; one line if nothing changed."""
    samples = {label: _sample(s) for label, s in report.samples.items()}
    glance = (DAYS.with_rows(overviews(report.sessions)), Facts(Fact.with_text(samples)))
    steps = next_steps(report, "show")
    return report_document(report, _contents(report), glance, CHANGES, steps)


def _contents(report: ProgrammeReport) -> Iterator[str]:
    """How many sessions, days, rooms and speakers the file has."""
    days = report.days
    sessions = count(len(report.sessions), "session")
    if days:
        dates = dates_short(Dates(start=days[0], end=days[-1]))
        sessions += f" on {count(len(days), 'day')} ({dates})"
    yield sessions
    yield count(len(report.rooms), "room")
    yield count(len(report.speakers), "speaker")
    if report.number_cancelled:
        yield f"{report.number_cancelled} cancelled"


def name_in_changes(session: Session) -> str:
    """The name of a session in a list of changes."""
    return session.title or ", ".join(speaker.name for speaker in session.speaker) or "-"


def time_of_session(session: Session) -> str:
    """When it is at the venue: "3 May 2028, 10:00-10:30"; "no day" if not known."""
    if session.date is None:
        return "no day"
    start = "" if session.start is None else f", {session.start:%H:%M}"
    end = "" if session.end is None else f"-{session.end:%H:%M}"
    return f"{day_short(session.date)}{start}{end}"


def session_details(change: ChangedSession) -> list[str]:
    """When and where a session takes place, or what changed: first of all its times."""
    fields, before, session = change.fields, change.before, change.session
    if before is None or not fields:
        return [", ".join(filter(None, (time_of_session(session), session.room)))]
    others = [_field(field) for field in fields if field.field not in _TIMES]
    times = [field.field for field in fields if field.field in _TIMES]
    if times == ["end"] and before.end is None:
        return [f"end now known: {session.end:%H:%M}", *others]
    if times:
        then, now = time_of_session(before), time_of_session(session)
        return [f"MOVED from {then} to {now}", *others]
    return others


def _field(field: Difference) -> str:
    """How a field changed; its new title and its summary are not repeated."""
    if field.field == "title":  # the new one stands beside it
        return f"title previously {field.then or 'none'}"
    if field.field == "summary":
        return "new summary" if field.now else "no summary any more"
    if field.field == "speaker":
        return field.words.replace("speaker:", "speakers:", 1)
    return field.words


def _sample(session: Session) -> str:
    """A session as it was read, on one line."""
    speakers = "; ".join(speaker.name for speaker in session.speaker)
    room = session.room and f"in {session.room}"
    by = f"by {speakers}" if speakers and session.title else None
    day = f"{weekday(session.date)[:3]} {time_of_session(session)}" if session.date else "no day"
    return " | ".join(filter(None, (day, name_in_changes(session), room, by)))


def _last_end(overview: DayOverview) -> str:
    """When the last session of a day ends; "+1" is the next day."""
    ends = overview.last_end
    if ends is None:
        return ""
    return f"{ends:%H:%M}{' +1' if ends.date() != overview.day else ''}"


DAYS = Grid[DayOverview](
    "days",
    (
        Column(
            header="Day",
            brief=lambda row: (
                "no day" if row.day is None else f"{weekday(row.day)[:3]} {day_short(row.day)}"
            ),
            wraps=False,
        ),
        Column(header="Sessions", brief=lambda row: str(len(row.sessions)), wraps=False),
        Column(
            header="First",
            brief=lambda row: f"{row.first_start:%H:%M}" if row.first_start else "",
            wraps=False,
        ),
        Column(header="Last end", brief=_last_end, wraps=False),
        Column(
            header="Rooms",
            brief=lambda row: f"{len(row.rooms)}: {', '.join(row.rooms)}" if row.rooms else "none",
        ),
    ),
    named_by="Day",
)

CHANGES = changes_grid(
    "Session",
    {"gone": "CANCELLED"},
    lambda change: name_in_changes(change.session),
    session_details,
    lambda change: (change.session.id, change.session.id),
)
