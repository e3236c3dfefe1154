"""What `milipol exhibitors` shows."""

import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from milipol_cli.exhibitors.query import (
    Comparison,
    Count,
    ExhibitorRow,
    Exhibitors,
    Group,
)
from milipol_cli.folding import fold
from milipol_cli.look.document import (
    Cell,
    Column,
    Document,
    Grid,
    Line,
    Notes,
    PartOf,
    Title,
)
from milipol_cli.look.words.dates import count, day_plain, joined, not_shown, sentence
from milipol_cli.look.words.editions import FULL, cell_value, cells_of
from milipol_cli.look.words.exhibitors import (
    NAMES_LINKED,
    gone_since,
    length,
    lists_without,
    stands_noted,
)
from milipol_cli.look.words.sources import data_age
from milipol_cli.network.countries import codes, countries
from milipol_cli.network.exhibitors import short_stand
from milipol_cli.network.model.exhibitors import EXHIBITORS, ListedExhibitor

# How many categories a row of a table has; on a narrow terminal, one.
_CATEGORIES = 2

# The longest bar.
_BAR_CELLS = 30

# What the lists do not give.
_NOT_GIVEN = "not given"


def view(answer: Exhibitors) -> Document:
    """The exhibitors of one list or of several, or how many there are of each kind."""
    left, right = heading(answer), listed(answer)
    full = f"{left}: {right}." if right else f"{left}."
    return Document(
        Title(Cell(left), Cell(right) if right else None, full=[full]),
        [
            [Line(Cell(text)) for text in _lacks(answer)],
            *([_counts(answer)] if answer.by else _tables(answer)),
        ],
        notes(answer),
    )


def heading(answer: Exhibitors) -> str:
    """The edition or the show, and the date the answer is as of if that is past."""
    if answer.edition is not None:
        title = f"Exhibitors of {answer.edition.title}"
    else:
        title = "Exhibitors" if answer.show is None else f"Exhibitors of {answer.show}"
    other = answer.other
    if other is not None and answer.filters.comparison == "gone":
        title += f", not listed in {other.edition.year}"
    if other is not None and answer.filters.comparison == "also":
        title += f", also at {other.edition.title}"
    if answer.newest_with:
        title += f", the newest list with {joined(_nouns(answer.newest_with))}"
    if answer.as_of.looks_back(answer.reviewed):
        title += f", as known on {day_plain(answer.as_of.reader_day)}"
    return title


def listed(answer: Exhibitors) -> str:
    """How many are shown, and the list: "63 of 1,177 listed (copied ...)"."""
    if not answer.lists:
        return ""
    of = ""
    if 0 < answer.number_found < answer.number:
        of = f"{answer.number_found:,} of "
    elif not (
        answer.number_found or any(map(answer.filters.limits.get, answer.lacking))
    ):
        of = "none of "
    if answer.show is not None:
        lists = count(len(answer.lists), "list")
        return f"{of}{answer.number:,} entries in {lists}"
    return f"{of}{length(answer.lists[0].exhibitors)}"


def _tables(answer: Exhibitors) -> Iterator[list[PartOf]]:
    """The exhibitors, then those perhaps on the other list, or perhaps found."""
    every = (*answer.rows, *answer.perhaps)
    certain = [row for row in every if not row.perhaps]
    yield [_grid(answer, "exhibitors", certain).of(certain)]
    perhaps = [row for row in every if row.perhaps]
    if perhaps:
        what = "the same company"
        if answer.other is not None:
            what = f"listed at {answer.other.edition.title} under another name"
        title = f"Perhaps {what}: {answer.number_perhaps}"
        yield [Title(Cell(title, "strong"), of_part=True, full=[f"{title}."])]
        yield [_grid(answer, "perhaps", perhaps).of(perhaps)]


