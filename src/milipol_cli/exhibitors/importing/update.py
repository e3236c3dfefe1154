"""One import of exhibitors, from the file to the data folder."""

from pathlib import Path

from milipol_cli import import_flow
from milipol_cli.exhibitors import list_text
from milipol_cli.exhibitors.importing.query import ListOrders, Report, changes
from milipol_cli.exhibitors.importing.reading import ImportedList
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.load import Catalog, needed
from milipol_cli.network.load.data import exhibitors_name
from milipol_cli.network.load.ids import edition_named
from milipol_cli.network.model.exhibitors import ExhibitorList

_READER = "milipol_cli.exhibitors.importing.reading"
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
    edition, day = edition_named(orders.edition, data, as_of), as_of.reader_day
    sha256, imported = import_flow.read(
        orders.file, _READER, orders.tables, ImportedList
    )
    source = import_flow.source(
        orders,
        f"{edition.id}-exhibitors",
        "List of exhibitors",
        edition.show.organiser or edition.show.name,
        sha256,
        day,
    )
    new = ExhibitorList(
        edition=edition.id,
        known_by=day,
        copied=day,
        source=(source.id,),
        exhibitor=imported.exhibitors,
    )
    path = orders.root / exhibitors_name(edition.id)
    with import_flow.locked(orders.root, path, dry_run=orders.dry_run):
        old, known = import_flow.contents(
            path, ExhibitorList, lambda value: needed.of_edition(value, edition.id)
        )
        is_same = old is not None and old.exhibitor == new.exhibitor
        report = Report(
            orders=orders,
            source=source,
            imported=imported,
            path=path,
            edition=edition.id,
            sha256=sha256,
            is_new=old is None,
            is_unchanged=is_same and not source.is_due,
            changes=() if old is None or is_same else tuple(changes(old, new)),
            bundled=Catalog([base]).exhibitors(edition.id),
        )
        if not report.is_unchanged:
            about = _ABOUT.format(edition=edition.id)
            below = f"\n{list_text.text(new)}"
            text = import_flow.imported_text(about, orders.file, sha256, below)
            import_flow.write(report, known, text)
        return report
