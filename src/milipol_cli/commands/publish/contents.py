"""The contents of a published folder: shows, editions, sessions, exhibitors, news.

Each run keeps it in its record, so that the next one knows what would go, and which
sessions changed.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from milipol_cli.network.load.reading import NEWS
from milipol_cli.network.model.exhibitor_ids import EXHIBITORS
from milipol_cli.network.model.record import show_id_of

# The page of a day.
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\.html")

# The fields of a session whose changes readers see.
SessionField = Literal["time", "room", "state"]

LossKind = Literal["show", "edition", "day", "session", "list of exhibitors", "piece of news"]


class SessionState(msgspec.Struct, frozen=True, array_like=True):
    """A session as readers of a page know it.

    `time` is its start as ISO 8601 on the clock there, or its day alone.
    """

    title: str
    time: str | None
    room: str | None
    cancelled: bool


class EditionContents(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An edition in a published folder: the days that have a page, sessions by id.

    Sessions are None if they are not known: milipol 3.0 kept no record of them.
    """

    title: str
    has_list: bool = False
    days: tuple[str, ...] = ()
    sessions: Mapping[str, SessionState] | None = None


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """The names of shows and the editions by their ids, and the ids of the news."""

    shows: Mapping[str, str]
    editions: Mapping[str, EditionContents]
    news: tuple[str, ...] = ()


class FieldChange(msgspec.Struct, frozen=True, kw_only=True):
    """A field of a session that is not as readers knew it, and since when.

    A time is a start in ISO 8601 on the clock there, or a day. A state is "absent",
    "planned" or "cancelled", so that a new session was absent before. If a field
    changed more than once, `then` is its value before the first time.
    """

    session: str
    field: SessionField
    then: str | None
    now: str | None
    day: dt.date
    title: str

    @property
    def edition(self) -> str:
        """The id of its edition."""
        return self.session.partition("/")[0]


class ChangesFile(msgspec.Struct, frozen=True, kw_only=True):
    """The published file of changes."""

    schema: int = 1
    changes: tuple[FieldChange, ...] = ()


class Loss(NamedTuple):
    """A number of things of a kind that a folder no longer has.

    `id` is that of their show or edition, "" for news, and `name` what people call it.
    """

    kind: LossKind
    id: str
    name: str
    number: int = 1


def contents_from(paths: Collection[str]) -> Contents:
    """The contents of a folder by its paths alone, if milipol 3.0 published it."""
    files_of: dict[str, list[str]] = {}
    for path in paths:
        folder, _, file = path.partition("/")
        files_of.setdefault(folder, []).append(file)
    shows, editions = {}, {}
    for folder, files in files_of.items():
        if "index.html" not in files:
            continue
        if re.search("-[0-9]{4}$", folder) is None:  # not an edition: paris-2027
            shows[folder] = folder
        else:
            day_pages = filter(_DAY.fullmatch, files)
            days = [page.removesuffix(".html") for page in day_pages]
            editions[folder] = EditionContents(
                title=folder, has_list="exhibitors-by-name.html" in files, days=tuple(days)
            )
    return Contents(shows=shows, editions=editions)


def losses_between(before: Contents, after: Contents) -> list[Loss]:
    """The losses of a folder between two runs; none of kinds that are all there."""
    news = {*before.news}.difference(after.news)
    lost = [*_losses_of_records(before, after), Loss("piece of news", "", "news", len(news))]
    return [loss for loss in lost if loss.number]


def losses_of_shows(before: Contents, asked: Collection[str]) -> list[Loss]:
    """The losses of a folder if the shows that were asked for are gone."""
    lost = losses_between(before, Contents(shows={}, editions={}))
    return [loss for loss in lost if {loss.id, show_id_of(loss.id)} & {*asked}]


def _losses_of_records(before: Contents, after: Contents) -> Iterator[Loss]:
    """The shows, editions, days, sessions and lists that a folder no longer has.

    With a lost edition come its days or sessions and its list, which
    `outermost_losses` leaves out. Days are compared where sessions are not known.
    """
    for show_id, name in before.shows.items():
        if show_id not in after.shows:
            yield Loss("show", show_id, name)
    for edition_id, old in before.editions.items():
        new = after.editions.get(edition_id)
        if new is None:
            yield Loss("edition", edition_id, old.title)
            new = EditionContents(title=old.title)  # without any part
        if old.sessions is None:
            days = {*old.days}.difference(new.days)
            yield Loss("day", edition_id, old.title, len(days))
        else:
            sessions = old.sessions.keys() - (new.sessions or {}).keys()
            yield Loss("session", edition_id, old.title, len(sessions))
        if old.has_list and not new.has_list:
            yield Loss("list of exhibitors", edition_id, old.title)


def may_be_due_to(loss: Loss, path: str) -> bool:
    """Whether a loss may be due to errors in the file of this path."""
    if Path(path).is_absolute():  # a folder that cannot be read
        return True
    folder, _, file = path.partition("/")
    if folder == NEWS:
        return loss.kind == "piece of news"
    if file == "show.toml":
        return loss.id == folder or loss.id.startswith(f"{folder}-")
    is_list = file.endswith(f".{EXHIBITORS}.toml")
    kinds = ("list of exhibitors",) if is_list else ("day", "session")
    year = file[:4]
    return loss.kind in kinds and loss.id == f"{folder}-{year}"


def outermost_losses(lost: Sequence[Loss]) -> list[Loss]:
    """The losses, each name once, without the parts of a lost show or edition."""
    ids = {loss.id for loss in lost if loss.kind in ("show", "edition")}
    outermost = [loss for loss in lost if not _outer_ids(loss) & ids]
    return list({loss.name: loss for loss in outermost}.values())


def _outer_ids(loss: Loss) -> set[str]:
    """The ids of what a loss is a part of: the show of an edition, both of a day."""
    match loss.kind:
        case "show":
            return set()
        case "edition":
            return {show_id_of(loss.id)}
        case _:
            return {loss.id, show_id_of(loss.id)}
