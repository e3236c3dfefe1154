"""One import of exhibitors, from the file to the data folder."""

from pathlib import Path

import msgspec

from milipol_cli import bounded, own_data
from milipol_cli.errors import CannotWrite
from milipol_cli.exhibitors import list_text
from milipol_cli.exhibitors.importing.query import Change, ListOrders, Report
from milipol_cli.exhibitors.importing.reading import ImportedList, Request
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.load import Catalog, needed
from milipol_cli.network.load.data import exhibitors_name
from milipol_cli.network.load.ids import edition_named
from milipol_cli.network.model.exhibitors import ExhibitorList
from milipol_cli.network.model.record import converted

_READER = "milipol_cli.exhibitors.importing.reading"
_COMPARER = "milipol_cli.exhibitors.importing.query"
_ABOUT = """\
# The exhibitors of {edition}. milipol exhibitors import wrote this file, and writes it
# anew for a newer list.
"""


def import_file(orders: ListOrders, data: Catalog, base: Path, as_of: AsOf) -> Report:
    """Writes the list of exhibitors of a file; reports what it has and what changed.

    `base` is the folder of the bundled data, or of newer data that was fetched.

    Raises BadInput for what cannot be imported like that, UnknownId for no such
    edition, InvalidData for a file that is wrong, CannotWrite for edits by hand.
    """
    edition = edition_named(orders.edition, data, as_of)
    raw = bounded.content(orders.file)
    request = Request(columns=orders.columns)
    answer = bounded.answer(_READER, orders.file, raw, request)
    imported = converted(answer, ImportedList)
    path = orders.root / exhibitors_name(edition.id)
    replaced = Catalog([base]).exhibitors(edition.id)
    with own_data.locked(orders.root, path, dry_run=orders.dry_run):
        sha256 = own_data.sha256(raw)
        return _update(path, sha256, imported, edition, replaced, as_of, orders)


def _update(
    path: Path,
    sha256: str,
    imported: ImportedList,
    edition: EditionAsOf,
    replaced: ExhibitorList | None,
    as_of: AsOf,
    orders: ListOrders,
) -> Report:
    day = as_of.reader_day
    publisher = edition.show.organiser or edition.show.name
    source = own_data.source(
        f"{edition.id}-exhibitors", publisher, "List of exhibitors", orders.file, day
    )
    new = ExhibitorList(
        edition=edition.id,
        known_by=day,
        copied=day,
        source=(source.id,),
        exhibitor=imported.exhibitors,
    )
    old, written = own_data.contents(
        path, ExhibitorList, lambda value: needed.of_edition(value, edition.id)
    )
    is_unchanged = old is not None and old.exhibitor == new.exhibitor
    changes: tuple[Change, ...] = ()
    if old is not None and not is_unchanged:
        raw = msgspec.json.encode((old, new))
        answer = bounded.answer(_COMPARER, str(path), raw, None)
        changes = converted(answer, tuple[Change, ...])
    report = Report(
        orders=orders,
        imported=imported,
        path=path,
        edition=edition.id,
        sha256=sha256,
        is_new=old is None,
        is_unchanged=is_unchanged,
        changes=changes,
        bundled=replaced,
    )
    if report.is_unchanged:
        return report
    if old is not None and not orders.force:
        _refuse_edited(path, written)
    about = _ABOUT.format(edition=edition.id)
    below = f"\n{list_text.text(new)}"
    text = own_data.imported_text(about, orders.file, sha256, below)
    sources = own_data.with_source(orders.root, source)
    if not orders.dry_run:
        own_data.write([*sources, (path, text)])
    return report


def _refuse_edited(path: Path, written: str) -> None:
    """Raises CannotWrite for a list that was written or edited by hand."""
    if not own_data.is_imported(written):
        raise CannotWrite(
            f"{path}: milipol exhibitors import did not write it; rename it, or replace"
            " it with --force"
        )
    if own_data.is_edited(written):
        raise CannotWrite(f"{path}: edited by hand; replace the edits with --force")
