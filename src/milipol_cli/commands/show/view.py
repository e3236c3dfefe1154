"""The view of `milipol show`: the list of shows, and the history of one."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from milipol_cli.commands.show import edition_view
from milipol_cli.commands.show.edition_view import (
    figures,
    number_in_full,
    place_in_full,
    sources_column,
    star_note,
    status_in_full,
)
from milipol_cli.commands.show.query import (
    Details,
    EditionDetails,
    EditionInFull,
    ExhibitorDetails,
    History,
    NewsDetails,
    SessionDetails,
    ShowAnswer,
    ShowList,
)
from milipol_cli.look.document import (
    Cell,
    Column,
    Document,
    Fact,
    Facts,
    Grid,
    Line,
    Link,
    Notes,
    Parts,
    References,
    Table,
    Title,
    state_style,
)
from milipol_cli.look.words.dates import (
    count,
    dates_long,
    dates_short,
    day_long,
    day_plain,
    join_names,
    not_shown,
    sentence,
    with_full_stop,
)
from milipol_cli.look.words.editions import (
    FULL,
    HOLLOW,
    NOTHING_KNOWN,
    cells_of,
    dates_and_status,
    later_change_notes,
    number,
    outcome,
    status,
    value_per_cell,
)
from milipol_cli.look.words.figures import figure_number
from milipol_cli.look.words.sources import Numbers, data_age, with_citations
from milipol_cli.network import citations
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.shows import Figure, OwnShow

# What a cell has if nothing was found, and what follows a city without a hall.
DASH = "–"
_NO_HALL = f", {DASH}"
_EXPECTED = " exp."

# The longest bar.
_BAR_CELLS = 13
# Most figures have this width, so that the bars of most shows begin in one column.
_FIGURE_CELLS = 8


def view(answer: ShowAnswer) -> Document:
    """The view of a list of shows, or of what an id names."""
    if isinstance(answer, (Details, NewsDetails)):
        return _details(answer)
    if isinstance(answer, ShowList):
        return _show_list(answer)
    day = day_plain(answer.as_of.reader_day)
    text = f"Nothing was known about {answer.id} on {day}."
    return Document(None, [Line(Cell(text))])


def _details(answer: Details | NewsDetails) -> Document:
    """The details of an id, with notes, then the sources, or how many there are."""
    shown_sources = answer.sources if answer.with_sources else ()
    numbers = {source.id: number for number, source in enumerate(shown_sources, 1)}
    parts, notes = _VIEWS[type(answer)](answer, numbers)
    later_changes = later_change_notes(answer.covered_editions, numbers)
    hint = []
    if answer.sources and not shown_sources:
        sources = count(len(answer.sources), "source")
        hint = [f"{sources} in full: milipol show {answer.id} --sources"]
    in_full = notes.lines if notes.full is None else notes.full
    every_note = Notes(
        [*later_changes, *notes.lines, *hint], full=[*later_changes, *in_full, *hint]
    )
    if not shown_sources:
        return Document(None, [*parts, every_note])
    from milipol_cli.look.words.references import source_reference  # noqa: PLC0415  rarely asked for

    copied = {}
    if isinstance(answer, ExhibitorDetails):
        copied = {
            entry.source: f"copied {day_plain(entry.of_year.copied)}"
            for entry in answer.elsewhere.entries
        }
    references = [
        source_reference(number, source, copied.get(source.id))
        for number, source in enumerate(shown_sources, 1)
    ]
    return Document(None, [*parts, every_note, References(references)])


SHOWS = Grid[History](
    "shows",
    (
        Column(header="Show", brief=lambda entry: entry.name),
        Column(header="City", brief=lambda entry: entry.show.city),
        Column(
            header="Next",
            brief=lambda entry: (
                f"{dates_short(entry.next.dates)}, {status(entry.next)}"
                if entry.next
                else "not announced"
            ),
            style=lambda entry: "" if entry.next is None else state_style(entry.next),
        ),
        Column(
            header="Last",
            brief=lambda entry: (
                f"{dates_short(entry.last.dates)}{outcome(entry.last)}"
                if entry.last
                else "none yet"
            ),
        ),
        Column(header="ID", brief=lambda entry: entry.show.id, wraps=False),
    ),
)


def _show_list(answer: ShowList) -> Document:
    """All shows, with what was known about them on that day."""
    title = "The shows of the Milipol network"
    if answer.as_of.looks_back(answer.reviewed):
        title += f" as of {day_long(answer.as_of.reader_day)}"
    nothing = [] if answer.shows else [NOTHING_KNOWN]
    notes = [*later_change_notes(answer.covered_editions), *nothing]
    notes += not_shown(answer.left_out, "show")
    return Document(
        Title(Cell(title), full=[f"{title}: {len(answer.shows)}."]),
        [SHOWS.with_rows(answer.shows)],
        [*notes, *data_age(answer.reviewed, answer.as_of)],
    )


def _history(answer: History, numbers: Numbers) -> tuple[Parts, Notes]:
    """A show: its next and last edition, then all of them with visitors."""
    show = answer.show
    number = count(len(answer.editions), "edition")
    title = Title(
        Cell(answer.name, "strong"),
        Cell(f"ID {show.id}"),
        full=[f"{answer.name}: {number}.", f"ID: {show.id}"],
    )
    dates = [(Cell(dates_and_status(e), state_style(e)),) for e in answer.upcoming]
    facts = [Fact("Next", dates or [(Cell("not announced"),)])]
    if answer.last is not None:
        facts.append(Fact.from_texts("Last", dates_and_status(answer.last)))
    bars = _Bars.for_editions(answer.editions)
    editions = _editions_table(answer, numbers, bars)
    parts: Parts = [
        [title, *_show_head(answer, numbers)],
        Facts(facts, wide_label=False),
        [editions, Notes(bars.notes, of_drawings=True)],
    ]
    remarks = [with_citations(sentence(note), show.source, numbers) for note in show.notes]
    # Plain lines have no marks that need to be explained.
    marks = _marks_notes(answer.editions, editions)
    return parts, Notes([*marks, *remarks], full=remarks)


def _show_head(answer: History, numbers: Numbers) -> list[Line]:
    """Purpose, rhythm, place and zone; then organiser, patron, and former names."""
    show, cells = answer.show, []
    if show.purpose is not None:
        purpose = with_full_stop(show.purpose.summary)
        cells.append(Cell(with_citations(purpose, show.purpose.source, numbers)))
    place = show.city if show.city == show.country else f"{show.city}, {show.country}"
    rhythm = [] if show.rhythm is None else [with_full_stop(show.rhythm.summary)]
    where = " ".join([*rhythm, with_full_stop(place), f"Time zone {show.zone.key}."])
    cells.append(Cell(with_citations(where, citations.of_head(show), numbers)))
    label = "patron" if show.organiser else "Patron"
    patron = show.patron and f"{label}: {show.patron}"
    # As in "Civipol; patron: Ministry of the Interior. https://www.milipol.com".
    who = "; ".join(filter(None, [show.organiser, patron]))
    site = show.website or ""
    who_and_site = " ".join(filter(None, [who and with_full_stop(who), site]))
    if who_and_site:
        end = len(who_and_site)
        text = with_citations(who_and_site, show.source, numbers)
        # Only the website is a link; without one, the link is empty.
        cells.append(Cell(text, link=Link(end - len(site), end, site)))
    if answer.former_names:
        cells.append(Cell(f"Formerly {', '.join(answer.former_names)}."))
    return [Line(cell) for cell in cells]


class _Bars(msgspec.Struct, frozen=True):
    """The bars of visitors in a history, which begin in one column.

    A cell of a bar stands for `per_cell` visitors, of which the longest has `most`; the
    numbers before the bars have `width` characters.
    """

    most: int
    per_cell: int
    width: int

    @classmethod
    def for_editions(cls, editions: Sequence[EditionInFull]) -> "_Bars":
        """The bars that show the visitors of editions, as far as they are known."""
        most = max((row.visitors.value for row in editions if row.visitors), default=0)
        texts = [_visitors_text(row) for row in editions if row.visitors]
        numbers = [text.removesuffix(_EXPECTED) for text in texts]
        width = max([_FIGURE_CELLS, *map(len, numbers)])
        return cls(most, value_per_cell(most, _BAR_CELLS), width)

    @property
    def notes(self) -> list[str]:
        """The scale of the bars, if there are any."""
        scale = f"Each cell of a bar is {self.per_cell:,} visitors."
        return [scale] if self.most else []

    def visitors(self, row: EditionInFull) -> Cell:
        """The number with a bar; hollow, with "exp." behind it, if only expected.

        Without a number, the cell says why there is none.
        """
        figure, text = row.visitors, _visitors_text(row)
        style = state_style(row.edition)
        if figure is None:
            return Cell(text, style)
        number, expected, _ = text.partition(_EXPECTED)
        bar = (HOLLOW if expected else FULL) * cells_of(figure.value, self.per_cell)
        drawn = f"{number:>{self.width}}  {bar}{expected}".rstrip()
        return Cell(drawn, style, narrow=text, whole=True)


def _editions_table(answer: History, numbers: Numbers, bars: _Bars) -> Table[EditionInFull]:
    """The editions with their visitors in bars; plain lines have all figures.

    Columns without a header are in plain lines only; if `label` is None, a column is in
    tables only.
    """
    rows = answer.editions
    has_numbers = any(row.edition.record.number is not None for row in rows)
    return Grid[EditionInFull](
        "history",
        (
            Column(label="Edition", full=lambda row: row.edition.title),
            Column(header="Year", label=None, brief=lambda row: row.edition.year, wraps=False),
            Column(
                header="No." if has_numbers else None,
                label="Number",
                brief=lambda row: number(row.edition) or "none",
                full=lambda row: number_in_full(row.edition),
                wraps=False,
            ),
            Column(
                header="Dates",
                brief=lambda row: dates_in_year(row.edition),
                full=lambda row: dates_long(row.edition.dates),
                style=lambda row: "on" if row.edition.phase == "on" else "",
            ),
            Column(
                header="Place",
                brief=lambda row: _short_place(row.edition),
                full=lambda row: _place_with_hall(row.edition),
            ),
            Column(label="Status", full=lambda row: status_in_full(row.edition)),
            Column(
                header="Visitors",
                label="Figure",
                brief=bars.visitors,
                full=lambda row: _figures_and_gaps(row, numbers),
            ),
            Column(header="Exhibitors", label=None, brief=lambda row: _figure(row.exhibitors, row)),
            Column(
                label="Remark",
                full=lambda row: [sentence(note) for note in row.edition.record.notes],
            ),
            sources_column(lambda row: row.cited, numbers),
            Column(label="ID", full=lambda row: row.edition.id),
        ),
    ).with_rows(rows)


def _figures_and_gaps(row: EditionInFull, numbers: Numbers) -> list[str]:
    """All figures of an edition, then which of visitors and exhibitors are missing.

    Nothing is missing if the status says why there is no figure.
    """
    figure_by_noun = {"visitors": row.visitors, "exhibitors": row.exhibitors}
    missing = [noun for noun, figure in figure_by_noun.items() if _figure(figure, row) == DASH]
    gaps = [f"{join_names(missing)} not found"] if missing else []
    return [*figures(row, numbers), *gaps]


def _place_with_hall(edition: EditionAsOf) -> str:
    """The place in full, and if so that the hall was not found."""
    has_no_hall = _NO_HALL in _short_place(edition)
    return place_in_full(edition) + (", hall not found" if has_no_hall else "")


def dates_in_year(edition: EditionAsOf) -> str:
    """Dates without the edition's year; a dash if only that year is known."""
    if str(edition.dates.year) == edition.year:
        return DASH
    return dates_short(edition.dates).removesuffix(f" {edition.year}")