def _grid(
    answer: Exhibitors, kind: str, rows: Sequence[ExhibitorRow]
) -> Grid[ExhibitorRow]:
    """The columns, of which a table has those that any row fills.

    The ids of one list share their beginning, which is the header of their column.
    """
    words = [fold(word) for word in (*answer.filters.words, *answer.filters.category)]
    edition, comparison = answer.edition, answer.filters.comparison

    def if_filled(header: str, value: Callable[[ExhibitorRow], object]) -> str | None:
        return header if any(map(value, rows)) else None

    return Grid[ExhibitorRow](
        kind,
        (
            Column(header="Company", brief=lambda row: row.exhibitor.name),
            Column(
                header=if_filled("Country", lambda row: row.exhibitor.country_name),
                brief=_country,
            ),
            Column(
                # Those in doubt are known by their names.
                header=None
                if kind == "perhaps"
                else if_filled("Categories", lambda row: row.exhibitor.categories),
                brief=lambda row: _categories(row, words),
                full=lambda row: "; ".join(row.exhibitor.categories),
            ),
            Column(label="Website", full=lambda row: row.exhibitor.website),
            Column(
                header=if_filled("Hall", lambda row: row.exhibitor.hall),
                brief=lambda row: ", ".join(row.exhibitor.hall),
            ),
            Column(
                header=if_filled("Stand", lambda row: row.exhibitor.stand),
                brief=lambda row: ", ".join(row.exhibitor.stand),
            ),
            Column(
                header=if_filled("Perhaps", lambda row: row.perhaps),
                brief=lambda row: _names(row.perhaps),
            ),
            Column(
                header=if_filled("Listed there as", lambda row: row.on_other_list)
                if comparison == "also"
                else None,
                brief=lambda row: _names(row.on_other_list),
            ),
            Column(
                header="Listed before" if comparison in ("new", "returning") else None,
                brief=lambda row: (
                    ", ".join(edition.year for edition in row.earlier_editions or ())
                    or "never"
                ),
            ),
            Column(
                header="Listed later" if comparison == "gone" else None,
                brief=lambda row: (
                    ", ".join(
                        edition.title.removeprefix("Milipol ")
                        for edition in row.later_editions or ()
                    )
                    or "nowhere"
                ),
            ),
            Column(
                header="ID" if edition is None else f"ID {edition.id}/{EXHIBITORS}/",
                label="ID",
                brief=lambda row: row.listed.id if answer.show else row.listed.key,
                full=lambda row: row.listed.id,
                wraps=False,
            ),
        ),
    )


def _country(row: ExhibitorRow) -> Cell:
    return Cell(row.exhibitor.country_name or "", narrow=row.exhibitor.country_code)


def _categories(row: ExhibitorRow, words: Sequence[str]) -> Cell:
    """The first categories, those with a word before others, and how many more."""
    names = sorted(
        row.exhibitor.categories,
        key=lambda name: not any(word in fold(name) for word in words),
    )

    def first(number: int) -> str:
        more = len(names) - number
        text = "; ".join(names[:number])
        return f"{text} +{more}" if more > 0 else text

    return Cell(first(_CATEGORIES), narrow=first(1))


def _names(entries: Iterable[ListedExhibitor]) -> str:
    """The names of entries, each once, with stands if the list has them."""
    texts = (
        ", ".join(filter(None, [entry.exhibitor.name, short_stand(entry.exhibitor)]))
        for entry in entries
    )
    return "; ".join(dict.fromkeys(texts))


def _counts(answer: Exhibitors) -> list[PartOf]:
    """How many exhibitors have each country or category, with bars."""
    most = max((entry.number for entry in answer.counts), default=0)
    each = cell_value(most, _BAR_CELLS)
    width = len(f"{most:,}")

    def number(entry: Count) -> Cell:
        bar = FULL * cells_of(entry.number, each)
        return Cell(f"{entry.number:{width},}  {bar}", whole=True)

    header = "Country" if answer.by == "country" else "Category"
    grid = Grid[Count](
        "counts",
        (
            Column(header=header, brief=lambda entry: entry.name or _NOT_GIVEN),
            Column(
                header="Listed", brief=number, full=lambda entry: f"{entry.number:,}"
            ),
        ),
    )
    unit = f"Each cell of a bar is {count(each, 'exhibitor')}."
    return [grid.of(answer.counts), Notes([unit] if answer.counts else [], full=[])]


def notes(answer: Exhibitors) -> list[str]:
    """Notes under the rows: what is not shown, and why there is nothing."""
    lines = [*_of_lists(answer), *_missing(answer)]
    lines += not_shown(answer.left_out, "row" if answer.by else "exhibitor")
    if not (answer.by or answer.left_out) and len(answer.rows) < answer.number_found:
        lines.append(
            f"The first {len(answer.rows)} of {answer.number_found:,}. Add words or"
            " options to narrow the list; write it to a file to get all."
        )
    lines += _compared(answer)
    lines += _country_offered(answer)
    lines += [suggestion.line for suggestion in answer.suggestions]
    return lines + data_age(answer.reviewed, answer.as_of)


# Whether the exhibitors are on the list compared with.
_ON_OTHER: dict[Comparison, str] = {
    "new": "New: not",
    "returning": "Returning: also",
    "gone": "Gone: not",
    "also": "Also:",
}


