"""One import of exhibitors, from the file to the data folder."""

import contextlib
import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from milipol_cli import bounded, own_data
from milipol_cli.cli import imports
from milipol_cli.errors import CannotWrite
from milipol_cli.escape import escape
from milipol_cli.exhibitors import list_text
from milipol_cli.exhibitors.importing.query import Report, changes
from milipol_cli.exhibitors.importing.reading import ImportedList, Request
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.load import Catalog, needed
from milipol_cli.network.load.data import exhibitors_name, value_of
from milipol_cli.network.load.reading import bundle, read_file
from milipol_cli.network.model.exhibitors import ExhibitorList
from milipol_cli.network.model.record import converted
from milipol_cli.network.model.sources import Source

_READER = "milipol_cli.exhibitors.importing.reading"
_HEAD = """\
# The exhibitors of {edition}. milipol exhibitors import wrote this file, and writes it
# anew for a newer list.
# from: {name}
# from SHA-256: {sha256}
# below SHA-256: {below}

"""
_BELOW = re.compile(r"# below SHA-256: ([0-9a-f]{64})\n\n")


class Orders(NamedTuple):
    """What to import: the file, its columns by field, and the edition; and where to.

    `is_read` is whether other commands read the data folder `root`. With `force`, a
    list that was written by hand is replaced.
    """

    file: str
    columns: Mapping[str, str]
    edition: str
    root: Path
    is_read: bool
    force: bool
    dry_run: bool


def import_file(orders: Orders, data: Catalog, as_of: AsOf) -> Report:
    """Writes the list of exhibitors of a file; reports what it has and what changed.

    Raises BadInput for what cannot be imported like that, UnknownId for no such
    edition, InvalidData for a file that is wrong, CannotWrite for edits by hand.
    """
    edition = imports.edition_named(data, orders.edition, as_of)
    raw = bounded.content(orders.file)
    request = Request(columns=orders.columns)
    answer = bounded.answer(_READER, orders.file, raw, request)
    imported = converted(answer, ImportedList)
    path = orders.root / exhibitors_name(edition.id)
    locked = own_data.locked(orders.root, path)
    with contextlib.nullcontext() if orders.dry_run else locked:
        return _update(path, raw, imported, edition, as_of, orders)


def _update(
    path: Path,
    raw: bytes,
    imported: ImportedList,
    edition: EditionAsOf,
    as_of: AsOf,
    orders: Orders,
) -> Report:
    day = as_of.reader_day
    name = escape(os.path.basename(orders.file))  # noqa: PTH119  a Path drops "."
    sha256 = hashlib.sha256(raw).hexdigest()
    source = Source(
        id=f"{edition.id}-exhibitors",
        publisher=edition.show.organiser or edition.show.name,
        kind="organiser",
        title=f"List of exhibitors, {name}",
        date=day,
    )
    new = ExhibitorList(
        edition=edition.id,
        known_by=day,
        copied=day,
        source=(source.id,),
        exhibitor=imported.exhibitors,
    )
    old, written = _old(path, edition.id)
    is_unchanged = old is not None and old.exhibitor == new.exhibitor
    report = Report(
        file=str(path),
        folder=str(orders.root),
        edition=edition.id,
        source=orders.file,
        sha256=sha256,
        format=imported.format,
        rows=imported.rows,
        exhibitors=new.exhibitor,
        changes=() if old is None else tuple(changes(old, new)),
        doubts=imported.doubts,
        unused=imported.unused,
        bundled=Catalog([bundle()]).exhibitors(edition.id),
        is_new=old is None,
        is_unchanged=is_unchanged,
        is_read=orders.is_read,
        dry_run=orders.dry_run,
    )
    if is_unchanged:
        return report
    if old is not None and not orders.force:
        _refuse_edited(path, written)
    text = list_text.text(new)
    head = _HEAD.format(edition=edition.id, name=name, sha256=sha256, below=_hash(text))
    sources = own_data.with_source(orders.root, source)
    if not orders.dry_run:
        own_data.write([*([sources] if sources else []), (path, head + text)])
    return report


def _old(path: Path, edition_id: str) -> tuple[ExhibitorList | None, str]:
    """The list that is there and its text; raises InvalidData for errors in it."""
    file = read_file(path)
    if file is None:
        return None, ""
    old = value_of(
        file, ExhibitorList, lambda value: needed.of_edition(value, edition_id)
    )
    return old, file.text.replace("\r\n", "\n")


def _refuse_edited(path: Path, written: str) -> None:
    """Raises CannotWrite for a list that was written or edited by hand."""
    match = _BELOW.search(written)
    if match is None:
        raise CannotWrite(
            f"{path}: milipol exhibitors import did not write it; rename it, or replace"
            " it with --force"
        )
    if _hash(written[match.end() :]) != match[1]:
        raise CannotWrite(f"{path}: edited by hand; replace the edits with --force")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