def _short_place(edition: EditionAsOf) -> str:
    """The short name of the venue, or else the city with a dash for the hall.

    A show of the user's own may have no hall, so it has no dash.
    """
    venue = edition.venue
    if venue is None:
        return DASH
    if venue.name is not None:
        return venue.short or venue.city or venue.name
    city = venue.city or DASH
    is_whole = city in (DASH, venue.country) or isinstance(edition.show, OwnShow)
    return city if is_whole else f"{city}{_NO_HALL}"


def _figure(figure: Figure | None, row: EditionInFull) -> str:
    """A figure: "~25,000", "500 exp."; without one a dash.

    It is "" if the status, which stands in place of the visitors, says why.
    """
    if figure is None:
        return "" if row.visitors is None and _is_open(row.edition) else DASH
    expected = _EXPECTED if figure.kind == "expected" else ""
    return figure_number(figure).replace("about ", "~") + expected


def _visitors_text(row: EditionInFull) -> str:
    """The visitors of an edition without a bar, or why there is no number.

    That is the status, or else the remark on an edition that its show does not count.
    """
    edition, record = row.edition, row.edition.record
    if row.visitors is not None:
        return _figure(row.visitors, row)
    if _is_open(edition):
        return status(edition)
    is_apart = record.number is None and record.notes
    return record.notes[0] if is_apart else DASH