def _compared(answer: Exhibitors) -> Iterator[str]:
    """Which list was compared with, and what that shows."""
    comparison = answer.filters.comparison
    if answer.other is not None and comparison is not None:
        edition, exhibitors = answer.other
        number, copied = len(exhibitors.exhibitor), day_plain(exhibitors.copied)
        text = (
            f"{_ON_OTHER[comparison]} in the list of {edition.title} ({number:,}"
            f" listed, copied {copied})"
        )
        if comparison in ("new", "gone") and answer.number_perhaps:
            text += f", {answer.number_perhaps} of them perhaps under another name"
        yield f"{text}."
        if comparison == "gone":
            yield "That a company is not on a list does not prove that it left."
    if answer.other is not None or (answer.show and answer.filters.words):
        yield NAMES_LINKED


def _of_lists(answer: Exhibitors) -> list[str]:
    """How many of a list that was copied again are gone since, and remarks on it."""
    if answer.show is not None:
        return [*stands_noted(answer.lists, (row.listed for row in answer.rows))]
    lines: list[str] = []
    for _, exhibitors in answer.lists:
        lines += [*gone_since(exhibitors), *map(sentence, exhibitors.notes)]
    if answer.other is not None:
        edition, exhibitors = answer.other
        lines += gone_since(exhibitors, edition.title)
        is_also = answer.filters.comparison == "also"
        shown = (
            listed
            for row in (*answer.rows, *answer.perhaps)
            for listed in (*row.perhaps, *(row.on_other_list if is_also else ()))
        )
        lines += stands_noted([answer.other], shown)
    return lines


def _missing(answer: Exhibitors) -> Iterator[str]:
    """What the lists do not have."""
    day = day_plain(answer.as_of.reader_day)
    if not answer.lists:
        name = answer.show if answer.edition is None else answer.edition.title
        of = "" if name is None else f" of {name}"
        other = answer.instead
        instead = (
            "" if other is None else f"; the last one: milipol exhibitors {other.id}"
        )
        yield f"No list of exhibitors{of} was known on {day}{instead}."
        return
    comparison = answer.filters.comparison
    if comparison is not None and answer.other is None:
        yield (
            "No list of an earlier edition was known, or only a part of one, so there"
            " is nothing to compare."
        )
    is_explained = answer.suggestions or answer.instead or comparison
    if not answer.number_found and not is_explained:
        yield "No exhibitor matches."


def _lacks(answer: Exhibitors) -> Iterator[str]:
    """What the search rests on, if another list or one without categories is shown."""
    if answer.on is not None:
        day = day_plain(answer.as_of.reader_day)
        yield f"{answer.on.title} is on; no list of it was known on {day}."
    number, limits, other = len(answer.lists), answer.filters, answer.instead
    # Words are searched in categories, too.
    names_only = bool(limits.words and not limits.category and answer.by != "category")
    whole = answer.lacking
    if whole:
        yield lists_without(
            _nouns(whole),
            number,
            lacking=number,
            names_only=names_only and "category" in whole,
            instead=None if other is None else (other, _command(answer, other.id)),
        )
    for group, editions in answer.lacks.items():
        if group not in whole:
            yield lists_without(
                _nouns([group]),
                number,
                lacking=len(editions),
                names_only=names_only and group == "category",
            )


def _nouns(groups: Iterable[Group]) -> list[str]:
    return ["countries" if group == "country" else "categories" for group in groups]


def _command(answer: Exhibitors, edition_id: str) -> str:
    """The command that asks another list the same."""
    filters = answer.filters
    words = ["milipol", "exhibitors", edition_id, *filters.words]
    for name in filters.country:
        words += ["--country", name]
    for name in filters.category:
        words += ["--category", name]
    words += [] if filters.comparison is None else [f"--{filters.comparison}"]
    if filters.comparison == "also" and answer.other is not None:
        words.append(answer.other.edition.id)
    words += [] if answer.by is None else ["--by", answer.by]
    return shlex.join(words)


def _country_offered(answer: Exhibitors) -> Iterator[str]:
    """The command for a country that is among the words, like "South Korea"."""
    filters, edition = answer.filters, answer.edition
    if filters.comparison == "gone" and answer.other is not None:
        edition = answer.other.edition  # the one that was asked for
    entries = (entry for _, each in answer.lists for entry in each.exhibitor)
    if (
        edition is None
        or filters.country
        or not any(each.country_name for each in entries)
    ):
        return
    text = f" {fold(' '.join(filters.words))} "
    names = [name for name in codes() if f" {name} " in text]
    if names:
        name = max(names, key=len)
        code, rest = codes()[name], text.replace(f" {name} ", " ").split()
        limits = msgspec.structs.replace(filters, words=tuple(rest), country=(code,))
        narrowed = msgspec.structs.replace(answer, filters=limits)
        yield f"Only those from {countries()[code]}: {_command(narrowed, edition.id)}"
