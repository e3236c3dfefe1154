"""The view of `milipol exhibitors`."""

import functools
import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from milipol_cli.base.folding import fold
from milipol_cli.commands.exhibitors.query import (
    WITH_NAMED,
    Comparison,
    Count,
    ExhibitorRow,
    Exhibitors,
    Filters,
    Group,
    option_of,
)
from milipol_cli.look.document import (
    Cell,
    Column,
    Document,
    Grid,
    Line,
    Notes,
    PartOf,
    References,
    Title,
)
from milipol_cli.look.words.dates import count, day_plain, join_names, not_shown, sentence
from milipol_cli.look.words.editions import FULL, cells_of, value_per_cell
from milipol_cli.look.words.exhibitors import (
    NAMES_LINKED,
    entries_without_countries,
    gone_since,
    list_length,
    lists_without,
    notes_on_fairs,
    notes_on_stands,
)
from milipol_cli.look.words.sources import data_age
from milipol_cli.network.company_names import name_key
from milipol_cli.network.countries import codes, countries
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.exhibitors import ListAsOf, short_stand
from milipol_cli.network.model.exhibitor_ids import EXHIBITORS
from milipol_cli.network.model.exhibitors import ListedExhibitor
from milipol_cli.network.model.shows import FairShow

# What lists may lack, as words.
_NOUNS: dict[Group, str] = {"country": "countries", "category": "categories"}

# Whether the exhibitors are on the list compared with.
_ON_OTHER: dict[Comparison, str] = {
    "new": "not listed in",
    "returning": "also listed in",
    "gone": "not listed in",
    "also": "also at",
    "not_on": "not on the list of",
}

# On a narrow page, categories give way down to this width before names do.
_CATEGORY_COLUMNS = 20

# The longest bar of a count.
_BAR_CELLS = 30

# What the lists do not give.
_NOT_GIVEN = "not given"


def view(answer: Exhibitors, *, with_ids: bool = False) -> Document:
    """The exhibitors of the lists, or how many of each country or category.

    On a terminal, only ids that do not follow from names are shown.
    """
    left, right = heading(answer), number_listed(answer)
    full = f"{left}: {right}." if right else f"{left}."
    with_ids = with_ids and not _is_of_fair(answer)
    tables = [_counts_table(answer)] if answer.by else _tables(answer, with_ids=with_ids)
    ids = [] if with_ids else _ids_note(answer)
    notes = [*_notes(answer)]
    return Document(
        Title(Cell(left), Cell(right) if right else None, full=[full]),
        [
            [Line(Cell(text)) for text in _rests_on(answer)],
            *tables,
            Notes([*ids, *notes], full=notes),
            *_references(answer),
        ],
        pasted=functools.partial(view, answer, with_ids=True),
    )


def _references(answer: Exhibitors) -> list[References]:
    """The sources of the lists, if they are asked for."""
    if not answer.sources:
        return []
    from milipol_cli.look.words.references import source_reference  # noqa: PLC0415  rarely asked for

    return [
        References(
            [
                source_reference(number, source, f"copied {day_plain(copied)}")
                for number, (source, copied) in enumerate(answer.sources, 1)
            ]
        )
    ]


def _ids_note(answer: Exhibitors) -> list[str]:
    """The note that says how ids follow from names, with an example of several words.

    Empty if no id follows from a name.
    """
    by_name = [row.listed for row in answer.rows if _id_follows(row.listed)]
    if not by_name or _is_of_fair(answer):
        return []
    example = next((listed for listed in by_name if "-" in listed.key), by_name[0])
    edition = "edition and " if answer.show else ""
    others = "" if len(by_name) == len(answer.rows) else "; other ids are below"
    return [f"Show one by {edition}name: milipol show {example.id}{others}."]


def _is_of_fair(answer: Exhibitors) -> bool:
    """Whether the lists are of a fair, of which no exhibitor has an id."""
    return any(isinstance(listing.edition.show, FairShow) for listing in answer.lists)


def _id_follows(listed: ListedExhibitor) -> bool:
    """Whether a reader can type the id from the name: "drone-volt" of "Drone Volt"."""
    name = listed.exhibitor.name.lower()
    return "-".join(re.findall("[a-z0-9]+", name)) == listed.key


def heading(answer: Exhibitors) -> str:
    """The edition or the show, the comparison, and the date if that is past."""
    title = f"Exhibitors{_of_what(answer)}"
    comparison = answer.filters.comparison
    if answer.other is not None and comparison is not None:
        other = answer.other.edition
        where = other.title if comparison in WITH_NAMED else other.year
        title += f", {_ON_OTHER[comparison]} {where}"
    if answer.newest_with:
        nouns = [_NOUNS[group] for group in answer.newest_with]
        title += f", the newest list with {join_names(nouns)}"
    if answer.as_of.looks_back(answer.reviewed):
        title += f", as of {day_plain(answer.as_of.reader_day)}"
    return title


