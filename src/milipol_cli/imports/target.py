"""The edition that a file is imported for, and what that changes in its show.toml."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from milipol_cli.base.errors import (
    BadInput,
    CannotWrite,
    InvalidData,
    UnknownId,
    did_you_mean,
)
from milipol_cli.base.folding import slug
from milipol_cli.base.toml_lines import split_tables, with_table
from milipol_cli.base.toml_values import toml_text, toml_value
from milipol_cli.imports.texts import code_of_printed_country
from milipol_cli.look.words.dates import dates_plain, day_plain, join_names
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.countries import countries
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.load import Catalog
from milipol_cli.network.load.combine import value_of
from milipol_cli.network.load.data import show_name
from milipol_cli.network.load.ids import edition_named
from milipol_cli.network.load.integrity import reserved_names, show_errors
from milipol_cli.network.load.reading import file_of, read_file
from milipol_cli.network.model.dates import MOST_DAYS, Dates, reach, window
from milipol_cli.network.model.record import Record, ShowId, show_id_of
from milipol_cli.network.model.shows import Edition, Notice, Show, ShowFile, Venue
from milipol_cli.network.model.sources import Source

_REVIEWED = re.compile(r"^(reviewed\s*=\s*)(\d{4}-\d{2}-\d{2})", re.MULTILINE)
_HEADER = re.compile(r"^[ \t]*\[+[ \t]*(\w+)[ \t]*(?:\.[ \t]*(\w+))?", re.MULTILINE)
# Empty lines and comments, which belong to the header below them.
_ABOVE_HEADER = re.compile(r"(?:^[ \t]*(?:#.*)?\n)*\Z", re.MULTILINE)

# The options about a new show, by their fields.
_NEEDED = {"name": "--name", "city": "--city", "country_code": "--country"}
_OPTIONS = {**_NEEDED, "zone": "--zone"}  # which a file may name

# The source of days that the user gave to an import.
OWN_DAYS = Source(
    id="own-days",
    publisher="own notice",
    kind="participant",
    title="days given to milipol import",
)
_NOT_OF_ORGANISER = "own notice, not the organiser's"


class Subject(Record, frozen=True, kw_only=True):
    """The edition or the new show that the options describe.

    `start` and `until` are its days. If `is_moved`, an edition that had others moved,
    which is known by `known_by`.
    """

    edition: str | None = None
    show: str | None = None
    name: str | None = None
    city: str | None = None
    country_code: str | None = None
    zone: ZoneInfo | None = None
    start: dt.date | None = None
    until: dt.date | None = None
    is_moved: bool = False
    known_by: dt.date | None = None

    @property
    def has_days(self) -> bool:
        return self.start is not None and self.until is not None


class DaysChange(NamedTuple):
    """The days of an edition that a show.toml gets, and `before`, if it had others.

    `lines` are the first and the last of the new lines in its new `text`. The notice is
    `own` if its days are not those of a file.
    """

    path: Path
    text: str
    lines: tuple[int, int]
    known_by: dt.date
    days: Dates
    before: Dates | None
    own: bool

    @property
    def added(self) -> str:
        first, last = self.lines
        return "\n".join(self.text.splitlines()[first - 1 : last])


class Target(NamedTuple):
    """An edition with its zone, days and organiser, and what its show.toml gets.

    `title` is what people call it. `advice` is what to do if the file has other days.
    """

    edition: str
    title: str
    zone: ZoneInfo
    first: dt.date
    last: dt.date
    organiser: str
    advice: str = ""
    change: DaysChange | None = None

    @property
    def days(self) -> Dates:
        return Dates(start=self.first, end=self.last)

    @property
    def days_before(self) -> Dates | None:
        """The days that it had, if it moved."""
        return self.change and self.change.before

    @property
    def own_days(self) -> Source | None:
        """The source of days that were given, if it gets such days."""
        return OWN_DAYS if self.change and self.change.own else None


class FileFacts(NamedTuple):
    """What the imported file says about its edition, as far as it says anything.

    It is called `name` in messages, and cited by the id `source`, with {} for the
    edition. `days` are those of its sessions in order, with their places in the file.
    """

    name: str
    source: str = ""
    days: Mapping[dt.date, str] = MappingProxyType({})
    zone: ZoneInfo | None = None


class KnownSubject(NamedTuple):
    """A subject with the facts known about it before its file is read.

    `edition` is the edition with the id in the data, and `show` its show; without an
    edition, it is a new one of that show, which has no other `venue`. `file` is the
    show.toml of a show that an import added; a new show has neither. `text` is the text
    at `path`.
    """

    subject: Subject
    path: Path
    text: str
    show: Show | None = None
    edition: EditionAsOf | None = None
    venue: str | None = None
    file: ShowFile | None = None

    @property
    def zone(self) -> ZoneInfo | None:
        """Its time zone, if that is known."""
        if self.edition is not None:
            return self.edition.zone
        return self.subject.zone if self.show is None else self.show.zone

    @property
    def days(self) -> tuple[dt.date | None, dt.date | None]:
        """The first and last day, as far as known: those given come before others."""
        subject = self.subject
        if self.edition is None or subject.is_moved or subject.start is not None:
            return subject.start, subject.until
        return reach(self.edition.dates)


def country_named(name: str) -> str:
    """The code of a country by its name or code; raises BadInput."""
    code = code_of_printed_country(name)
    if code in countries():
        return code
    names = {name.casefold(): name for name in countries().values()}
    hint = did_you_mean(name.casefold(), names) or "expected a code like FR (ISO 3166)"
    raise BadInput(f"--country {name!r}: no such country; {hint}")


def known_subject(
    subject: Subject, data: Catalog, root: Path, as_of: AsOf
) -> KnownSubject:
    """A subject with the facts known about it, whose files are in the folder `root`.

    Raises UnknownId for an edition that is not known and has no days, and BadInput for
    options that do not fit.
    """
    if subject.show is not None:
        return _known_show(subject, data, root)
    further = _show_of_new_edition(subject, data)
    if further is None:
        edition = edition_named(str(subject.edition), data, as_of)
        _refuse_days(subject, edition)
        subject = replace(subject, edition=edition.id)
        known = KnownSubject(subject, root, "", edition.show, edition)
    else:
        subject = replace(subject, edition=str(subject.edition).casefold())
        venue = _only_venue(further)
        known = KnownSubject(subject, root, "", further.show, venue=venue)
    path = root / show_name(show_id_of(str(subject.edition)))
    file = read_file(path)
    text = "" if file is None else file.text
    return known._replace(path=path, text=text)


def _show_of_new_edition(subject: Subject, data: Catalog) -> ShowFile | None:
    """The known show of an edition that is not known yet; None for any other subject.

    Raises UnknownId if its days are missing, and BadInput if they are of another year.
    """
    name = str(subject.edition).casefold()
    show_id, _, year = name.rpartition("-")
    shows = {file.show.id: file for file in data.shows}
    file = shows.get(show_id)
    if file is None or not re.fullmatch("[0-9]{4}", year):
        return None
    if any(edition.id == name for edition in file.edition):
        return None
    if subject.is_moved or not subject.has_days:
        near = did_you_mean(name, [edition.id for edition in file.edition])
        raise UnknownId(
            f"no edition {name!r}; for a new one, add its days with --start and"
            f" --until; {near or f'see milipol show {show_id}'}"
        )
    if str(subject.start)[:4] != year:
        raise BadInput(
            f"--start '{subject.start}': {name} begins in {year}; correct one of them"
        )
    return file


def _refuse_days(subject: Subject, edition: EditionAsOf) -> None:
    """Raises BadInput for days that an edition has already, or that come too late."""
    last = edition.notices[-1].day_known
    if subject.known_by is not None and subject.known_by < last:
        raise BadInput(
            f"--known-by '{subject.known_by}': the last notice of {edition.id} is of"
            f" {day_plain(last)}; expected a day from then on"
        )
    is_exact = edition.dates.start is not None and edition.dates.end is not None
    if subject.start is None or subject.is_moved or not is_exact:
        return
    raise BadInput(
        f"--start '{subject.start}': {edition.id} is on {dates_plain(edition.dates)};"
        " if it moved, add --moved"
    )


def _known_show(subject: Subject, data: Catalog, root: Path) -> KnownSubject:
    """The show that an earlier import added, or what a new one needs."""
    show = str(subject.show)
    try:
        msgspec.convert(show, ShowId)
        if any(reserved_names((), show)):
            raise msgspec.ValidationError
    except msgspec.ValidationError:
        raise BadInput(
            f"--new-show {show!r}: expected an id of at most 40 lowercase letters,"
            " digits and hyphens that is not 'agenda' and does not end in a year"
        ) from None
    path = root / show_name(show)
    file = read_file(path)
    if file is None:
        if any(show in (f.show.id, *f.show.aliases) for f in data.shows):
            raise BadInput(
                f"--new-show {show!r}: this show is known already; use --edition"
            )
        missing = [_NEEDED[f] for f in _NEEDED if getattr(subject, f) is None]
        if missing:
            raise BadInput(
                f"--new-show {show!r}: {join_names(missing)} missing; --zone is needed,"
                " too, unless the file names its time zone"
            )
        return KnownSubject(subject, path, "")
    known = value_of(file, ShowFile, lambda value: show_errors(value, show))
    for field, option in _OPTIONS.items():
        value, held = getattr(subject, field), getattr(known.show, field)
        if value is not None and value != held:
            raise BadInput(
                f"{option} {str(value)!r}: {show_name(show)} has {str(held)!r};"
                " change it there, or leave the option out"
            )
    text = file.text
    venue = _only_venue(known)
    return KnownSubject(subject, path, text, known.show, venue=venue, file=known)


def target_of(known: KnownSubject, file: FileFacts, day: dt.date) -> Target:
    """The edition that a file is imported for on a day; raises InvalidData or BadInput.

    Days that were given come before the days of the file; an edition that was once
    given days by hand keeps them, too.
    """
    subject = known.subject
    own = subject.has_days or subject.is_moved
    if known.edition is not None and not own:
        return _target_as_known(known.edition)
    target = _target_on_days(known, file)
    before = None if known.edition is None else known.edition.dates
    if known.file is not None:
        before, target = _days_before(known.file, target, own=own)
    first, last = target.first, target.last
    if before is not None and window(before) == (first, last):
        return target
    cited = file.source.format(target.edition)
    notice = Notice(
        known_by=subject.known_by or (day if before else min(day, first)),
        start=first,
        end=last,
        status="announced",
        notes=(_NOT_OF_ORGANISER,) if own else (),
        source=(OWN_DAYS.id if own else cited,),
    )
    if known.show is None:
        whole = _new_show(subject, target, notice, cited, day)
        made = f"# milipol made this file for {file.name}; it is yours to change.\n"
        text, lines = f"{made}{toml_text(whole)}", (1, 1)
    else:
        if before is None:  # a further edition of a show with one place
            notice = replace(notice, venue=known.venue)
        text, lines = _with_notice(known, target.edition, notice, day)
    change = DaysChange(
        path=known.path,
        text=text,
        lines=lines,
        known_by=notice.day_known,
        days=target.days,
        before=before,
        own=own,
    )
    return target._replace(change=change)


def _target_on_days(known: KnownSubject, file: FileFacts) -> Target:
    """The edition on the days that were given, or else those of a file, in its zone.

    Raises InvalidData for days that are no edition, BadInput without a zone.
    """
    subject, show = known.subject, known.show
    first, last = _first_and_last(subject, file)
    zone = known.zone or file.zone
    if zone is None:
        raise BadInput(f"{file.name}: no time zone in the file; add --zone")
    edition = subject.edition or f"{subject.show}-{first.year}"
    name = show.name if show else str(subject.name)
    title = known.edition.title if known.edition else f"{name} {edition[-4:]}"
    organiser = (show and show.organiser) or name
    return Target(edition, title, zone, first, last, organiser)


def _first_and_last(subject: Subject, file: FileFacts) -> tuple[dt.date, dt.date]:
    """The days that were given, or else those of a file; raises InvalidData."""
    days = file.days
    first = subject.start or next(iter(days), None)
    last = subject.until or next(reversed([*days]), None)
    if first is None or last is None:
        raise InvalidData(f"{file.name}: no session has a date, so there is no edition")
    if not 0 <= (last - first).days < MOST_DAYS:  # `milipol check` warns about it, too
        ends = (f"{day_plain(day)} ({days.get(day, 'given')})" for day in (first, last))
        raise InvalidData(
            f"{file.name}: sessions from {' to '.join(ends)}; expected an edition of at"
            f" most {MOST_DAYS} days; leave only its sessions in the file"
        )
    return first, last


def _target_as_known(edition: EditionAsOf) -> Target:
    """The edition with the days that are known, if no others are given."""
    first, last = reach(edition.dates)
    return Target(
        edition.id,
        edition.title,
        edition.zone,
        first,
        last,
        edition.show.organiser or edition.show.name,
        "if it moved, add --moved",
    )


def _days_before(
    file: ShowFile, target: Target, *, own: bool
) -> tuple[Dates | None, Target]:
    """The days that an edition of an added show had, if it is there.

    An edition that was given days by hand keeps them, unless others are given.
    """
    edition = next((e for e in file.edition if e.id == target.edition), None)
    if edition is None:
        return None, target
    dated = [notice for notice in edition.notice if notice.dates is not None]
    before = dated[-1].dates
    assert before is not None  # of those with dates
    if not own and not dated[-1].source[0].startswith(f"{edition.id}-"):
        first, last = reach(before)
        target = target._replace(
            first=min(first, target.first), last=max(last, target.last)
        )
    return before, target


def _only_venue(file: ShowFile) -> str | None:
    """The venue of a show that has only one."""
    return file.venue[0].id if len(file.venue) == 1 else None


def _with_notice(
    known: KnownSubject, edition_id: str, notice: Notice, day: dt.date
) -> tuple[str, tuple[int, int]]:
    """The text of a show.toml with a notice of an edition, and its new lines.

    It goes below the other notices of the edition, or to the end with the edition.
    Raises CannotWrite for a file in a form that only a person writes.
    """
    table = file_of(known.text, known.path).table
    show = split_tables(known.text)
    if "show" in show.names and table["show"]["reviewed"] < day:
        review = {"reviewed": toml_value(day)}
        show = show.with_values_in(show.names.index("show"), review)
    editions: list[Any] = table.get("edition", [])
    ids = [edition.get("id") for edition in editions]
    if edition_id in ids:
        number = ids.index(edition_id)
        for earlier in editions[number].get("notice", [])[-1:]:
            # Notices are in the order in which they were known.
            known_by = max(_day_known(earlier), notice.day_known)
            notice = replace(notice, known_by=known_by)
        above, below = show.parted_below(_last_table_of(number, show.names))
        added = f"[[edition.notice]]\n{toml_text(notice)}"
    else:
        number = len(ids)
        above, below = show.lines, []
        edition = Edition(id=edition_id, notice=(notice,))
        added = f"[[edition]]\n{toml_text(edition, 'edition.')}"
    text = "".join([*with_table(above, added), *below])
    if not _has_notice(text, known.path, number, notice):
        raise CannotWrite(
            f"{known.path}: no place for a notice; add to {edition_id} an"
            f" [[edition.notice]] with start = {notice.start} and end = {notice.end}"
        )
    last = text[: len(text) - len("".join(below))].count("\n")
    return text, (last - added.count("\n") + 1, last)


def _last_table_of(number: int, names: Sequence[str]) -> int:
    """The index of the last table of an edition, given the names of all tables.

    If the editions are in one list, it is the last table of the file.
    """
    last, count = len(names) - 1, -1
    for index, name in enumerate(names):
        count += name == "edition"
        if count == number and name.startswith("edition"):
            last = index
    return last


def _has_notice(text: str, path: Path, number: int, notice: Notice) -> bool:
    """Whether the last notice of an edition in the text of a show.toml is this one."""
    try:
        last = file_of(text, path).table["edition"][number]["notice"][-1]
    except (InvalidData, LookupError):
        return False
    return (last.get("start"), last.get("end")) == (notice.start, notice.end)


def _day_known(notice: Any) -> dt.date:
    day: dt.date = notice.get("known") or notice["known_by"]
    return day


def _new_show(
    subject: Subject, target: Target, notice: Notice, cited: str, day: dt.date
) -> ShowFile:
    """The show.toml of a new show with its first edition."""
    assert subject.name and subject.city and subject.country_code  # noqa: PT018  checked before
    place: dict[str, Any] = {
        "city": subject.city,
        "country": countries()[subject.country_code],
        "country_code": subject.country_code,
        "zone": target.zone,
        "source": (cited,),
    }
    venue = Venue(id=slug(subject.city), **place)
    notice = replace(notice, venue=venue.id)
    return ShowFile(
        show=Show(id=str(subject.show), name=subject.name, reviewed=day, **place),
        venue=(venue,),
        edition=(Edition(id=target.edition, notice=(notice,)),),
    )
