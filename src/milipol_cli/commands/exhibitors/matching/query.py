"""Which companies of a reader's own file are on lists of exhibitors."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from milipol_cli.commands.exhibitors.query import KnownLists
from milipol_cli.imports.exhibitor_list import ImportedList, exhibitors, row_key
from milipol_cli.network.as_of import Answer, AsOf
from milipol_cli.network.company_links import doubtful_entries
from milipol_cli.network.company_names import name_key
from milipol_cli.network.editions import EditionAsOf, oldest_review
from milipol_cli.network.exhibitors import ListAsOf
from milipol_cli.network.load import Catalog, Match
from milipol_cli.network.model.exhibitors import Exhibitor, ListedExhibitor
from milipol_cli.network.model.record import Record

if TYPE_CHECKING:  # imported with the lists, which find companies
    from milipol_cli.network.load.companies import FoundCompanies, ListEntry

MatchKind = Literal["listed", "perhaps", "elsewhere", "none"]

# Why an entry is of a company, or may be.
Reason = Literal[
    "name",
    "same company",
    "another country",
    "country unknown",
    "another website",
    "another name",
    "same website",
]


_WEBSITE = r"(?i)(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?"
_SURE: Collection[Reason] = ("name", "same company")
_EntryOfEdition = tuple[EditionAsOf, ListedExhibitor]


def read_bounded(raw: bytes, request: Any) -> ImportedList:
    """The companies of a file; called in a process of its own (`bounded.py`).

    Rows of one name are one company if country and website are the same. A name that
    is a website is the company's website, too. Raises InvalidData for a file that is
    wrong, BadInput for wrong columns.
    """
    imported = exhibitors(raw, request, _key, is_own=True)
    accounts = tuple(map(_with_website, imported.exhibitors))
    return msgspec.structs.replace(imported, exhibitors=accounts)


def _with_website(account: Exhibitor) -> Exhibitor:
    if account.website or not re.fullmatch(_WEBSITE, account.name):
        return account
    return msgspec.structs.replace(account, website=account.name)


def _key(account: Exhibitor) -> tuple[str | None, ...]:
    country = account.country_code or account.country
    return row_key(account.name), country, account.website


class MatchedAccount(Record, frozen=True, kw_only=True):
    """A company of the file, and its newest entry on a list, if there is one.

    A company that could be several has an answer for each, of which only one
    `is_first`. It is on the lists of `editions`, the latest first; "elsewhere" is on
    none of the lists that were asked for.
    """

    account: Exhibitor
    is_first: bool = True
    match: MatchKind = "none"
    reason: Reason | None = None
    listed: ListedExhibitor | None = None
    editions: tuple[EditionAsOf, ...] = ()


class Matched(Answer, frozen=True, kw_only=True):
    """The answer of `milipol exhibitors match`, in the order of the file.

    Another command reads the `file` with the same options, `read_as`.
    `asked` are the lists that were asked for, of `lists` that were searched; `edition`
    if it was one edition. `listed` counts the companies that are surely on a list that
    was asked for, `perhaps` the companies that only may be; with rows left out.
    """

    file: str
    read_as: tuple[str, ...]
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


def match_accounts(
    file: str,
    imported: ImportedList,
    data: Catalog,
    as_of: AsOf,
    *,
    read_as: tuple[str, ...] = (),
    subject: Match | None = None,
    all_editions: bool = False,
    limit: int | None = None,
) -> Matched:
    """Where the companies of a file are listed: at an edition, a show, or anywhere.

    The `subject` is an edition, or a show: its last list is meant, or all lists if
    `all_editions` are. Of the answers for a company, sure ones come first; a possible
    match by website hides none by name. Raises BadInput if no list of the edition is
    known.
    """
    known_lists = KnownLists(data, as_of, subject)
    asked = lists = [*known_lists.latest()]
    edition = None
    if subject is not None and all_editions:
        show_id = subject.show.show.id
        asked = [listing for listing in lists if listing.edition.show.id == show_id]
    elif subject is not None:
        asked = [known_lists.list_named(subject, "--edition")]
        edition = asked[0].edition
    asked_ids = {listing.edition.id for listing in asked}
    rows = [*_matches(imported, data, lists, asked_ids)]
    listed = {row.account for row in rows if row.match == "listed"}
    perhaps = {row.account for row in rows if row.match == "perhaps"}
    return Matched(
        as_of=as_of,
        file=file,
        read_as=read_as,
        imported=imported,
        asked=tuple(asked),
        edition=edition,
        lists=len(lists),
        listed=len(listed),
        perhaps=len(perhaps - listed),
        rows=tuple(rows[:limit]),
        left_out=len(rows) - len(rows[:limit]),
        reviewed=oldest_review(data.shows),
    )


def _matches(
    imported: ImportedList, data: Catalog, lists: Sequence[ListAsOf], asked_ids: Collection[str]
) -> Iterator[MatchedAccount]:
    """The answers for each company of a file, in the order of the file.

    If it is at none of the editions asked for, the answer says where else it is; if it
    is on no list at all, that.
    """
    accounts = imported.exhibitors
    found = [*map(_reasons_by_key, data.lists.all_companies.find(accounts))]
    keys = {key for reason_by_key in found for key in reason_by_key}
    on_all_lists = data.lists.all_companies.entries_listed(keys)
    entries = _entries_by_company(data, lists, on_all_lists)
    for account, reason_by_key in zip(accounts, found, strict=True):
        answers = [
            _match_of_account(account, reason, of_country, asked_ids)
            for key, reason_of_company in reason_by_key.items()
            for reason, of_country in _parts_by_reason(
                account, reason_of_company, entries.get(key, ()), on_all_lists[key]
            )
        ]
        answers.sort(key=is_sure, reverse=True)
        on_asked = [answer for answer in answers if answer.match != "elsewhere"]
        shown = on_asked or answers[:1] or [MatchedAccount(account=account)]
        for number, answer in enumerate(shown):
            yield msgspec.structs.replace(answer, is_first=number == 0)


def _reasons_by_key(companies: "FoundCompanies") -> dict[str, Reason]:
    """The reasons for companies found, by their keys, the sure companies first."""
    same: dict[str, Reason] = {
        key: "name" if reason == "name" else "same company"
        for key, reason in companies.same.items()
    }
    possible: dict[str, Reason] = {
        key: "another name" if reason == "name" else reason
        for key, reason in companies.perhaps.items()
    }
    return same | possible


def _parts_by_reason(
    account: Exhibitor,
    reason: Reason,
    entries: Sequence[_EntryOfEdition],
    on_all_lists: Sequence["ListEntry"],
) -> Iterator[tuple[Reason, Sequence[_EntryOfEdition]]]:
    """The entries of a company; a part for each country that may be of another company.

    Only a sure company has such parts: its name may be one that companies, or
    ministries, of several countries have. Its entries on all lists decide that, also
    on lists of fairs.
    """
    if reason not in _SURE:
        # Doubtful as a whole; a company of the file may be on no list asked for.
        if entries:
            yield reason, entries
        return
    doubtful = doubtful_names(account, on_all_lists)
    parts: dict[tuple[Reason, str | None], list[_EntryOfEdition]] = {}
    for entry in entries:
        edition, listed = entry
        country = listed.exhibitor.country_code
        if entry_name(edition.id, listed.exhibitor) not in doubtful:
            part: tuple[Reason, str | None] = reason, None
        elif country and account.country_code:
            part = "another country", country
        else:
            part = "country unknown", country
        parts.setdefault(part, []).append(entry)
    for (reason_of_part, _), of_part in parts.items():
        yield reason_of_part, of_part


EntryName = tuple[str, str, str | None]


def entry_name(edition_id: str, exhibitor: Exhibitor) -> EntryName:
    """The edition, name and country of an entry, by which doubts about it are kept."""
    return edition_id, exhibitor.name, exhibitor.country_code


def doubtful_names(account: Exhibitor, entries: Sequence["ListEntry"]) -> AbstractSet[EntryName]:
    """The names of the entries that may not be of an account."""
    doubtful = doubtful_entries(account, [entry.exhibitor for entry in entries])
    return {
        entry_name(entry.edition, entry.exhibitor)
        for entry, is_doubtful in zip(entries, doubtful, strict=True)
        if is_doubtful
    }


def _entries_by_company(
    data: Catalog, lists: Iterable[ListAsOf], on_all_lists: Mapping[str, Sequence["ListEntry"]]
) -> dict[str, list[_EntryOfEdition]]:
    """The entries of companies, by their keys, in the order of the lists.

    An entry counts only if its list as of the date has it.
    """
    list_by_edition = {listing.edition.id: listing for listing in lists}
    order = {edition_id: number for number, edition_id in enumerate(list_by_edition)}
    entries: dict[str, list[_EntryOfEdition]] = {}
    for key, of_company in on_all_lists.items():
        on_lists = [entry for entry in of_company if entry.edition in order]
        for entry in sorted(on_lists, key=lambda entry: order[entry.edition]):
            listing = list_by_edition[entry.edition]
            whole_list = data.exhibitors(entry.edition)
            assert whole_list is not None  # the company is on it
            listed = whole_list.listed[entry.position]
            if listed.key in listing.exhibitors.by_key:
                entries.setdefault(key, []).append((listing.edition, listed))
    return entries


def _match_of_account(
    account: Exhibitor,
    reason: Reason,
    entries: Sequence[_EntryOfEdition],
    asked_ids: Collection[str],
) -> MatchedAccount:
    """The answer with the newest entry of a company at the editions asked for.

    If none of these editions lists the company, it is the newest entry elsewhere. Of
    several entries at one edition, it is the one with the same name, or the first. The
    `entries`, at least one, are in the order of editions, the latest first.
    """
    on_asked = [entry for entry in entries if entry[0].id in asked_ids]
    newest_edition, _ = (on_asked or entries)[0]
    newest = [listed for edition, listed in entries if edition.id == newest_edition.id]
    account_key = name_key(account.name)
    keys_there = [name_key(listed.exhibitor.name) for listed in newest]
    keys_anywhere = {name_key(listed.exhibitor.name) for _, listed in entries}
    if reason == "name" and account_key in keys_anywhere.difference(keys_there):
        reason = "same company"  # only another edition lists it by this name
    match: MatchKind = "listed" if reason in _SURE else "perhaps"
    position = keys_there.index(account_key) if account_key in keys_there else 0
    return MatchedAccount(
        account=account,
        match=match if on_asked else "elsewhere",
        reason=reason,
        listed=newest[position],
        editions=tuple({edition.id: edition for edition, _ in entries}.values()),
    )


def is_sure(answer: MatchedAccount) -> bool:
    """Whether an entry is surely of the company."""
    return answer.reason in _SURE
