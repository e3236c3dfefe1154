"""What `milipol search` shows."""

import itertools
import shlex
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from milipol_cli.look.document import Column, Document, Grid, PartOf
from milipol_cli.look.parts import Cell, Title
from milipol_cli.look.words.dates import (
    count,
    dates_long,
    dates_short,
    day_plain,
    joined,
)
from milipol_cli.look.words.editions import known_since_notes, titled
from milipol_cli.look.words.programme import as_known_today, kind, speakers
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.exhibitors import EXHIBITORS
from milipol_cli.network.model.programmes import Session, session_name
from milipol_cli.picks.model import Pick
from milipol_cli.search.documents import IN_PROGRAMMES, Field, Terms
from milipol_cli.search.matching import Match
from milipol_cli.search.query import Search
from milipol_cli.search.results import SearchResult

# Kinds that the title does not show by itself.
_WITH_KIND = frozenset({"theme", "venue", "news"})

# Fields that the id of a row shows.
_IN_ID: frozenset[Field] = frozenset({"kind", "id", "edition", "show"})


class _Part(NamedTuple):
    """A part of a line; with a field, the text of that field."""

    text: str
    field: Field | None = None


def _marked(parts: Iterable[_Part], matches: Iterable[Match]) -> Cell:
    """The parts as one text, with the words marked that were found in them."""
    text = ""
    marks: list[tuple[int, int]] = []
    for part in parts:
        for match in matches:
            # The kind of a session is shown with a capital.
            same = match.text == part.text or part.field == "kind"
            if match.field == part.field and same:
                marks += _shifted(match, len(text))
        text += part.text
    return Cell(text, marks=_merged(marks))


def _shifted(match: Match, by: int) -> list[tuple[int, int]]:
    return [(by + start, by + end) for start, end in match.spans]