def _of_what(answer: Exhibitors) -> str:
    name = answer.show if answer.edition is None else answer.edition.title
    return "" if name is None else f" of {name}"


def number_listed(answer: Exhibitors) -> str:
    """How many are found on the lists: "63 of 1,177 listed (copied ...)"; "" for none.

    Nothing is said of how many if no list has what the search is limited to.
    """
    if not answer.lists:
        return ""
    entries = sum(len(exhibitors.exhibitor) for _, exhibitors in answer.lists)
    limits = answer.filters.limits
    is_limited_in_vain = any(limits[group] for group in answer.lacking)
    found_of = ""
    if 0 < answer.number_found < entries:
        found_of = f"{answer.number_found:,} of "
    elif answer.number_found == 0 and not is_limited_in_vain:
        found_of = "none of "
    if answer.show is None:
        return f"{found_of}{list_length(answer.lists[0].exhibitors)}"
    return f"{found_of}{entries:,} entries in {count(len(answer.lists), 'list')}"


def _tables(answer: Exhibitors, *, with_ids: bool) -> Iterator[list[PartOf]]:
    """The exhibitors found, and below a title of their own the possible matches."""
    certain = [row for row in answer.rows if not row.perhaps]
    yield [_grid(answer, "exhibitors", certain, with_ids=with_ids).with_rows(certain)]
    # New and gone companies that may be on the other list are among the rows.
    possible = [row for row in (*answer.rows, *answer.perhaps) if row.perhaps]
    if possible:
        title = "Possibly the same company"
        if answer.other is not None:
            edition = answer.other.edition
            title = f"Possibly listed at {edition.title} under another name"
        yield [Title(Cell(title, "strong"), of_part=True, full=[f"{title}."])]
        yield [_grid(answer, "possible", possible, with_ids=with_ids).with_rows(possible)]


def _grid(
    answer: Exhibitors, kind: str, rows: Sequence[ExhibitorRow], *, with_ids: bool
) -> Grid[ExhibitorRow]:
    """The columns, of which a table has only those that any row fills.

    Each row takes one line, or two if its name is long. An id that does not follow from
    the name stands below the name; `with_ids`, as in Markdown, ids have a column.
    """
    comparison = answer.filters.comparison
    # Possible matches, and names on another list, leave no width for categories.
    has_categories = kind == "exhibitors" and comparison != "also"
    listed_when = "Listed later" if comparison == "gone" else "Listed before"
    # Entries of fairs have no ids. The ids of a show's lists have the edition, too.
    has_edition = answer.show is not None and not with_ids
    shows_ids_below = not (with_ids or _is_of_fair(answer))
    columns: tuple[Column[ExhibitorRow], ...] = (
        Column(
            header="Company",
            brief=lambda row: row.exhibitor.name,
            under=_id_below if shows_ids_below else lambda _: (),
        ),
        Column(
            header="Edition" if has_edition else None,
            label="Edition" if has_edition and _is_of_fair(answer) else None,
            brief=lambda row: row.listed.edition,
            wraps=False,
        ),
        Column(header="Country", brief=_country),
        Column(
            header="Categories" if has_categories else None,
            label="Categories",
            brief=lambda row: _categories(row, answer.filters),
            full=lambda row: "; ".join(row.exhibitor.categories),
            yields_to=_CATEGORY_COLUMNS,
        ),
        Column(label="Website", full=lambda row: row.exhibitor.website),
        Column(header="Hall", brief=lambda row: ", ".join(row.exhibitor.hall)),
        Column(header="Stand", brief=lambda row: ", ".join(row.exhibitor.stand)),
        Column(header="Possible match", brief=lambda row: _names_and_stands(row.perhaps)),
        Column(
            header="Listed there as" if comparison == "also" else None,
            brief=_other_names,
            full=lambda row: _names_and_stands(row.on_other_list),
        ),
        Column(
            # Of a fair, only some lists are known.
            header=None if _is_of_fair(answer) else listed_when,
            label=None if _is_of_fair(answer) else listed_when,
            brief=_other_editions,
            floor=len(listed_when),
            yields_to=1,
        ),
        Column(
            header=_id_header(answer.edition) if with_ids else None,
            label=None if _is_of_fair(answer) else "ID",
            brief=lambda row: row.listed.id if answer.show else row.listed.key,
            full=lambda row: row.listed.id,
            wraps=False,
        ),
    )
    return Grid[ExhibitorRow](kind, tuple(_drawn_if_filled(columns, rows)))


