"""The view of `milipol search`."""

import shlex
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from milipol_cli.base.folding import spans
from milipol_cli.commands.search.query import Search
from milipol_cli.commands.search.results import IN_PROGRAMMES, Field, MatchedText, Result, Terms
from milipol_cli.look.document import Cell, Column, Document, Grid, Title
from milipol_cli.look.words.dates import (
    count,
    dates_long,
    dates_short,
    day_plain,
    join_names,
    not_shown,
)
from milipol_cli.look.words.exhibitors import lists_without, notes_on_fairs
from milipol_cli.look.words.programme import programmes_known
from milipol_cli.network.company_names import name_key
from milipol_cli.network.model.dates import Dates, window
from milipol_cli.network.model.programmes import Session, session_name, with_kind
from milipol_cli.network.titles import session_title

# A result; a company with those of its other editions of a show, the newest first.
_Row = tuple[Result, ...]

# A longer text is cut to so many characters on either side of the words found.
_LONGEST_WHOLE = 60
_AROUND = 25

# Kinds that the title does not show by itself.
_WITH_KIND = frozenset({"theme", "venue", "news"})

# Kinds with the name of their edition in plain lines.
_NAMED = IN_PROGRAMMES | {"entry"}

# Fields that the id of a row shows.
_IN_ID: frozenset[Field] = frozenset({"kind", "id", "edition", "show"})


