"""Which companies of a reader's own file are on lists of exhibitors."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Literal

from milipol_cli.base.folding import fold
from milipol_cli.commands.exhibitors.query import KnownLists
from milipol_cli.imports.exhibitor_list import ImportedList, exhibitors, row_key
from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.editions import EditionAsOf, oldest_review
from milipol_cli.network.exhibitors import Companies, ListAsOf, name_key
from milipol_cli.network.load import Catalog
from milipol_cli.network.load import Match as Subject
from milipol_cli.network.model.exhibitors import Exhibitor, ListedExhibitor
from milipol_cli.network.model.record import Record

Match = Literal["listed", "perhaps", "elsewhere", "none"]

# Why an entry is of a company, or may be.
Reason = Literal[
    "name",
    "same company",
    "another country",
    "another name",
    "same website",
    "longer name",
]
CERTAIN: Collection[Reason] = ("name", "same company")

# A website that more companies have is that of a group or of a service.
_MOST_ON_WEBSITE = 2

# A word with which more names begin is an ordinary one, like "Global".
_MOST_LONGER_NAMES = 5


def answer(raw: bytes, request: Any) -> ImportedList:
    """The companies of a file; called in a process of its own (`bounded.py`).

    Rows of one name are one company if country and website are the same. Raises
    InvalidData for a file that is wrong, BadInput for wrong columns.
    """
    return exhibitors(raw, request, _key)


def _key(account: Exhibitor) -> tuple[str | None, ...]:
    country = account.country_code or account.country
    return row_key(account.name), country, account.website


class MatchedAccount(Record, frozen=True, kw_only=True):
    """A company of the file, and its newest entry on a list, if there is one.

    A company that could be two has a row for each. `editions` is at how many editions
    it was listed; "elsewhere" is on none of the lists that were asked for.
    """

    account: Exhibitor
    match: Match = "none"
    reason: Reason | None = None
    listed: ListedExhibitor | None = None
    editions: int = 0


class Matched(Answer, frozen=True, kw_only=True):
    """The answer of `milipol exhibitors match`, in the order of the file.

    `asked` are the lists that were asked for, of `lists` that were searched; if one
    edition was, that is `edition`. How many companies are `listed`, and only `perhaps`,
    counts those of rows that a limit leaves out, too.
    """

    file: str
    imported: ImportedList
    asked: tuple[ListAsOf, ...]
    edition: EditionAsOf | None
    lists: int
    listed: int
    perhaps: int
    rows: tuple[MatchedAccount, ...]
    left_out: int
    covered_editions: tuple[EditionAsOf, ...] = ()
    reviewed: dt.date | None


def matched(
    file: str,
    imported: ImportedList,
    data: Catalog,
    as_of: AsOf,
    *,
    subject: Subject | None = None,
    show_id: str | None = None,
    limit: int | None = None,
) -> Matched:
    """Where the companies of a file are listed: at an edition, a show, or anywhere.

    The `subject` is an edition, or a show, whose last list is meant. A country that
    none of its entries has makes a company doubtful, and so does another name with the
    same website, or, if there is nothing else, one with other blanks, or one that
    begins with its name. Raises BadInput if no list of the edition is known.
    """
    known = KnownLists(data, as_of)
    lists = [*known.latest()]
    if subject is None:
        asked = [each for each in lists if show_id in (None, each.edition.show.id)]
    else:
        asked = [known.named(subject, "--edition")]
    index = _Index(lists, data.companies)
    ids = {listing.edition.id for listing in asked}
    rows = [row for each in imported.exhibitors for row in index.rows(each, ids)]
    listed = {row.account for row in rows if row.match == "listed"}
    perhaps = {row.account for row in rows if row.match == "perhaps"}
    return Matched(
        as_of=as_of,
        file=file,
        imported=imported,
        asked=tuple(asked),
        edition=None if subject is None else asked[0].edition,
        lists=len(lists),
        listed=len(listed),
        perhaps=len(perhaps - listed),
        rows=tuple(rows[:limit]),
        left_out=len(rows) - len(rows[:limit]),
        reviewed=oldest_review(data.shows),
    )


class _Index:
    """The entries of all lists by their companies, websites and names."""

    def __init__(self, lists: Iterable[ListAsOf], companies: Companies) -> None:
        self.companies = companies
        self.entries = companies.grouped(
            listed for listing in lists for listed in listing.exhibitors.listed
        )
        self.hosts: dict[str, set[str]] = {}
        self.names: dict[str, set[tuple[str, str]]] = {}
        self.joined: dict[str, set[str]] = {}
        for key, entries in self.entries.items():
            for exhibitor in {listed.exhibitor for listed in entries}:
                self.hosts.setdefault(_host(exhibitor), set()).add(key)
                name = name_key(exhibitor.name)
                self.names.setdefault(name.split(" ")[0], set()).add((name, key))
                self.joined.setdefault(name.replace(" ", ""), set()).add(key)

    def rows(self, account: Exhibitor, ids: Collection[str]) -> list[MatchedAccount]:
        """A row for each company that it may be, on the lists with these ids if any."""
        rows = [
            _row(account, reason, self.entries[key], ids)
            for key, reason in self.reasons(account).items()
        ]
        there = [row for row in rows if row.match != "elsewhere"]
        return there or rows[:1] or [MatchedAccount(account=account)]

    def reasons(self, account: Exhibitor) -> dict[str, Reason]:
        """The companies that it may be, and why, the most likely first."""
        key, name = self.companies.key_of(account.name), name_key(account.name)
        codes = {entry.exhibitor.country_code for entry in self.entries.get(key, ())}
        is_other = codes - {None} and account.country_code not in (None, *codes)
        reasons: dict[str, Reason] = {key: "another country" if is_other else "name"}
        reasons |= dict.fromkeys(self.companies.perhaps(key), "another name")
        same_host = self.hosts.get(_host(account), set()) if account.website else set()
        if len(same_host) <= _MOST_ON_WEBSITE:
            reasons |= dict.fromkeys(sorted(same_host - reasons.keys()), "same website")
        found = {key: why for key, why in reasons.items() if key in self.entries}
        if found:
            return found
        if joined := self.joined.get(name.replace(" ", "")):
            return dict.fromkeys(sorted(joined), "another name")
        names = self.names.get(name.split(" ")[0], ())
        longer = {key for text, key in names if text.startswith(f"{name} ")}
        is_ordinary = len(longer) > _MOST_LONGER_NAMES
        return {} if is_ordinary else dict.fromkeys(sorted(longer), "longer name")


def _host(exhibitor: Exhibitor) -> str:
    """The host of its website without www; "" without a website."""
    website = fold(exhibitor.website or "").strip()
    return re.sub(r"^(https?://)?(www\.)?|[/?#].*", "", website)


def _row(
    account: Exhibitor,
    reason: Reason,
    entries: Sequence[ListedExhibitor],
    ids: Collection[str],
) -> MatchedAccount:
    """The newest entry of a company, of the editions with these ids if one has it.

    In that edition, one with the very name comes before those with other names.
    """
    there = [listed for listed in entries if listed.edition in ids]
    known = there or entries
    newest = [listed for listed in known if listed.edition == known[0].edition]
    names = [name_key(listed.exhibitor.name) for listed in newest]
    name = name_key(account.name)
    if reason == "name" and name not in names:
        reason = "same company"
    match: Match = "listed" if reason in CERTAIN else "perhaps"
    return MatchedAccount(
        account=account,
        match=match if there else "elsewhere",
        reason=reason,
        listed=newest[names.index(name) if name in names else 0],
        editions=len({listed.edition for listed in entries}),
    )
