"""The view of `milipol exhibitors match`."""

import shlex
from collections.abc import Iterable, Iterator

from milipol_cli.commands.exhibitors.matching.query import (
    Matched,
    MatchedAccount,
    MatchKind,
    is_sure,
)
from milipol_cli.look.document import Cell, Column, Document, Grid, Style, Title
from milipol_cli.look.words.dates import not_shown, sentence
from milipol_cli.look.words.editions import years_listed
from milipol_cli.look.words.exhibitors import (
    LISTS_INCOMPLETE,
    NAMES_LINKED,
    list_length,
    notes_on_fairs,
    notes_on_stands,
)
from milipol_cli.look.words.sources import data_age
from milipol_cli.network.exhibitors import ListAsOf, short_stand
from milipol_cli.network.model.exhibitor_ids import EXHIBITORS
from milipol_cli.network.model.shows import FairShow, OwnShow

# More answers for a company are in files; more years are counted.
_MOST_ANSWERS = 3
_MOST_YEARS = 4
_YEARS_COLUMNS = len("TechX 2026, Paris 2025,")
_STYLES: dict[MatchKind, Style] = {"listed": "", "perhaps": "maybe"}


def view(answer: Matched) -> Document:
    """Up to three rows for each company of the file, and what is doubtful about it.

    If one edition was asked for, its list is the only one `asked`; the length of that
    list is on the right of the title.
    """
    left = heading(answer)
    right = None if answer.edition is None else list_length(answer.asked[0].exhibitors)
    full = f"{left}: {right}." if right else f"{left}."
    title = Title(Cell(left), Cell(right) if right else None, full=[full])
    return Document(title, [_grid(answer).with_rows(_shown(answer.rows))], [*_notes(answer)])


def heading(answer: Matched) -> str:
    """How many companies are on the lists."""
    number = len(answer.imported.exhibitors)
    companies = "company" if number == 1 else "companies"
    possible = f", {answer.perhaps:,} possible" if answer.perhaps else ""
    return f"{answer.listed:,} of {number:,} {companies} {_where(answer)}{possible}"


def _where(answer: Matched) -> str:
    """The lists that were asked for."""
    if answer.edition is not None:
        return f"listed at {answer.edition.title}"
    if not answer.asked:
        return "listed: no list is known"
    editions = {listing.edition.show.id: listing.edition for listing in answer.asked}
    names = [edition.name for edition in editions.values()]
    if len(names) > 1:
        are_own = (isinstance(edition.show, OwnShow) for edition in editions.values())
        names = ["all shows" if any(are_own) else "Milipol shows"]
    number = len(answer.asked)
    lists = "the list" if number == 1 else f"{number} lists"
    return f"on {lists} of {names[0]}"


def _shown(rows: Iterable[MatchedAccount]) -> Iterator[MatchedAccount]:
    """The answers that a table has: the first three for each company."""
    number = 0
    for row in rows:
        number = 1 if row.is_first else number + 1
        if number <= _MOST_ANSWERS:
            yield row


def _grid(answer: Matched) -> Grid[MatchedAccount]:
    """The accounts, each with its matches; stands only if one edition was asked for."""
    edition = answer.edition
    # Of one edition, all ids begin with its id: the header has it, "ID paris-2025/...".
    begin = "" if edition is None else f"{edition.id}/{EXHIBITORS}/"
    # Stands of several editions would need a year each.
    has_stands = edition is not None and any(map(_stand, answer.rows))
    stand = "Stand" if has_stands else None
    # Entries of fairs have no ids.
    has_ids = not any(map(_is_of_fair, answer.asked))
    return Grid[MatchedAccount](
        "matches",
        (
            Column(
                header="Company",
                brief=lambda row: row.account.name if row.is_first else "",
                full=lambda row: row.account.name,
                style=lambda row: _STYLES.get(row.match, "dim"),
            ),
            Column(
                header="Listed as" if edition is None else f"At {edition.title}",
                label="Listed as",
                brief=_listed_name,
                is_text=True,
            ),
            Column(header=stand, label=stand, brief=_stand),
            Column(
                header="Years",
                brief=lambda row: years_listed(row.editions, _MOST_YEARS),
                yields_to=_YEARS_COLUMNS,
                floor=_YEARS_COLUMNS,
            ),
            Column(
                header=f"ID {begin}".rstrip() if has_ids else None,
                label="ID" if has_ids else None,
                brief=lambda row: _id(row).removeprefix(begin),
                full=_id,
                wraps=False,
            ),
        ),
    )


def _listed_name(row: MatchedAccount) -> str:
    """The name and the country on the list, and how certain the match is."""
    if row.listed is None:
        return "not found by name or website"
    entry = row.listed.exhibitor
    text = ", ".join(filter(None, [entry.name, entry.country_name]))
    if not is_sure(row):
        text = f"possibly {text} ({row.reason})"
    return f"elsewhere: {text}" if row.match == "elsewhere" else text


def _stand(row: MatchedAccount) -> str:
    if row.listed is None or row.match == "elsewhere":
        return ""
    return short_stand(row.listed.exhibitor) or ""


def _is_of_fair(listing: ListAsOf) -> bool:
    return isinstance(listing.edition.show, FairShow)


def _id(row: MatchedAccount) -> str:
    return "" if row.listed is None else row.listed.id


def _notes(answer: Matched) -> Iterator[str]:
    """Notes on omissions and doubts, and on how reliable lists and links are."""
    yield from not_shown(answer.left_out, "row")
    if hidden := len(answer.rows) - len([*_shown(answer.rows)]):
        matches = "match is" if hidden == 1 else "matches are"
        yield f"{hidden:,} more possible {matches} not shown; for all, -o found.csv."
    if len(answer.asked) == answer.lists:
        file = shlex.join([answer.file, *answer.read_as])
        yield f"At other fairs: milipol exhibitors match {file} --fairs"
    yield from map(sentence, map(str, answer.imported.doubts))
    if answer.edition is not None:
        listed = (row.listed for row in answer.rows if row.listed is not None)
        yield from notes_on_stands(answer.asked, listed)
    yield from [*notes_on_fairs(answer.asked)] or [LISTS_INCOMPLETE]
    yield NAMES_LINKED
    yield from data_age(answer.reviewed, answer.as_of)
