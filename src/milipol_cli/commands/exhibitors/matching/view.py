"""What `milipol exhibitors match` shows."""

from collections.abc import Iterator

from milipol_cli.commands.exhibitors.matching.query import (
    CERTAIN,
    Match,
    Matched,
    MatchedAccount,
)
from milipol_cli.look.document import Cell, Column, Document, Grid, Style, Title
from milipol_cli.look.words.dates import count, not_shown, sentence
from milipol_cli.look.words.exhibitors import NAMES_LINKED, length, stands_noted
from milipol_cli.look.words.sources import data_age
from milipol_cli.network.exhibitors import short_stand
from milipol_cli.network.model.exhibitors import EXHIBITORS

_STYLES: dict[Match, Style] = {"listed": "", "perhaps": "maybe"}


def view(answer: Matched) -> Document:
    """A row for each company of the file, and what is doubtful about the file."""
    left = heading(answer)
    right = None if answer.edition is None else length(answer.asked[0].exhibitors)
    full = f"{left}: {right}." if right else f"{left}."
    title = Title(Cell(left), Cell(right) if right else None, full=[full])
    return Document(title, [_grid(answer).with_rows(answer.rows)], [*_notes(answer)])


def heading(answer: Matched) -> str:
    """How many companies are on the lists."""
    lists = len(answer.asked)
    where = "on the list" if lists == 1 else f"on the {lists} lists"
    if answer.edition is not None:
        where = f"listed at {answer.edition.title}"
    number = len(answer.imported.exhibitors)
    companies = "company" if number == 1 else "companies"
    perhaps = f", {answer.perhaps:,} perhaps" if answer.perhaps else ""
    return f"{answer.listed:,} of {number:,} {companies} {where}{perhaps}"


def _grid(answer: Matched) -> Grid[MatchedAccount]:
    edition = answer.edition
    begin = "" if edition is None else f"{edition.id}/{EXHIBITORS}/"
    none = f"on none of {count(answer.lists, 'list')}"
    return Grid[MatchedAccount](
        "matches",
        (
            Column(
                header="Company",
                brief=lambda row: row.account.name,
                style=lambda row: _STYLES.get(row.match, "dim"),
            ),
            Column(
                header="Listed as" if edition is None else f"At {edition.title}",
                label="Listed as",
                brief=lambda row: _listed(row) or none,
            ),
            Column(
                header="Stand" if any(map(_stand, answer.rows)) else None, brief=_stand
            ),
            Column(header="Editions", brief=lambda row: str(row.editions or "")),
            Column(
                header=f"ID {begin}".rstrip(),
                label="ID",
                brief=lambda row: _id(row).removeprefix(begin),
                full=_id,
                wraps=False,
            ),
        ),
    )


def _listed(row: MatchedAccount) -> str:
    """The name and the country on the list, and how certain that is."""
    if row.listed is None:
        return ""
    entry = row.listed.exhibitor
    text = ", ".join(filter(None, [entry.name, entry.country_name]))
    if row.reason != "name":
        text = f"{text} ({row.reason})"
    if row.reason not in CERTAIN:
        text = f"perhaps {text}"
    return f"not there; {text}" if row.match == "elsewhere" else text


def _stand(row: MatchedAccount) -> str:
    if row.listed is None or row.match == "elsewhere":
        return ""
    return short_stand(row.listed.exhibitor) or ""


def _id(row: MatchedAccount) -> str:
    return "" if row.listed is None else row.listed.id


def _notes(answer: Matched) -> Iterator[str]:
    yield from not_shown(answer.left_out, "row")
    yield from map(sentence, map(str, answer.imported.doubts))
    if answer.imported.unused:
        yield f"Columns not used: {', '.join(answer.imported.unused)}."
    shown = (row.listed for row in answer.rows if row.listed is not None)
    yield from stands_noted(answer.asked, shown)
    yield NAMES_LINKED
    yield from data_age(answer.reviewed, answer.as_of)
