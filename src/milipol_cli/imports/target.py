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

from milipol_cli.base.errors import BadInput, CannotWrite, InvalidData, UnknownId, did_you_mean
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

# The options about a new show, by their fields.
_NEEDED = {"name": "--name", "city": "--city", "country_code": "--country"}
_OPTIONS = {**_NEEDED, "zone": "--zone"}  # which a file may name

# The source of days that the user gave to an import.
OWN_DAYS = Source(
    id="own-days", publisher="own notice", kind="participant", title="days given to milipol import"
)
_NOT_OF_ORGANISER = "own notice, not the organiser's"


class Destination(NamedTuple):
    """The data folder to write, and the data with it.

    `is_read` is whether other commands read that folder, too.
    """

    root: Path
    is_read: bool
    data: Catalog


class Subject(Record, frozen=True, kw_only=True):
    """The edition or the new show that the options describe.

    `start` and `until` are its days. If it `is_moved`, the edition had other days, and
    the move was known by `known_by`.
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

    @property
    def sets_days(self) -> bool:
        """Whether the edition gets its days from the options, not as a file has it."""
        return self.has_days or self.is_moved


class DaysChange(NamedTuple):
    """The days of an edition that a show.toml gets, and the days that it had `before`.

    `lines` are the first and the last of the new lines in its new `text`. The notice is
    `own` if the user gave the days, and not a file. A new edition had no days before.
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

    `title` is what people call the edition. `advice` says what to do if a file has
    other days; "" if the days follow from the file.
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
        """The days that the edition had, if it moved."""
        return self.change and self.change.before

    @property
    def own_days(self) -> Source | None:
        """The source of days that were given, if it gets such days."""
        return OWN_DAYS if self.change and self.change.own else None


class FileFacts(NamedTuple):
    """What the imported file says about its edition, as far as it says anything.

    The file is called `name` in messages, and cited by the id `source`, with {} for
    the edition. `days` has the days of its sessions in order, with their places.
    """

    name: str
    source: str = ""
    days: Mapping[dt.date, str] = MappingProxyType({})
    zone: ZoneInfo | None = None


