"""One import of exhibitors, from the file to the data folder, and its report."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from milipol_cli.base.errors import BadInput
from milipol_cli.base.toml_values import toml_fields, toml_list
from milipol_cli.imports.exhibitor_list import ImportedList
from milipol_cli.imports.reading import keeps_options, read_with_kept_options
from milipol_cli.imports.report import ImportReport, Orders
from milipol_cli.imports.sources import cited_source, source_of_import
from milipol_cli.imports.target import FileFacts, Subject, known_subject, target_of
from milipol_cli.imports.writing import lock_folder, value_and_text, write_report
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.differences import Difference, differences
from milipol_cli.network.exhibitors import walk_order
from milipol_cli.network.load import Catalog
from milipol_cli.network.load.integrity import edition_mismatch
from milipol_cli.network.model.exhibitor_ids import exhibitors_name
from milipol_cli.network.model.exhibitors import Exhibitor, ExhibitorList, ListedExhibitor
from milipol_cli.network.model.record import Record

ChangeKind = Literal["new", "moved", "changed", "gone"]


class CompanyChange(Record, frozen=True, kw_only=True):
    """A company that is new, gone, on another stand or in another hall, or changed."""

    kind: ChangeKind
    listed: ListedExhibitor
    before: Exhibitor | None = None

    @property
    def exhibitor(self) -> Exhibitor:
        """The entry in the new list; of a company that is gone, in the old list."""
        return self.listed.exhibitor

    @property
    def fields(self) -> tuple[Difference, ...]:
        """The fields that are not as before."""
        return differences(_compared_texts, self.before, self.exhibitor)


class HallSummary(Record, frozen=True, kw_only=True):
    """How many exhibitors are in a hall, if they name one, and on which stands.

    `first` and `last` are the first and the last of the stands, in the order of a walk.
    """

    hall: str | None
    exhibitors: int
    with_stand: int
    first: str | None
    last: str | None


class ListReport(ImportReport, frozen=True, kw_only=True):
    """The report of a list, and the `bundled` or fetched list that it replaces."""

    imported: ImportedList
    changes: tuple[CompanyChange, ...]
    bundled: ExhibitorList | None

    @property
    def countries(self) -> set[str | None]:
        """The countries that the exhibitors are from."""
        return {exhibitor.country_name for exhibitor in self.imported.exhibitors} - {None}

    @property
    def stands(self) -> set[str]:
        """The stands of the exhibitors."""
        return {stand for exhibitor in self.imported.exhibitors for stand in exhibitor.stand}

    @property
    def by_hall(self) -> list[HallSummary]:
        """The exhibitors by their halls; exhibitors without a hall come first."""
        halls: dict[str | None, list[Exhibitor]] = {}
        for exhibitor in self.imported.exhibitors:
            for hall, stands in _stands_by_hall(exhibitor):
                there = msgspec.structs.replace(exhibitor, stand=stands)
                halls.setdefault(hall, []).append(there)
        in_order = sorted(halls, key=lambda hall: walk_order(hall or "", ""))
        return [_hall_summary(hall, halls[hall]) for hall in in_order]

    @property
    def sample(self) -> list[Exhibitor]:
        """The first, the middle and the last exhibitor, each once."""
        read = self.imported.exhibitors
        return [*dict.fromkeys((read[0], read[len(read) // 2], read[-1]))]

    @property
    def halls(self) -> set[str]:
        """The halls of the exhibitors."""
        return {hall for exhibitor in self.imported.exhibitors for hall in exhibitor.hall}


def _stands_by_hall(exhibitor: Exhibitor) -> Iterator[tuple[str | None, tuple[str, ...]]]:
    """The halls of an exhibitor with the stands there; None if it names no hall.

    With as many stands as halls, each hall has one, as both are in the order of rows;
    otherwise nobody knows which stands are where, and each hall has all stands.
    """
    halls, stands = exhibitor.hall, exhibitor.stand
    is_one_each = len(halls) == len(stands)
    for number, hall in enumerate(halls or (None,)):
        yield hall, stands[number : number + 1] if is_one_each else stands


def _hall_summary(hall: str | None, exhibitors: Sequence[Exhibitor]) -> HallSummary:
    """How many exhibitors a hall has, and its first and last stand."""
    stands = (stand for exhibitor in exhibitors for stand in exhibitor.stand)
    in_order = sorted(stands, key=lambda stand: walk_order(stand, ""))
    return HallSummary(
        hall=hall,
        exhibitors=len(exhibitors),
        with_stand=sum(bool(exhibitor.stand) for exhibitor in exhibitors),
        first=in_order[0] if in_order else None,
        last=in_order[-1] if in_order else None,
    )


def company_changes(old: ExhibitorList, new: ExhibitorList) -> Iterator[CompanyChange]:
    """The changes of companies, in the order of the new list; gone ones come last."""
    for key, listed in new.by_key.items():
        before = old.by_key.get(key)
        if before is None:
            yield CompanyChange(kind="new", listed=listed)
        elif before.exhibitor != listed.exhibitor:
            place_before = before.exhibitor.stand, before.exhibitor.hall
            place = listed.exhibitor.stand, listed.exhibitor.hall
            kind: ChangeKind = "changed" if place == place_before else "moved"
            yield CompanyChange(kind=kind, listed=listed, before=before.exhibitor)
    for key, listed in old.by_key.items():
        if key not in new.by_key:
            yield CompanyChange(kind="gone", listed=listed)


def _compared_texts(exhibitor: Exhibitor) -> dict[str, str | None]:
    """The values of an exhibitor whose changes are shown, by their labels."""
    return {
        "name": exhibitor.name,
        "country": exhibitor.country_name,
        "website": exhibitor.website,
        "categories": "; ".join(exhibitor.categories) or None,
        "stand": ", ".join(exhibitor.stand) or None,
        "hall": ", ".join(exhibitor.hall) or None,
    }


# The id of the source that an imported list cites, like "paris-2025-exhibitors".
_SOURCE_ID = "{}-exhibitors"
_ABOUT = """\
# The exhibitors of {edition}. milipol exhibitors import wrote this file, and writes it
# anew for a newer list.
"""


def import_file(orders: Orders, subject: Subject, base: Path, as_of: AsOf) -> ListReport:
    """Writes a list of exhibitors, unless nothing changed, and reports on it.

    `base` is the folder of bundled or fetched data. Raises BadInput if the edition is
    new and has no days.
    """
    today = as_of.reader_day
    known = known_subject(subject, orders.into, as_of)
    if known.edition is None and not subject.has_days:
        raise BadInput("a list has no days: add --start and --until")
    target = target_of(known, FileFacts(orders.name, _SOURCE_ID), today)
    edition = target.edition
    name = exhibitors_name(edition)
    # The options of the last import count again; the orders have them from here on.
    imported, orders, sha256 = read_with_kept_options(
        orders, name, lambda tables: tables, ImportedList
    )
    source_id = _SOURCE_ID.format(edition)
    title = f"List of exhibitors, SHA-256 {sha256[:12]}"
    cited = cited_source(orders, source_id, title, target.organiser, today)
    new = ExhibitorList(
        edition=edition,
        known_by=today,
        copied=today,
        source=(source_id,),
        exhibitor=imported.exhibitors,
    )
    path = orders.into.root / name
    with lock_folder(orders.into.root, path, dry_run=orders.dry_run):
        old, old_text = value_and_text(
            path, ExhibitorList, lambda value: edition_mismatch(value, edition)
        )
        source = source_of_import(orders, cited, target.own_days)
        # Neither the entries, the options, the source nor the edition may have changed.
        has_same_entries = old is not None and old.exhibitor == new.exhibitor
        is_same_file = has_same_entries and keeps_options(orders, imported, old_text)
        is_unchanged = is_same_file and not source.is_due and target.change is None
        report = ListReport(
            orders=orders,
            source=source,
            imported=imported,
            path=path,
            target=target,
            sha256=sha256,
            is_new=old is None,
            is_unchanged=is_unchanged,
            changes=() if old is None else tuple(company_changes(old, new)),
            bundled=Catalog([base]).exhibitors(edition),
        )
        if not report.is_unchanged:
            about, below = _ABOUT.format(edition=edition), f"\n{list_text(new)}"
            write_report(report, old_text, about, below)
        return report


def list_text(exhibitors: ExhibitorList) -> str:
    """A list of exhibitors as TOML, an entry a line; it reads back as the same list."""
    head = {"edition": "", **toml_fields(exhibitors)}
    lines = [f"{key} = {value}\n" for key, value in head.items()]
    if exhibitors.earlier:
        lines += toml_list("earlier", exhibitors.earlier)
    return "".join([*lines, "\n", *toml_list("exhibitor", exhibitors.exhibitor)])