def _drawn_if_filled(
    columns: Iterable[Column[ExhibitorRow]], rows: Sequence[ExhibitorRow]
) -> Iterator[Column[ExhibitorRow]]:
    """The columns; a table has no column that is empty in every row."""
    for column in columns:
        is_filled = any(column.cell(row).text for row in rows)
        yield column if is_filled else msgspec.structs.replace(column, header=None)


def _id_header(edition: EditionAsOf | None) -> str:
    return "ID" if edition is None else f"ID {edition.id}/{EXHIBITORS}/"


def _id_below(row: ExhibitorRow) -> Iterator[Cell]:
    if not _id_follows(row.listed):
        yield Cell("", "dim", whole=True, tail=row.listed.id)


def _country(row: ExhibitorRow) -> Cell:
    return Cell(row.exhibitor.country_name or "", narrow=row.exhibitor.country_code)


def _categories(row: ExhibitorRow, filters: Filters) -> Cell:
    """As many categories as fit, those with a word first, and how many more."""
    words = [fold(word) for word in (*filters.words, *filters.category)]
    names = sorted(
        row.exhibitor.categories, key=lambda name: not any(word in fold(name) for word in words)
    )
    return _first_of(names, "; ")


def _first_of(names: Sequence[str], separator: str) -> Cell:
    """As many of some names as fit, and how many more: "2023, 2021 +3"."""
    whole = separator.join(names)
    fitting = (
        (separator.join(names[:number]), f" +{len(names) - number}")
        for number in range(len(names) - 1, 0, -1)
    )
    return Cell(whole, fitting=((whole, ""), *fitting) if names else ())


def _other_names(row: ExhibitorRow) -> str:
    """The entries on the other list that have another name, or a stand."""
    name = name_key(row.exhibitor.name)
    return _names_and_stands(
        listed
        for listed in row.on_other_list
        if name_key(listed.exhibitor.name) != name or short_stand(listed.exhibitor)
    )


def _names_and_stands(entries: Iterable[ListedExhibitor]) -> str:
    """The entries as "Thales, Hall 5 K30; Thales UK"; each text once."""
    named = ((e.exhibitor.name, short_stand(e.exhibitor)) for e in entries)
    texts = (", ".join(filter(None, name_and_stand)) for name_and_stand in named)
    return "; ".join(dict.fromkeys(texts))


def _other_editions(row: ExhibitorRow) -> Cell:
    """The earlier editions with the company, or the later ones; "" if not asked for.

    Earlier editions, of the same show, are named like "2023", later ones like "Qatar
    2026".
    """
    if row.earlier_editions is None and row.later_editions is None:
        return Cell("")
    names = [edition.year for edition in row.earlier_editions or ()]
    later = row.later_editions or ()
    names += [edition.title.removeprefix("Milipol ") for edition in later]
    # Later ones are of any show, and lists of other fairs may have the company.
    is_later = row.later_editions is not None
    nowhere = "on no Milipol list" if is_later else "on no list"
    return _first_of(names or [nowhere], ", ")


def _counts_table(answer: Exhibitors) -> list[PartOf]:
    """How many exhibitors each country or category has, with a bar."""
    most = max((entry.number for entry in answer.counts), default=0)
    per_cell = value_per_cell(most, _BAR_CELLS)
    width = len(f"{most:,}")

    def number(entry: Count) -> Cell:
        bar = FULL * cells_of(entry.number, per_cell)
        return Cell(f"{entry.number:{width},}  {bar}", whole=True)

    header = "Country" if answer.by == "country" else "Category"
    name = Column[Count](header=header, brief=lambda entry: entry.name or _NOT_GIVEN)
    listed = Column[Count](header="Listed", brief=number, full=lambda entry: f"{entry.number:,}")
    grid = Grid[Count]("counts", (name, listed))
    unit = f"Each cell of a bar is {count(per_cell, 'exhibitor')}."
    return [grid.with_rows(answer.counts), Notes([unit] if answer.counts else [], full=[])]


def _notes(answer: Exhibitors) -> Iterator[str]:
    """The notes below the exhibitors: about the lists, and how many are not shown."""
    yield from _notes_on_lists(answer)
    other, comparison = answer.other, answer.filters.comparison
    if not answer.lists:
        yield _no_list(answer)
    elif comparison is not None and other is None:
        yield ("There is no list of an earlier edition to compare with, or only a part of one.")
    # A limit that was asked for leaves rows out; without one, a page has the first.
    yield from not_shown(answer.left_out, "row" if answer.by else "exhibitor")
    is_first_page = len(answer.rows) < answer.number_found
    if is_first_page and not answer.by and not answer.left_out:
        yield (
            f"The first {len(answer.rows)} of {answer.number_found:,}. Add words or"
            " options to narrow the list; write it to a file to get all."
        )
    if other is not None:
        yield from _comparison_notes(answer, other)
    if other is not None or (answer.show and answer.filters.words):
        yield NAMES_LINKED
    if answer.filters.country or answer.by == "country":
        yield from entries_without_countries(answer.lists)
    yield from notes_on_fairs(filter(None, [*answer.lists, other]))
    yield from _country_offered(answer)
    yield from (suggestion.line for suggestion in answer.suggestions)
    yield from data_age(answer.reviewed, answer.as_of)