class KnownSubject(NamedTuple):
    """A subject with the facts known about it before its file is read.

    `edition` is set if the data has the edition, and `show` if it has the show. A new
    edition is at the `venue` of its show, if the show has only one. `file` is the
    show.toml of a show that an import added. `text` is the text at `path`, if any.
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
        """The first and last day, as far as known: days that were given come first."""
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


def known_subject(subject: Subject, into: Destination, as_of: AsOf) -> KnownSubject:
    """A subject with the facts known about it, and its show.toml in a data folder.

    Raises UnknownId for an edition that is not known and has no days, and BadInput for
    options that do not fit.
    """
    if subject.show is not None:
        return _known_show(subject, into)
    show_file = _show_of_new_edition(subject, into.data)
    # The path and its text are filled in at the end.
    if show_file is None:
        edition = edition_named(str(subject.edition), into.data, as_of)
        _refuse_days(subject, edition)
        subject = replace(subject, edition=edition.id)
        known = KnownSubject(subject, into.root, "", edition.show, edition)
    else:
        subject = replace(subject, edition=str(subject.edition).casefold())
        show, venue = show_file.show, _only_venue(show_file)
        known = KnownSubject(subject, into.root, "", show, venue=venue)
    path = into.root / show_name(show_id_of(str(subject.edition)))
    file = read_file(path)
    return known._replace(path=path, text="" if file is None else file.text)


def _show_of_new_edition(subject: Subject, data: Catalog) -> ShowFile | None:
    """The known show of an edition that is not known yet; None for any other subject.

    Raises UnknownId for a fair, or if its days are missing, and BadInput if they are of
    another year.
    """
    edition_id = str(subject.edition).casefold()
    show_id, _, year = edition_id.rpartition("-")
    shows = {file.show.id: file for file in data.shows}
    file = shows.get(show_id)
    if file is None:
        fairs = data.lists.shows_of_fairs.keys() - shows
        fair_id = next((name for name in (edition_id, show_id) if name in fairs), None)
        if fair_id is not None:
            raise UnknownId(
                f"{edition_id!r} is not a Milipol show; to add your own list of"
                f" {fair_id}, use --new-show {fair_id}"
            )
    if file is None or not re.fullmatch("[0-9]{4}", year):
        return None
    if any(edition.id == edition_id for edition in file.edition):
        return None
    if subject.is_moved or not subject.has_days:
        near = did_you_mean(edition_id, [edition.id for edition in file.edition])
        raise UnknownId(
            f"no edition {edition_id!r}; for a new one, add its days with --start and"
            f" --until; {near or f'see milipol show {show_id}'}"
        )
    if str(subject.start)[:4] != year:
        raise BadInput(
            f"--start '{subject.start}': {edition_id} begins in {year}; correct one of them"
        )
    return file


def _refuse_days(subject: Subject, edition: EditionAsOf) -> None:
    """Raises BadInput for new days that do not fit what is known of an edition.

    A move must not be known before the last notice, and an edition with exact days
    gets other days only if it moved.
    """
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


def _known_show(subject: Subject, into: Destination) -> KnownSubject:
    """The show that an earlier import added, or a new one; raises BadInput."""
    show = str(subject.show)
    _refuse_show_id(show)
    path = into.root / show_name(show)
    file = read_file(path)
    if file is None:
        _refuse_new_show(subject, into.data)
        return KnownSubject(subject, path, "")
    known = value_of(file, ShowFile, lambda value: show_errors(value, show))
    _refuse_other_facts(subject, known.show)
    return KnownSubject(subject, path, file.text, known.show, venue=_only_venue(known), file=known)


def _refuse_show_id(show: str) -> None:
    """Raises BadInput for what cannot be the id of a show."""
    try:
        msgspec.convert(show, ShowId)
        if any(reserved_names((), show)):
            raise msgspec.ValidationError
    except msgspec.ValidationError:
        raise BadInput(
            f"--new-show {show!r}: expected an id of at most 40 lowercase letters,"
            " digits and hyphens that is not 'agenda' and does not end in a year"
        ) from None


def _refuse_new_show(subject: Subject, data: Catalog) -> None:
    """Raises BadInput for a new show that is known already or lacks an option."""
    show = str(subject.show)
    if any(show in (file.show.id, *file.show.aliases) for file in data.shows):
        raise BadInput(f"--new-show {show!r}: this show is known already; use --edition")
    missing = [_NEEDED[field] for field in _NEEDED if getattr(subject, field) is None]
    if missing:
        raise BadInput(
            f"--new-show {show!r}: {join_names(missing)} missing; --zone is needed,"
            " too, unless the file names its time zone"
        )


def _refuse_other_facts(subject: Subject, show: Show) -> None:
    """Raises BadInput for an option that says something else than the show's file."""
    for field, option in _OPTIONS.items():
        value, held = getattr(subject, field), getattr(show, field)
        if value is not None and value != held:
            raise BadInput(
                f"{option} {str(value)!r}: {show_name(show.id)} has {str(held)!r};"
                " change it there, or leave the option out"
            )


def target_of(known: KnownSubject, file: FileFacts, day: dt.date) -> Target:
    """The edition that a file is imported for on a day; raises InvalidData or BadInput.

    Days that were given come before the days of the file; an edition that was once
    given days by hand keeps them, too.
    """
    are_days_given = known.subject.sets_days
    if known.edition is not None and not are_days_given:
        return _target_as_known(known.edition)
    target = _target_on_days(known, file)
    dates_before = None if known.edition is None else known.edition.dates
    notice = _last_notice(known.file, target.edition) if known.file else None
    if notice:
        dates_before = notice.dates
        assert dates_before is not None  # of the last notice with days
        # The source of days from an imported file is named after the edition.
        is_by_hand = not notice.source[0].startswith(f"{target.edition}-")
        if is_by_hand and not are_days_given:
            first, last = reach(dates_before)
            first, last = min(first, target.first), max(last, target.last)
            target = target._replace(first=first, last=last)
    if dates_before is not None and window(dates_before) == (target.first, target.last):
        return target
    change = _days_change(known, target, dates_before, file, day)
    return target._replace(change=change)


