"""One import, from the file to the data folder."""

import contextlib
import datetime as dt
from pathlib import Path
from typing import NamedTuple

import msgspec

from milipol_cli import bounded, own_data
from milipol_cli.errors import InvalidData
from milipol_cli.importing import fitting, folder, programme, query, target
from milipol_cli.importing.folder import Folder, Source
from milipol_cli.importing.new_show import NewShow
from milipol_cli.importing.query import Report
from milipol_cli.importing.reading import Request
from milipol_cli.importing.sessions import Edition, Imported
from milipol_cli.importing.target import ShowChange, Target
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.load import Catalog
from milipol_cli.network.load.data import show_name
from milipol_cli.network.model.programmes import Programme, Session
from milipol_cli.network.model.record import converted

_READER = "milipol_cli.importing.reading"


class Orders(NamedTuple):
    """What to import: the file, and how; and where to.

    Either the id of an `edition` or a `show` is given. `is_read` is whether other
    commands read the data folder `root`.
    """

    file: str
    request: Request
    edition: str | None
    show: NewShow | None
    root: Path
    is_read: bool
    prune: bool
    force: bool
    dry_run: bool


def import_file(orders: Orders, data: Catalog, as_of: AsOf) -> Report:
    """Writes the programme of a file, and reports what it has and what changed.

    Raises BadInput for what cannot be imported like that, UnknownId for no such
    edition, InvalidData for a file that is wrong, CannotWrite for edits by hand.
    """
    day = as_of.reader_day
    if orders.show is None:
        assert orders.edition is not None  # one of the two is given
        aim = target.known_edition(data, orders.edition, as_of)
        source, imported = _read(orders, aim.reader_edition, day)
        change = None
    else:
        has_file = (orders.root / show_name(orders.show.id)).is_file()
        known = target.show_named(data, orders.show, has_file=has_file)
        zone = orders.show.zone if known is None else known.show.zone
        source, imported = _read(orders, Edition(zone=zone), day)
        aim, change = target.edition_in(imported, orders.show, known, day, orders.file)
    try:
        sessions, misfits = fitting.fitted(
            imported.sessions, aim.first, aim.last, aim.zone
        )
    except InvalidData as error:
        raise InvalidData(f"{orders.file}: {error}") from None
    sessions, unknown = programme.with_our_kinds(sessions)
    doubts = sorted(
        (*imported.doubts, *misfits, *unknown), key=lambda doubt: doubt.line or 0
    )
    imported = msgspec.structs.replace(
        imported, sessions=tuple(sessions), doubts=tuple(doubts)
    )
    place = Folder(orders.root, aim.edition)
    locked = own_data.locked(place.root, place.path)
    with contextlib.nullcontext() if orders.dry_run else locked:
        return _update(place, source, imported, aim, change, orders)


def _read(orders: Orders, edition: Edition, day: dt.date) -> tuple[Source, Imported]:
    """The file, and what is in it."""
    source = Source(orders.file, bounded.content(orders.file), day)
    request = msgspec.structs.replace(orders.request, edition=edition)
    answer = bounded.answer(_READER, source.name, source.raw, request)
    return source, converted(answer, Imported)


def _update(
    place: Folder,
    source: Source,
    imported: Imported,
    aim: Target,
    change: ShowChange | None,
    orders: Orders,
) -> Report:
    before = place.programme()
    old = () if before is None else _without_source(before[0])
    new = programme.merged(
        old,
        imported.sessions,
        taken=place.extra_ids(),
        day=source.day,
        prune=orders.prune,
    )
    report = query.report(
        new,
        imported,
        file=str(place.path),
        folder=str(place.root),
        edition=aim.edition,
        source=source.name,
        sha256=source.sha256,
        is_new=before is None,
        is_unchanged=before is not None and old == new.sessions,
        dry_run=orders.dry_run,
        is_read=orders.is_read,
    )
    if report.is_unchanged and change is None:
        return report
    if before is not None and not orders.force:
        folder.refuse_edited(place.path, aim.edition, *before, new.sessions)
    texts = place.texts(source, aim, new.sessions, change)
    if not orders.dry_run:
        own_data.write(texts)
    return report


def _without_source(programme: Programme) -> tuple[Session, ...]:
    """The sessions as a file has them: without the source of the whole programme."""
    return tuple(
        msgspec.structs.replace(session, source=())
        if session.source == programme.source
        else session
        for session in programme.session
    )
