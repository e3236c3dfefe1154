"""One import, from the file to the data folder."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from milipol_cli import bounded, own_data
from milipol_cli.doubts import Doubt
from milipol_cli.errors import CannotWrite, InvalidData
from milipol_cli.importing import new_show, programme_text
from milipol_cli.importing.fitting import fitted
from milipol_cli.importing.new_show import ShowChange, Target
from milipol_cli.importing.programme import field_changes, merged, near_misses
from milipol_cli.importing.query import ProgrammeOrders, Report
from milipol_cli.importing.sessions import Edition, Imported, Request
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.load import Catalog, needed
from milipol_cli.network.load.data import (
    extra_name,
    programme_name,
    show_name,
)
from milipol_cli.network.load.findings import Finding
from milipol_cli.network.load.ids import edition_named
from milipol_cli.network.load.reading import read_file
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.kinds import show_id_of
from milipol_cli.network.model.programmes import Extra, Programme, Session
from milipol_cli.network.model.record import converted

_READER = "milipol_cli.importing.formats"
# The most edits that are listed in a message.
_MOST_LISTED = 12
_SHOWN = 40
_REVIEWED = re.compile(r"^(reviewed\s*=\s*)(\d{4}-\d{2}-\d{2})", re.MULTILINE)


def import_file(orders: ProgrammeOrders, data: Catalog, as_of: AsOf) -> Report:
    """Writes the programme of a file, and reports what it has and what changed.

    Raises BadInput for what cannot be imported like that, UnknownId for no such
    edition, InvalidData for a file that is wrong, CannotWrite for edits by hand.
    """
    show, change = orders.edition, None
    if isinstance(show, str):
        edition = edition_named(show, data, as_of)
        target = new_show.target_named(edition)
        reader = Edition(zone=target.zone, first=target.first, last=target.last)
        raw, imported = _read(orders, reader)
    else:
        has_file = (orders.root / show_name(show.id)).is_file()
        known = new_show.known_show(data, show, has_file=has_file)
        zone = show.zone if known is None else known.show.zone
        raw, imported = _read(orders, Edition(zone=zone))
        target, change = new_show.target_of(
            imported, show, known, as_of.reader_day, orders.file
        )
    try:
        imported = fitted(imported, target)
    except InvalidData as error:
        raise InvalidData(f"{orders.file}: {error}") from None
    path = orders.root / programme_name(target.edition)
    with own_data.locked(orders.root, path, dry_run=orders.dry_run):
        return _update(path, raw, imported, target, change, orders, as_of)


def _read(orders: ProgrammeOrders, edition: Edition) -> tuple[bytes, Imported]:
    """The file, and what is in it."""
    raw = bounded.content(orders.file)
    request = Request(edition=edition, format=orders.format, columns=orders.columns)
    answer = bounded.answer(_READER, orders.file, raw, request)
    return raw, converted(answer, Imported)


def _update(
    path: Path,
    raw: bytes,
    imported: Imported,
    target: Target,
    change: ShowChange | None,
    orders: ProgrammeOrders,
    as_of: AsOf,
) -> Report:
    day = as_of.reader_day

    def check(value: Extra) -> Iterator[Finding]:
        return needed.programme(value, target.edition)

    before, text_before = own_data.contents(path, Programme, check)
    extra, _ = own_data.contents(orders.root / extra_name(target.edition), Extra, check)
    old = () if before is None else _without_source(before)
    new = merged(
        old,
        imported.sessions,
        taken={session.id for session in extra.session} if extra else set(),
        day=day,
        prune=orders.prune,
    )
    doubts = [
        Doubt(
            text=f"new: {now.title!r} may be the same as {gone.title!r}, which is gone"
        )
        for gone, now in near_misses(new.changes)
    ]
    imported = msgspec.structs.replace(imported, doubts=(*doubts, *imported.doubts))
    report = Report(
        orders=orders,
        imported=imported,
        path=path,
        edition=target.edition,
        sha256=own_data.sha256(raw),
        is_new=before is None,
        is_unchanged=change is None and before is not None and old == new.sessions,
        programme=new.sessions,
        changes=new.changes,
        days_before=None if change is None else change.days_before,
        days_now=Dates(start=target.first, end=target.last),
    )
    if report.is_unchanged:
        return report
    if before is not None and not orders.force:
        _refuse_edited(path, target.edition, before, text_before, new.sessions)
    source = own_data.source(
        target.source, target.publisher, "Programme", orders.file, day
    )
    text = programme_text.text(
        target.edition, source.id, new.sessions, orders.file, report.sha256
    )
    # Each is right with those before it, so what a killed import leaves has no errors.
    texts = own_data.with_source(orders.root, source)
    if change is not None:
        show_path = orders.root / show_name(show_id_of(target.edition))
        texts.append((show_path, _show_text(show_path, change, day)))
    if not orders.dry_run:
        own_data.write([*texts, (path, text)])
    return report


def _without_source(programme: Programme) -> tuple[Session, ...]:
    """The sessions as a file has them: without the source of the whole programme."""
    return tuple(
        msgspec.structs.replace(session, source=())
        if session.source == programme.source
        else session
        for session in programme.session
    )


def _show_text(path: Path, change: ShowChange, day: dt.date) -> str:
    """The text of a show.toml with a change, reviewed on a day if that is later."""
    before = None if change.is_new else read_file(path)
    if before is None:
        return change.text

    def later(match: re.Match[str]) -> str:
        return f"{match[1]}{max(match[2], day.isoformat())}"

    text = re.sub(_REVIEWED, later, before.text, count=1)
    end = "" if text.endswith("\n") else "\n"
    return f"{text}{end}{change.text}"


def _refuse_edited(
    path: Path, edition: str, old: Programme, written: str, new: Sequence[Session]
) -> None:
    """Raises CannotWrite for a file that was written or edited by hand.

    `new` are the sessions that would take the place of its own: the message has the
    edits, with the values that they would get.
    """
    if not own_data.is_edited(written):
        return
    extra = Path(extra_name(edition)).name
    if not own_data.is_imported(written):
        raise CannotWrite(
            f"{path}: milipol import did not write it; rename it to {extra} to keep"
            " what it adds, or replace it with --force"
        )
    edits = list(_edits(old, written, new))
    listed = "; ".join(edits[:_MOST_LISTED])
    if len(edits) > _MOST_LISTED:
        listed += f"; and {len(edits) - _MOST_LISTED} more"
    raise CannotWrite(
        f"{path}: edited by hand: {listed}; put what you add into {extra}, or replace"
        " the edits with --force"
    )


def _edits(old: Programme, written: str, new: Sequence[Session]) -> Iterator[str]:
    """What was edited: "keynote changed (room 'B', in the new file 'A')"."""
    sessions = {session.id: session for session in new}
    words = programme_text.edits(written, _without_source(old))
    for key, word in words.items():
        values = ""
        if word == "changed" and key in sessions:
            values = ", ".join(
                f"{change.field} {_quoted(change.old)}, in the new file"
                f" {_quoted(change.new)}"
                for change in field_changes(old.sessions_by_id[key], sessions[key])
            )
        yield f"{key} {word}" + (f" ({values})" if values else "")
    if old.theme or old.notes or old.times:
        yield "themes or notes added"
    elif not words:
        yield "comments or order"


def _quoted(text: str | None) -> str:
    if text is None:
        return "none"
    return repr(text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…")