def _is_open(edition: EditionAsOf) -> bool:
    """Whether the status of an edition says why there are no figures."""
    is_over = edition.phase == "over" and edition.outcome_known
    return not is_over or edition.status == "cancelled"


def _marks_notes(rows: Sequence[EditionInFull], table: Table[EditionInFull]) -> list[str]:
    """The meanings of the short names and marks that a table of editions has."""
    venues = dict.fromkeys(row.edition.venue for row in rows if row.edition.venue)
    notes = [
        f"{venue.short}: {venue.name}."
        for venue in venues
        if venue.short is not None and venue.short not in (venue.name or "")
    ]
    # A mark is explained only if it ends a cell that the table really has.
    texts = [cell.text for cells in table.cell_rows for cell in cells]
    if any(text.endswith(_EXPECTED) for text in texts):
        notes.append(
            "exp.: expected before the show; the other figures were counted or reported afterwards."
        )
    notes += star_note(row.edition for row in rows)
    years = [row.edition.year for row in rows if _is_held_by_inference(row)]
    if years:
        notes.append(f"Held, inferred: {join_names(years)}.")
    has_dash = any(text.endswith(DASH) for text in texts)
    return [*notes, *([f"{DASH}: not found."] if has_dash else [])]


def _is_held_by_inference(row: EditionInFull) -> bool:
    """Whether no figure and no report says that an edition was held."""
    edition = row.edition
    is_inferred = (edition.status, edition.certainty) == ("held", "inferred")
    return is_inferred and not row.figures


def _news(answer: NewsDetails, numbers: Numbers) -> tuple[Parts, Notes]:
    from milipol_cli.commands.show import news_view  # noqa: PLC0415  only for news

    return news_view.news(answer, numbers)


# The parts of an answer and the notes on it, by the kind of answer.
_VIEWS: dict[type[Details | NewsDetails], Callable[[Any, Any], Any]] = {
    History: _history,
    EditionDetails: edition_view.view,
    SessionDetails: edition_view.session_view,
    ExhibitorDetails: edition_view.exhibitor_view,
    NewsDetails: _news,
}
