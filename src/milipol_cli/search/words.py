"""What a search found, in words, with the places that are marked in them."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from milipol_cli.errors import suggested
from milipol_cli.look.words.dates import dates_short, dates_spoken, day_plain, joined
from milipol_cli.look.words.editions import known_since_notes
from milipol_cli.look.words.sessions import kind, session_label_alone
from milipol_cli.network.model.programmes import Session
from milipol_cli.search.answer import Field, Match, Search, SearchResult

# What a title by itself does not tell.
_PREFIXED = frozenset({"theme", "venue", "news"})


# What the id of a row tells by itself.
_TOLD_BY_ID: frozenset[Field] = frozenset({"kind", "id", "edition", "show"})


class Marked(NamedTuple):
    """A text, and the [start, end) of what is marked in it, in order and apart."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


class _Part(NamedTuple):
    """A part of a label; with a field, the text of that field."""

    text: str
    field: Field | None = None


def heading(answer: Search) -> str:
    """The first line of `search`: what was asked, and how much was found."""
    found = f"{answer.found} found" if answer.found else "nothing found"
    if answer.found > 1:
        found += ", best first"
    said = f"Search for '{' '.join(answer.sought.words)}': {found}"
    if answer.as_of.looks_back(answer.reviewed):
        said += f", as known on {day_plain(answer.as_of.reader_day)}"
    return said


def prefix(hit: SearchResult) -> str:
    """What stands before the label where other things stand beside it."""
    return f"{hit.kind.capitalize()}: " if hit.kind in _PREFIXED else ""


def label(hit: SearchResult) -> Marked:
    """What was found, in a line."""
    said = ""
    marks: list[tuple[int, int]] = []
    for part in _parts(hit):
        for match in hit.matches:
            # A kind is told with a capital.
            same = match.text == part.text or part.field == "kind"
            if match.field == part.field and same:
                marks += [(len(said) + at, len(said) + to) for at, to in match.spans]
        said += part.text
    return Marked(said, _apart(marks))


def _parts(hit: SearchResult) -> list[_Part]:
    title = _Part(hit.title or "", "title")
    if hit.speaker is not None:
        what = hit.speaker.what
        after = [] if what is None else [_Part(", "), _Part(what, "role")]
        return [_Part(hit.speaker.name, "speaker"), *after]
    if hit.session is not None:
        return _session(hit.session)
    if hit.kind == "news":
        # A title that begins small, or with a date, stands beside its edition's name.
        beside = hit.about is not None and not title.text[:1].isupper()
        return [*([_Part(f"{hit.about}: ")] if beside else []), title]
    return [title] if hit.kind == "theme" else [title, *_place(hit)]


def _place(hit: SearchResult) -> Iterator[_Part]:
    """Where a show, an edition or a venue is, as far as its name does not tell."""
    venue = None if hit.edition is None else hit.edition.venue
    told = hit.title or ""
    places: list[tuple[str | None, Field]] = [
        (None if venue is None else venue.name, "venue"),
        (hit.city, "city"),
        (hit.country, "country"),
    ]
    for place, field in places:
        if place is not None and place not in told:
            yield _Part(", ")
            yield _Part(place, field)
            told += place


def _session(session: Session) -> list[_Part]:
    """The parts of a session's label: its kind, and its title or who speaks."""
    said = session_label_alone(session)
    if said == session.title:
        return [_Part(said, "title")]
    parts: list[_Part] = []
    if said.startswith(kind(session)):
        parts.append(_Part(kind(session), "kind"))
        said = said.removeprefix(kind(session))
    if session.title is not None:
        return [*parts, _Part(": "), _Part(session.title, "title")]
    if not session.speaker or not said:
        return parts
    if parts:
        parts.append(_Part(": "))
        said = said.removeprefix(": ")
    first = session.speaker[0].name
    return [*parts, _Part(first, "speaker"), _Part(said.removeprefix(first))]


def _apart(marks: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """ConflictWords in order, those that touch or overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if found and start <= found[-1][1]:
            before, until = found.pop()
            found.append((before, max(until, end)))
        else:
            found.append((start, end))
    return tuple(found)


def more(hit: SearchResult) -> list[tuple[str, Marked]]:
    """The fields that were matched and that neither the label nor the id tells."""
    told = {(part.field, part.text) for part in _parts(hit)}
    return [
        _told_apart(match, hit)
        for match in hit.matches
        if match.field not in _TOLD_BY_ID and (match.field, match.text) not in told
    ]


def _told_apart(match: Match, hit: SearchResult) -> tuple[str, Marked]:
    """A field by its name; a role with who has it."""
    name = ""
    if match.field == "role" and hit.session is not None and hit.speaker is None:
        speakers = hit.session.speaker
        name = next(f"{w.name}, " for w in speakers if match.text in (w.role, w.brief))
    spans = [(len(name) + start, len(name) + end) for start, end in match.spans]
    return _field(match.field), Marked(f"{name}{match.text}", _apart(spans))


def matched_in(hit: SearchResult) -> str:
    """The names of the fields that hold the words."""
    return ", ".join(dict.fromkeys(_field(match.field) for match in hit.matches))


def _field(field: Field) -> str:
    return field.replace("_", " ")


def within(hit: SearchResult) -> str | None:
    """The session in which somebody speaks; its kind where their name is its label."""
    if hit.speaker is None or hit.session is None:
        return None
    said = session_label_alone(hit.session)
    return kind(hit.session) if said == hit.speaker.name else said


def key(hit: SearchResult) -> Marked:
    """The id that `milipol show` takes; "none" for news of the whole network."""
    if hit.id is None:
        return Marked("none")
    found = [match for match in hit.matches if match.field == "id"]
    return Marked(
        hit.id,
        _apart(
            (hit.id.rindex(match.text) + start, hit.id.rindex(match.text) + end)
            for match in found
            if match.text in hit.id
            for start, end in match.spans
        ),
    )


def others(hit: SearchResult) -> str | None:
    """The other editions that were at a venue."""
    keys = [edition for edition in hit.editions if edition != hit.id]
    return f"also {', '.join(keys)}" if keys else None


def when(hit: SearchResult) -> str:
    """The dates for a table."""
    return _with_doubt(hit, dates_short(hit.dates))


def when_spoken(hit: SearchResult) -> str:
    """The dates in whole words."""
    return _with_doubt(hit, dates_spoken(hit.dates))


def _with_doubt(hit: SearchResult, said: str) -> str:
    """Dates with what is not known of them: a session without a day has its show's."""
    said = f"by {said}" if hit.by else said
    undated = hit.session is not None and hit.session.date is None
    return f"{said}, day not known" if undated else said


def notes(answer: Search) -> list[str]:
    """What stands under the list: what is left out, and what may help."""
    told = known_since_notes(answer.later_changes)
    left_out = answer.found - len(answer.hits)
    if left_out:
        told.append(f"{left_out} more found, not listed.")
    if answer.shut_out is not None:
        options = joined(answer.shut_out.options)
        told.append(f"Without {options}: {answer.shut_out.found} found.")
    for one in answer.suggestions:
        hint = suggested(one.nearest)
        told.append(f"'{one.word}' is not there{f'; {hint}' if hint else '.'}")
    if not answer.found and answer.shut_out is None and not answer.suggestions:
        told.append("Each word is there, but nothing holds them all.")
    return told