def _comparison_notes(answer: Exhibitors, other: ListAsOf) -> Iterator[str]:
    """The list that was compared with, and what being on no list does not say."""
    text = f"Compared with {other.edition.title}: {list_length(other.exhibitors)}"
    if answer.number_perhaps:
        text += f"; {answer.number_perhaps} possible under another name"
    yield f"{text}."
    if answer.filters.comparison == "gone":
        yield "A company that is not on a list has not necessarily left."
    elif answer.filters.comparison == "not_on":
        yield "A company that is not on that list may have been there."


def _no_list(answer: Exhibitors) -> str:
    """That no list is known, with the command for the latest if there is one."""
    day = day_plain(answer.as_of.reader_day)
    of_edition = _of_what(answer).replace(" of ", " for ", 1)
    text = f"No exhibitor list{of_edition} as of {day}"
    if answer.instead is not None:
        text += f"; for the latest, run milipol exhibitors {answer.instead.id}"
    return f"{text}."


def _notes_on_lists(answer: Exhibitors) -> Iterator[str]:
    """Notes on the lists: of one edition, also how many entries are gone since."""
    rows = (*answer.rows, *answer.perhaps)
    if answer.show is not None:
        yield from notes_on_stands(answer.lists, (row.listed for row in rows))
        return
    for _, exhibitors in answer.lists:
        yield from gone_since(exhibitors)
        yield from map(sentence, exhibitors.notes)
    if answer.other is not None:
        yield from gone_since(answer.other.exhibitors, answer.other.edition.title)
        named = (entry for row in rows for entry in (*row.perhaps, *row.on_other_list))
        yield from notes_on_stands([answer.other], named)


def _rests_on(answer: Exhibitors) -> Iterator[str]:
    """Why the search covers less, if lists have no categories or countries.

    First a sentence on the groups that all lists lack, then one on each other group.
    """
    filters, edition = answer.filters, answer.instead
    instead = None
    if edition is not None:
        instead = edition, _same_command(answer, filters, edition.id)
    # Words are searched in categories, too: in a list without these, in names only.
    asks_for_categories = bool(filters.category) or answer.by == "category"
    names_only = bool(filters.words) and not asks_for_categories
    groups_lacked = [*answer.lacks]
    if names_only and not answer.words_are_categories:
        # No category has the words: lists without categories leave nobody out.
        groups_lacked = [group for group in groups_lacked if group != "category"]
    on_no_list = tuple(group for group in groups_lacked if group in answer.lacking)
    on_some_lists = [(group,) for group in groups_lacked if group not in on_no_list]
    for groups in filter(None, [on_no_list, *on_some_lists]):
        yield lists_without(
            [_NOUNS[group] for group in groups],
            len(answer.lists),
            lacking=len(answer.lacks[groups[0]]),
            names_only=names_only and "category" in groups,
            instead=instead,
        )


def _same_command(answer: Exhibitors, filters: Filters, *of: str) -> str:
    """The command that asks the same of what the words `of` name, or of all lists."""
    import shlex  # noqa: PLC0415  few answers have a command

    words = ["milipol", "exhibitors", *of, *filters.words]
    for group, names in filters.limits.items():
        words += [word for name in names for word in (f"--{group}", name)]
    if filters.comparison is not None:
        words.append(option_of(filters.comparison))
    if filters.comparison in WITH_NAMED and answer.other is not None:
        words.append(answer.other.edition.id)
    if answer.by is not None:
        words += ["--by", answer.by]
    return shlex.join(words)


def _country_offered(answer: Exhibitors) -> Iterator[str]:
    """The command for the longest country that the words name, like "South Korea".

    None if the exhibitors are limited to countries already.
    """
    filters = answer.filters
    if not filters.words or filters.country or not answer.lists:
        return
    # Spaces around words and names let only whole words count.
    words = f" {fold(' '.join(filters.words))} "
    countries_named = [name for name in codes() if f" {name} " in words]
    if countries_named:
        name = max(countries_named, key=len)
        code, other_words = codes()[name], words.replace(f" {name} ", " ").split()
        limited = msgspec.structs.replace(filters, words=tuple(other_words), country=(code,))
        command = _same_command(answer, limited, *answer.asked)
        yield f"Only those from {countries()[code]}: {command}"