def _days_change(
    known: KnownSubject, target: Target, before: Dates | None, file: FileFacts, day: dt.date
) -> DaysChange:
    """The notice of the new days of an edition, in the show.toml that gets it."""
    subject, are_days_given = known.subject, known.subject.sets_days
    source_of_file = file.source.format(target.edition)
    notice = Notice(
        # A new edition is known by its first day, also if it is imported later.
        known_by=subject.known_by or (day if before else min(day, target.first)),
        start=target.first,
        end=target.last,
        status="announced",
        notes=(_NOT_OF_ORGANISER,) if are_days_given else (),
        source=(OWN_DAYS.id if are_days_given else source_of_file,),
    )
    if known.show is None:
        show = _new_show(subject, target, notice, source_of_file, day)
        made = f"# milipol made this file for {file.name}; it is yours to change.\n"
        text = f"{made}{toml_text(show)}"
        lines = (1, 1)  # shown only if an edition moved
    else:
        if before is None:  # a further edition of a show with one place
            notice = replace(notice, venue=known.venue)
        text, lines = _with_notice(known, target.edition, notice, day)
    return DaysChange(
        path=known.path,
        text=text,
        lines=lines,
        known_by=notice.day_known,
        days=target.days,
        before=before,
        own=are_days_given,
    )


def _target_on_days(known: KnownSubject, file: FileFacts) -> Target:
    """The edition on the days that were given, or else those of a file, in its zone.

    Raises InvalidData for days that are no edition, BadInput without a zone.
    """
    subject, show = known.subject, known.show
    first, last = _first_and_last(subject, file)
    zone = known.zone or file.zone
    if zone is None:
        raise BadInput(f"{file.name}: no time zone in the file; add --zone")
    edition_id = subject.edition or f"{subject.show}-{first.year}"
    name = show.name if show else str(subject.name)
    title = known.edition.title if known.edition else f"{name} {edition_id[-4:]}"
    organiser = (show and show.organiser) or name
    return Target(edition_id, title, zone, first, last, organiser)


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
    """An edition with the days that are known."""
    first, last = reach(edition.dates)
    return Target(
        edition=edition.id,
        title=edition.title,
        zone=edition.zone,
        first=first,
        last=last,
        organiser=edition.show.organiser or edition.show.name,
        advice="if it moved, add --moved",
    )


def _last_notice(file: ShowFile, edition_id: str) -> Notice | None:
    """The last notice with days of an edition; None if the show has no such edition."""
    edition = next((e for e in file.edition if e.id == edition_id), None)
    if edition is None:
        return None
    return [notice for notice in edition.notice if notice.dates is not None][-1]


def _only_venue(file: ShowFile) -> str | None:
    """The venue of a show that has only one; None if it has several, or none."""
    return file.venue[0].id if len(file.venue) == 1 else None


def _with_notice(
    known: KnownSubject, edition_id: str, notice: Notice, day: dt.date
) -> tuple[str, tuple[int, int]]:
    """The text of a show.toml with a notice of an edition, and its new lines.

    The notice goes below the edition's other notices, or to the end with the edition.
    Raises CannotWrite for a file in a form that only a person writes.
    """
    values = file_of(known.text, known.path).table
    tables = split_tables(known.text)  # the same, as lines to change
    if "show" in tables.names and values["show"]["reviewed"] < day:
        review = {"reviewed": toml_value(day)}
        tables = tables.with_values_in(tables.names.index("show"), review)
    editions: list[Any] = values.get("edition", [])
    ids = [edition.get("id") for edition in editions]
    if edition_id in ids:
        number = ids.index(edition_id)
        # Notices are in the order in which they were known.
        earlier = map(_day_known, editions[number].get("notice", [])[-1:])
        notice = replace(notice, known_by=max([notice.day_known, *earlier]))
        above, below = tables.parted_below(_last_table_of(number, tables.names))
        added = f"[[edition.notice]]\n{toml_text(notice)}"
    else:
        number = len(ids)
        above, below = tables.lines, []
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
    begins = [index for index, name in enumerate(names) if name == "edition"]
    if number >= len(begins):
        return len(names) - 1
    end = [*begins, len(names)][number + 1]
    own = [n for n in range(begins[number], end) if names[n].startswith("edition")]
    return own[-1]


def _has_notice(text: str, path: Path, number: int, notice: Notice) -> bool:
    """Whether a notice is the last of the edition at an index in a show.toml."""
    try:
        last = file_of(text, path).table["edition"][number]["notice"][-1]
    except (InvalidData, LookupError):
        return False
    return (last.get("start"), last.get("end")) == (notice.start, notice.end)


def _day_known(notice: Any) -> dt.date:
    """The day on or by which a notice in a show.toml was known."""
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