def _merged(marks: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The marks in order, those that touch or overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if merged and start <= merged[-1][1]:
            first, last = merged.pop()
            merged.append((first, max(last, end)))
        else:
            merged.append((start, end))
    return tuple(merged)


def _parts(result: SearchResult) -> list[_Part]:
    """What was found, in one line."""
    title = _Part(result.title or "", "title")
    if result.speaker is not None:
        role = result.speaker.shown_role
        parts = [] if role is None else [_Part(", "), _Part(role, "role")]
        return [_Part(result.speaker.name, "speaker"), *parts]
    if result.session is not None:
        return _session(result.session, result.theme)
    if result.entry is not None:
        return _entry(result.entry.pick)
    if result.kind == "news":
        # A title without a capital needs the name of its edition before it.
        needs_name = result.about is not None and not title.text[:1].isupper()
        return [_Part(f"{result.about}: "), title] if needs_name else [title]
    if result.exhibitor is not None:
        country = result.country
        place = () if country is None else (_Part(", "), _Part(country, "country"))
        return [title, *place]
    return [title] if result.kind == "theme" else [title, *_place(result)]


def _place(result: SearchResult) -> Iterator[_Part]:
    """Where a show, an edition or a venue is, unless its name says so."""
    venue = None if result.edition is None else result.edition.venue
    shown = result.title or ""
    places: list[tuple[str | None, Field]] = [
        (None if venue is None else venue.name, "venue"),
        (result.city, "city"),
        (result.country, "country"),
    ]
    for place, field in places:
        if place is not None and place not in shown:
            yield _Part(", ")
            yield _Part(place, field)
            shown += place


def _session(session: Session, theme: str | None) -> list[_Part]:
    """The name of a session; if that is only its kind, with who speaks beside it."""
    name = session_name(session, theme)
    subject = session.title or theme
    if subject is None:
        parts = [_Part(name, "kind")]
        if session.speaker:
            first = session.speaker[0].name
            others = speakers(session, whole=False).removeprefix(first)
            parts += [_Part(", with "), _Part(first, "speaker"), _Part(others)]
        return parts
    shown = _Part(subject, None if session.title is None else "title")
    if name == subject:
        return [shown]
    return [_Part(kind(session), "kind"), _Part(": "), shown]


def _entry(pick: Pick) -> list[_Part]:
    """The kind, the title and the place of an own entry."""
    name = (pick.kind or "").capitalize()
    place = () if pick.place is None else (_Part(", "), _Part(pick.place, "place"))
    return [_Part(name, "kind"), _Part(": "), _Part(pick.title or "", "title"), *place]


def _matches_elsewhere(result: SearchResult) -> list[Match]:
    """The matches in texts that are neither in the line nor in the id."""
    shown = {(part.field, part.text) for part in _parts(result)}
    return [
        match
        for match in result.matches
        if match.field not in _IN_ID and (match.field, match.text) not in shown
    ]


def _matches_shown(result: SearchResult) -> list[Match]:
    elsewhere = _matches_elsewhere(result)
    return [match for match in result.matches if match not in elsewhere]


def _texts_elsewhere(result: SearchResult) -> Iterator[Cell]:
    """The texts of those matches, behind the name of the field.

    A role comes with the name of its speaker.
    """
    for match in _matches_elsewhere(result):
        before = f"{_name(match.field)}: "
        if match.field == "role" and result.session and result.speaker is None:
            before += next(
                f"{speaker.name}, "
                for speaker in result.session.speaker
                if match.text in (speaker.role, speaker.brief)
            )
        yield _marked([_Part(before), _Part(match.text, match.field)], [match])


def _fields(matches: Sequence[Match]) -> list[str]:
    """The names of the fields that match, each once."""
    return [*dict.fromkeys(_name(match.field) for match in matches)]


def _name(field: Field) -> str:
    return field.replace("_", " ")


def _session_of_speaker(result: SearchResult) -> str | None:
    """The session of a speaker."""
    if result.speaker is None or result.session is None:
        return None
    return session_name(result.session, result.theme)


def _other_editions(result: SearchResult) -> str | None:
    """The other editions at a venue."""
    ids = [edition for edition in result.editions if edition != result.id]
    return f"also {', '.join(ids)}" if ids else None


def _id(result: SearchResult) -> Cell:
    """The id that `milipol show` takes; "none" for news of the whole network."""
    key = result.id or "none"
    matches = [match for match in result.matches if match.field == "id"]
    marks = [
        mark
        for match in matches
        if match.text in key
        for mark in _shifted(match, key.rindex(match.text))
    ]
    return Cell(key, marks=_merged(marks))


def _with_doubt(result: SearchResult, dates: str) -> str:
    """The dates, with what is not known about them.

    A session without a day has the dates of its edition.
    """
    dates = f"by {dates}" if result.by else dates
    without_day = result.session is not None and result.session.date is None
    return f"{dates}, day not known" if without_day else dates


def _what(result: SearchResult) -> Cell:
    prefix = f"{result.kind.capitalize()}: " if result.kind in _WITH_KIND else ""
    return _marked([_Part(prefix), *_parts(result)], result.matches)


def _under(result: SearchResult) -> Iterator[Cell]:
    session, others = _session_of_speaker(result), _other_editions(result)
    if session is not None:
        yield Cell(f"in {session}", "dim")
    yield from _texts_elsewhere(result)
    if result.entry is not None and result.about is not None:
        yield Cell(f"at {result.about}", "dim")
    if others is not None:
        yield Cell(others, "dim")


def _with_programme(result: SearchResult) -> EditionAsOf | None:
    """The edition of which a result lists a theme or a session of the programme."""
    is_in_programme = result.kind in IN_PROGRAMMES and "/" in (result.id or "")
    return result.edition if is_in_programme else None


def _edition(result: SearchResult) -> str | None:
    is_at_edition = result.kind in (*IN_PROGRAMMES, "entry", "exhibitor")
    return result.about if is_at_edition else None


_MATCHED_IN = Column[SearchResult](
    header="Matched in",
    brief=lambda result: ", ".join(_fields(result.matches)),
    full=lambda result: [
        ", ".join(_fields(_matches_shown(result))),
        *(cell.text for cell in _texts_elsewhere(result)),
    ],
    floor=len("edition,"),
)

RESULTS = Grid[SearchResult](
    "results",
    (
        Column(
            header="When",
            label=lambda result: (
                "Nearest edition" if result.kind in ("show", "venue") else "When"
            ),
            brief=lambda result: _with_doubt(result, dates_short(result.dates)),
            full=lambda result: _with_doubt(result, dates_long(result.dates)),
        ),
        Column(
            header="What",
            label=lambda result: result.kind.capitalize(),
            brief=_what,
            full=lambda result: "".join(part.text for part in _parts(result)),
            under=_under,
            floor=22,  # long ids do not squeeze it
        ),
        Column(label="Session", full=_session_of_speaker),
        Column(label="Edition", full=_edition),
        Column(label="Editions", full=lambda result: ", ".join(result.editions)),
        _MATCHED_IN,
        Column(header="ID", brief=_id, wraps=False),
    ),
    named_by="What",
)


def _exhibitors(edition: EditionAsOf) -> Grid[SearchResult]:
    """The columns of the exhibitors of an edition.

    Their ids are long, and share their beginning, which is the header of their column.
    """
    ids_begin = f"{edition.id}/{EXHIBITORS}/"
    return Grid(
        "exhibitors",
        (
            Column(
                header="Company",
                label="Exhibitor",
                brief=lambda result: _marked(_parts(result), result.matches),
                under=_texts_elsewhere,
                floor=22,
            ),
            Column(label="When", full=lambda result: dates_long(result.dates)),
            Column(label="Edition", full=_edition),
            _MATCHED_IN,
            Column(
                header=f"ID {ids_begin}",
                label="ID",
                brief=lambda result: (result.id or "").removeprefix(ids_begin),
                full=lambda result: result.id,
                wraps=False,
            ),
        ),
    )


def view(answer: Search) -> Document:
    """The results, best first, the exhibitors edition by edition, and notes."""
    title = heading(answer)
    parts: list[PartOf] = [
        RESULTS.of(result for result in answer.results if result.exhibitor is None)
    ]
    exhibitors = (result for result in answer.results if result.exhibitor is not None)
    for edition, results in itertools.groupby(exhibitors, attrgetter("edition")):
        name = f"Exhibitors of {titled(edition)}, {dates_short(edition.dates)}"
        parts += [Title(Cell(name, "strong"), of_part=True, full=())]
        parts += [_exhibitors(edition).of(results)]
    return Document(Title(Cell(title), full=[f"{title}."]), parts, notes(answer))


def heading(answer: Search) -> str:
    """How much was found for which words, and as of when."""
    number = count(answer.found, "result") if answer.found else "No results"
    title = f"{number} for '{' '.join(answer.terms.words)}'"
    if answer.found > 1:
        title += ", best first"
    if answer.as_of.looks_back(answer.reviewed):
        title += f", as known on {day_plain(answer.as_of.reader_day)}"
    return title


def notes(answer: Search) -> list[str]:
    """Notes under the results: what is not shown, and what may help."""
    lines = known_since_notes(answer.later_changes)
    lines += as_known_today(
        filter(None, map(_with_programme, answer.results)), answer.as_of
    )
    hidden = answer.found - len(answer.results) - answer.more_exhibitors
    if hidden:
        lines.append(f"{count(hidden, 'more result')} not shown.")
    if answer.more_exhibitors:
        more = count(answer.more_exhibitors, "more exhibitor")
        lines.append(f"{more}: {_for_exhibitors(answer.terms)}")
    if answer.shut_out is not None:
        number = count(answer.shut_out.found, "result")
        lines.append(f"{number} without {joined(answer.shut_out.options)}.")
    lines += [suggestion.line for suggestion in answer.suggestions]
    if not answer.found and answer.shut_out is None and not answer.suggestions:
        lines.append("Each word is found, but no result has all of them.")
    return lines


def _for_exhibitors(terms: Terms) -> str:
    """The command that lists all exhibitors that were found."""
    options = [f"--show={show}" for show in terms.shows]
    options += [] if terms.first is None else [f"--from={terms.first}"]
    options += [] if terms.last is None else [f"--to={terms.last}"]
    words = ["milipol", "search", *terms.words, "--kind", "exhibitor", *options]
    return shlex.join(words)
