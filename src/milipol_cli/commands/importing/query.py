"""One import of a programme, from the file to the data folder, and its report."""

import datetime as dt
import functools
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from milipol_cli.base.errors import CannotWrite
from milipol_cli.commands.importing import glance
from milipol_cli.commands.importing.programme import ChangedSession, fit_to_edition, merge_sessions
from milipol_cli.commands.importing.programme_file import about_file, programme_text
from milipol_cli.imports.doubts import with_doubts
from milipol_cli.imports.formats import EditionOfFile, Imported, Request
from milipol_cli.imports.reading import ReadImport, keeps_options, read_with_kept_options
from milipol_cli.imports.report import ImportReport, Orders
from milipol_cli.imports.sources import cited_source, source_of_import
from milipol_cli.imports.target import FileFacts, KnownSubject, Subject, known_subject, target_of
from milipol_cli.imports.writing import lock_folder, value_and_text, write_report
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.load import integrity
from milipol_cli.network.load.data import extra_name, programme_name
from milipol_cli.network.load.findings import Finding
from milipol_cli.network.model.programmes import Extra, Programme, Session


class ProgrammeReport(ImportReport, frozen=True, kw_only=True):
    """The report of an imported programme."""

    imported: Imported
    programme: tuple[Session, ...]
    changes: tuple[ChangedSession, ...]

    @property
    def sessions(self) -> list[Session]:
        """The sessions that are not cancelled."""
        return [session for session in self.programme if not session.cancelled]

    @property
    def number_cancelled(self) -> int:
        """How many sessions are cancelled."""
        return len(self.programme) - len(self.sessions)

    @property
    def days(self) -> list[dt.date]:
        """The days with sessions, in order."""
        return sorted({s.date for s in self.sessions if s.date is not None})

    @property
    def samples(self) -> dict[str, Session]:
        """The first, the middle and the last of the sessions, by labels."""
        return glance.samples(self.sessions)

    @property
    def rooms(self) -> set[str | None]:
        return {session.room for session in self.sessions} - {None}

    @property
    def speakers(self) -> set[str]:
        """The names of the speakers."""
        return {speaker.name for session in self.sessions for speaker in session.speaker}


# The id of the source that the imported programme of an edition cites.
_KEY = "{}-programme"


def import_file(
    orders: Orders, subject: Subject, form: str | None, as_of: AsOf, *, prune: bool
) -> ProgrammeReport:
    """Writes the programme of a file, and reports what it has and what changed.

    With `prune`, sessions that the file no longer has are removed.
    """
    day = as_of.reader_day
    known = known_subject(subject, orders.into, as_of)
    imported, orders, sha256 = _read_programme(orders, known, form)
    facts = FileFacts(orders.name, _KEY, imported.places_by_day, imported.zone)
    target = target_of(known, facts, day)
    leaves_out = orders.tables.rest == "leave-out"
    imported = fit_to_edition(imported, target, orders.name, may_leave_out=leaves_out)
    root, edition = orders.into.root, target.edition
    source_id = _KEY.format(edition)
    path, extra_path = root / programme_name(edition), root / extra_name(edition)
    title = f"Programme, SHA-256 {sha256[:12]}"
    cited = cited_source(orders, source_id, title, target.organiser, day)
    check = functools.partial(integrity.programme_errors, edition_id=edition)
    with lock_folder(root, path, dry_run=orders.dry_run):
        before, old_text = value_and_text(path, Programme, check)
        old = () if before is None else without_source(before)
        taken = _ids_taken(extra_path, check)
        merged = merge_sessions(old, imported.sessions, taken=taken, day=day, prune=prune)
        source = source_of_import(orders, cited, target.own_days)
        is_same_programme = before is not None and old == merged.sessions
        is_same = (
            is_same_programme
            and target.change is None
            and keeps_options(orders, imported, old_text)
        )
        present = (session for session in merged.sessions if not session.cancelled)
        report = ProgrammeReport(
            orders=orders,
            source=source,
            imported=with_doubts(imported, glance.double_bookings(present)),
            path=path,
            sha256=sha256,
            is_new=before is None,
            is_unchanged=is_same and not source.is_due,
            programme=merged.sessions,
            changes=merged.changes,
            target=target,
        )
        _refuse_other_programme(report)
        if not report.is_unchanged:
            text = programme_text(edition, source_id, merged.sessions)
            about = about_file(edition)
            write_report(report, old_text, about, text, extra=extra_path.name)
        return report


def _read_programme(orders: Orders, known: KnownSubject, form: str | None) -> ReadImport[Imported]:
    """The sessions of the file, read for an edition as far as that is known."""
    first, last = known.days
    days = EditionOfFile(zone=known.zone, first=first, last=last)
    edition = known.subject.edition
    return read_with_kept_options(
        orders,
        None if edition is None else programme_name(edition),
        lambda tables: Request(edition=days, format=form, tables=tables),
        Imported,
    )


def _ids_taken(extra_path: Path, check: Callable[[Extra], Iterable[Finding]]) -> set[str]:
    """The ids of the sessions that the user added in a file of their own, if any."""
    extra, _ = value_and_text(extra_path, Extra, check)
    return set() if extra is None else {session.id for session in extra.session}


def _refuse_other_programme(report: ProgrammeReport) -> None:
    """Raises CannotWrite if fewer than one in five sessions are still in the file.

    One or two sessions may go, so that a small programme can be replaced as a whole.
    """
    orders, kinds = report.orders, Counter(change.kind for change in report.changes)
    gone = kinds["gone"] + kinds["removed"]
    stay = len(report.imported.sessions) - kinds["new"]
    if gone > max(2, 4 * stay) and not orders.force:
        raise CannotWrite(
            f"{report.path}: {gone} of its {gone + stay} sessions are not in"
            f" {orders.name}; if it is the right file, use --force"
        )


def without_source(programme: Programme) -> tuple[Session, ...]:
    """The sessions of a programme, without a source that is only the programme's."""
    return tuple(
        msgspec.structs.replace(session, source=())
        if session.source == programme.source
        else session
        for session in programme.session
    )
