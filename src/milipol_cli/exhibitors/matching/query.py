"""Which companies of a reader's own file are on lists of exhibitors."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Literal

from milipol_cli.errors import BadInput
from milipol_cli.exhibitors.importing.reading import ImportedList
from milipol_cli.folding import fold
from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.editions import EditionAsOf, editions_as_of, oldest_review
from milipol_cli.network.exhibitors import (
    Companies,
    GetList,
    ListAsOf,
    company,
    latest_lists,
)
from milipol_cli.network.model.exhibitors import Exhibitor, ListedExhibitor
from milipol_cli.network.model.record import Record
from milipol_cli.network.model.shows import ShowFile

# Why an entry may be of a company: the first two are certain.
Reason = Literal[
    "name", "same company", "another country", "another name", "same website"
]

# A website that more companies have is that of a group or of a service.
_MOST_ON_WEBSITE = 2


class MatchedAccount(Record, frozen=True, kw_only=True):
    """A company of the file, and its newest entry on a list, if there is one.

    A company that could be two has a row for each. `editions` is at how many editions
    it was listed. `is_elsewhere` is whether the entry is on none of the lists that were
    asked for.
    """

    account: Exhibitor
    reason: Reason | None = None
    listed: ListedExhibitor | None = None
    editions: int = 0
    is_elsewhere: bool = False

    @property
    def match(self) -> Literal["listed", "perhaps", "elsewhere", "none"]:
        """Whether the company is on a list that was asked for, or only elsewhere."""
        if self.reason is None:
            return "none"
        if self.is_elsewhere:
            return "elsewhere"
        return "listed" if self.is_certain else "perhaps"

    @property
    def is_certain(self) -> bool:
        """Whether the entry is of the company for certain."""
        return self.reason in ("name", "same company")


class Matched(Answer, frozen=True, kw_only=True):
    """The answer of `milipol exhibitors match`, in the order of the file.

    `asked` are the lists that were asked for, of `lists` that were searched; if one
    edition was, that is `edition`.
    """

    file: str
    imported: ImportedList
    asked: tuple[ListAsOf, ...]
    edition: EditionAsOf | None
    lists: int
    rows: tuple[MatchedAccount, ...]
    later_changes: tuple[EditionAsOf, ...] = ()
    reviewed: dt.date | None


def matched(
    file: str,
    imported: ImportedList,
    files: Sequence[ShowFile],
    as_of: AsOf,
    get_list: GetList,
    companies: Companies,
    *,
    edition_id: str | None = None,
    show_id: str | None = None,
) -> Matched:
    """Where the companies of a file are listed: at an edition, a show, or anywhere.

    The id of a show in `edition_id` means its last edition with a list. Names are those
    of one company as `companies` says. A country that none of its entries has makes it
    doubtful, and the same website under another name. Raises BadInput if no list of the
    edition is known.
    """
    lists = [*latest_lists(editions_as_of(files, as_of), get_list, as_of)]
    asked = [known for known in lists if show_id in (None, known.edition.show.id)]
    if edition_id is not None:
        asked = [
            known
            for known in lists
            if edition_id in (known.edition.id, known.edition.show.id)
        ][:1]
        if not asked:
            raise BadInput(f"--edition {edition_id!r}: no list of exhibitors is known")
    entries = companies.grouped(
        listed for known in lists for listed in known.exhibitors.listed
    )
    of_website: dict[str, set[str]] = {}
    for key, of_company in entries.items():
        for listed in of_company:
            of_website.setdefault(_host(listed.exhibitor), set()).add(key)
    ids = {known.edition.id for known in asked}

    def rows(account: Exhibitor) -> Iterator[MatchedAccount]:
        key = companies.of(account.name)
        same_host = of_website.get(_host(account), set()) if account.website else set()
        reasons: dict[str, Reason] = {key: _reason(account, entries.get(key, []))}
        reasons |= dict.fromkeys(companies.perhaps(key), "another name")
        if len(same_host) <= _MOST_ON_WEBSITE:
            reasons |= dict.fromkeys(sorted(same_host - reasons.keys()), "same website")
        found = [
            _row(account, reason, entries[other], ids)
            for other, reason in reasons.items()
            if other in entries
        ]
        there = [row for row in found if not row.is_elsewhere]
        yield from there or found[:1] or [MatchedAccount(account=account)]

    return Matched(
        as_of=as_of,
        file=file,
        imported=imported,
        asked=tuple(asked),
        edition=None if edition_id is None else asked[0].edition,
        lists=len(lists),
        rows=tuple(row for account in imported.exhibitors for row in rows(account)),
        reviewed=oldest_review(files),
    )


def _host(exhibitor: Exhibitor) -> str:
    """The host of its website without www; "" without a website."""
    website = fold(exhibitor.website or "").strip()
    return re.sub(r"^(https?://)?(www\.)?|[/?#].*", "", website)


def _reason(account: Exhibitor, entries: Iterable[ListedExhibitor]) -> Reason:
    """Whether a name is of the company: not certainly if its country differs."""
    codes = {listed.exhibitor.country_code for listed in entries} - {None}
    is_other = account.country_code not in (None, *codes)
    return "another country" if codes and is_other else "name"


def _row(
    account: Exhibitor,
    reason: Reason,
    entries: Sequence[ListedExhibitor],
    ids: Collection[str],
) -> MatchedAccount:
    """The newest entry of a company, of one of the editions with these ids if any."""
    there = [listed for listed in entries if listed.edition in ids]
    newest = (there or entries)[0]
    has_name = company(newest.exhibitor.name) == company(account.name)
    return MatchedAccount(
        account=account,
        reason="same company" if reason == "name" and not has_name else reason,
        listed=newest,
        editions=len({listed.edition for listed in entries}),
        is_elsewhere=not there,
    )