def _merge_pieces(pieces: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pieces of a text in order, those that touch or overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(pieces):
        if joined and start <= joined[-1][1]:
            first, last = joined.pop()
            joined.append((first, max(last, end)))
        else:
            joined.append((start, end))
    return joined


def _mark_words(text: str, words: Iterable[str]) -> Cell:
    """A text with the folded words marked in it."""
    marks = _merge_pieces(span for word in words for span in spans(text, word))
    return Cell(text, marks=tuple(marks))


def _line(result: Result) -> str:
    """The line that names a result, with the place of what stands or happens there."""
    title = result.title or ""
    if result.speaker is not None:
        return result.speaker.in_full
    if result.session is not None:
        return session_title(result.session, result.theme)
    if result.entry is not None:
        kind = result.text("kind") or ""
        shown = title if kind == "event" else with_kind(kind.capitalize(), title)
        return _with_new_texts(shown, result, "place")
    if result.kind == "news":
        # A title without a capital needs the name of its edition before it.
        needs_name = result.about.name is not None and not title[:1].isupper()
        return f"{result.about.name}: {title}" if needs_name else title
    return _with_new_texts(title, result, "venue", "city", "country")


def _with_new_texts(line: str, result: Result, *fields: Field) -> str:
    """A line with the texts of fields that it does not have yet."""
    for field in fields:
        text = result.text(field)
        if text is not None and text not in line:
            line += f", {text}"
    return line


def _matches_elsewhere(result: Result) -> dict[MatchedText, str]:
    """The matches in texts that are neither in the line nor in the id.

    Each is a line behind the name of its field; a role comes with its speaker.
    """
    line = _line(result)
    elsewhere = {}
    for match in result.matches:
        if match.field in _IN_ID or match.text in line:
            continue
        text = _excerpt(match)
        if match.field == "role" and result.session and result.speaker is None:
            text = f"{_name_of_role(match.text, result.session)}, {text}"
        elsewhere[match] = f"{_field_name(match.field)}: {text}"
    return elsewhere


def _name_of_role(role: str, session: Session) -> str:
    """The name of the first speaker of a session with this role."""
    return next(
        speaker.name for speaker in session.speaker if role in (speaker.role, speaker.brief)
    )


def _excerpt(match: MatchedText) -> str:
    """A short text whole; of a long one what is around the words, cut at spaces."""
    whole = match.text
    if len(whole) <= _LONGEST_WHOLE:
        return whole
    pieces = _merge_pieces(_piece_around(span, whole) for span in match.spans)
    text = " ... ".join(whole[first:last] for first, last in pieces)
    begin = "... " if pieces[0][0] else ""
    return begin + text + (" ..." if pieces[-1][1] < len(whole) else "")


def _piece_around(span: tuple[int, int], text: str) -> tuple[int, int]:
    """The start and end of a span with some characters around it, as whole words."""
    start, end = span
    first = text.rfind(" ", 0, max(start - _AROUND, 0)) + 1
    space = text.find(" ", end + _AROUND)
    return first, len(text) if space == -1 else space


def _matched_in(row: _Row) -> list[str]:
    """The fields that match in what is shown, then the texts that match elsewhere."""
    texts: list[str] = []
    for result in row:
        elsewhere = _matches_elsewhere(result)
        shown = [match for match in result.matches if match not in elsewhere]
        names = dict.fromkeys(_field_name(match.field) for match in shown)
        texts += [", ".join(names), *elsewhere.values()]
    return [*dict.fromkeys(texts)]


def _field_name(field: Field) -> str:
    return field.replace("_", " ")


def _session_of_speaker(result: Result) -> str | None:
    if result.speaker is None or result.session is None:
        return None
    return session_name(result.session, result.theme)


def _dates_of_result(result: Result, in_words: Callable[[Dates], str]) -> str:
    """The dates, with what is not known about them; "" for an exhibitor.

    A session without a day has the dates of its edition.
    """
    if result.exhibitor is not None:
        return ""
    dates = f"by {in_words(result.dates)}" if result.by else in_words(result.dates)
    without_day = result.session is not None and result.session.date is None
    return f"{dates}, day not known" if without_day else dates


def _line_of_row(row: _Row) -> str:
    """The line of a row, with the kind if the title does not show it."""
    result = row[0]
    kind = f"{result.kind.capitalize()}: " if result.kind in _WITH_KIND else ""
    years = "" if result.exhibitor is None else f", {_years(row)}"
    return f"{kind}{_line(result)}{years}"


def _lines_below(row: _Row, words: Sequence[str]) -> Iterator[Cell]:
    """The lines below a result: its session, texts that match, and other editions."""
    result = row[0]
    session = _session_of_speaker(result)
    if session is not None:
        yield Cell(f"in {session}", "dim")
    texts = dict.fromkeys(text for entry in row for text in _matches_elsewhere(entry).values())
    yield from (_mark_words(text, words) for text in texts)
    if result.entry is not None and result.about.name is not None:
        yield Cell(f"at {result.about.name}", "dim")
    other_editions = [key for key in result.editions if key != result.id]
    if other_editions:
        yield Cell(f"also {', '.join(other_editions)}", "dim")


def _years(row: _Row) -> str:
    """The years of a company, the newest first: "2025, 2023; 2021 as Other name".

    Names that differ only in case, accents, punctuation or legal form count as one.
    """
    years_by_name: dict[str, dict[str, None]] = defaultdict(dict)
    title = row[0].title or ""
    for result in row:
        name = result.title or ""
        shown_name = title if name_key(name) == name_key(title) else name
        edition = result.about.edition
        years_by_name[shown_name]["" if edition is None else edition.year] = None
    return "; ".join(
        ", ".join(years) if name == title else f"{', '.join(years)} as {name}"
        for name, years in years_by_name.items()
    )


def _grid(show: str, words: Sequence[str], *, with_dates: bool) -> Grid[_Row]:
    """The columns of what was found in a show, whose name is the header.

    The first result of a row stands for all of them, which are of one company. Columns
    without a header are in plain lines only.
    """
    return Grid(
        "results",
        (
            Column(
                header=show,
                label=lambda row: row[0].kind.capitalize(),
                brief=lambda row: _mark_words(_line_of_row(row), words),
                full=lambda row: _line(row[0]),
                under=lambda row: _lines_below(row, words),
                is_text=True,
            ),
            Column(
                header="When" if with_dates else None,
                label=lambda row: "Nearest edition" if row[0].kind in ("show", "venue") else "When",
                brief=lambda row: _dates_of_result(row[0], dates_short),
                full=lambda row: _dates_of_result(row[0], dates_long) or _years(row),
                follows=True,
            ),
            Column(
                label="Show", full=lambda row: row[0].about.show_name if row[0].exhibitor else None
            ),
            Column(label="Session", full=lambda row: _session_of_speaker(row[0])),
            Column(
                label="Edition",
                full=lambda row: row[0].about.name if row[0].kind in _NAMED else None,
            ),
            Column(label="Editions", full=lambda row: ", ".join(row[0].editions)),
            Column(label="Matched in", full=_matched_in),
            Column(header="ID", brief=lambda row: row[0].id or "none", wraps=False),
        ),
    )


def _rows_by_show(results: Iterable[Result]) -> Mapping[str, Iterable[_Row]]:
    """The results in their order under the name of their show, companies together."""
    shows: dict[str, dict[object, list[Result]]] = {}
    for result in results:
        without_show = "My agenda" if result.entry is not None else "Other news"
        rows = shows.setdefault(result.about.show_name or without_show, {})
        # A number that no other row has keeps any other result by itself.
        rows.setdefault(result.company or len(rows), []).append(result)
    return {
        show: [
            tuple(sorted(row, key=lambda result: window(result.dates), reverse=True))
            for row in rows.values()
        ]
        for show, rows in shows.items()
    }


def view(answer: Search) -> Document:
    """The results show by show, best first, and notes."""
    title = _heading(answer)
    with_dates = any(result.exhibitor is None for result in answer.results)
    parts = [
        _grid(show, answer.terms.folded, with_dates=with_dates).with_rows(rows)
        for show, rows in _rows_by_show(answer.results).items()
    ]
    return Document(Title(Cell(title), full=[f"{title}."]), parts, _notes(answer))


def _heading(answer: Search) -> str:
    number = count(answer.number, "result") if answer.number else "No results"
    title = f"{number} for '{' '.join(answer.terms.words)}'"
    if answer.number > 1:
        title += ", best first"
    if answer.as_of.looks_back(answer.reviewed):
        title += f", as of {day_plain(answer.as_of.reader_day)}"
    return title


def _notes(answer: Search) -> list[str]:
    """Notes on omissions, on what was meant, and on lists that have names only."""
    # The edition, if a result is a theme or a session of its programme.
    of_programmes = (
        result.about.edition
        for result in answer.results
        if result.kind in IN_PROGRAMMES and "/" in (result.id or "")
    )
    lines = programmes_known(filter(None, of_programmes), answer.as_of)
    lines += not_shown(answer.left_out, "result")
    if answer.more_companies:
        more = "company" if answer.more_companies == 1 else "companies"
        command = _exhibitors_command(answer.terms)
        lines.append(f"{answer.more_companies:,} more {more}: {command}")
    if answer.excluded:
        number = count(answer.excluded, "result")
        lines.append(f"{number} without {join_names(answer.terms.options)}.")
    lines += [suggestion.line for suggestion in answer.suggestions]
    if not answer.found and not answer.excluded and not answer.suggestions:
        lines.append("Each word is found, but no result has all of them.")
    is_limited = answer.terms.options or answer.as_of.looks_back(answer.reviewed)
    if not (answer.found or answer.terms.fairs or is_limited):
        words = ["milipol", "search", *answer.terms.words, "--fairs"]
        lines.append(f"Companies at other fairs: {shlex.join(words)}")
    return [*lines, *_names_only(answer), *notes_on_fairs(answer.lists_of_fairs)]


def _names_only(answer: Search) -> list[str]:
    """That lists without categories leave exhibitors out, and where to find them."""
    lists = answer.lists
    if not (lists.without_categories and lists.words_are_categories):
        return []
    instead = None
    if lists.instead is not None:
        words = ["milipol", "exhibitors", lists.instead.id, *answer.terms.words]
        instead = lists.instead, shlex.join(words)
    note = lists_without(
        ["categories"],
        len(lists.editions),
        lacking=len(lists.without_categories),
        names_only=True,
        instead=instead,
    )
    return [note]


def _exhibitors_command(terms: Terms) -> str:
    options = [f"--show={show}" for show in terms.shows]
    options += [] if terms.first is None else [f"--from={terms.first}"]
    options += [] if terms.last is None else [f"--to={terms.last}"]
    words = ["milipol", "search", *terms.words, "--kind", "exhibitor", *options]
    return shlex.join(words)
