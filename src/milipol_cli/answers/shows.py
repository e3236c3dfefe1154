"""Shows, their history, an edition or a session: the answers of `milipol show`."""

import datetime as dt
from typing import ClassVar, Literal

from milipol_cli.answers.days import SessionSeen, ShowDay
from milipol_cli.answers.editions import Seen
from milipol_cli.answers.standpoint import Standpoint
from milipol_cli.model.record import Record
from milipol_cli.model.shows import Figure, Show, Venue
from milipol_cli.model.sources import Source


class ShowSummary(Record, frozen=True, kw_only=True):
    """A show in one row: its next edition, or the last one."""

    show: Show
    name: str
    next: Seen | None
    last: Seen | None


class ShowList(Record, frozen=True, kw_only=True):
    """The answer of `milipol show`: the shows there are."""

    question: ClassVar[Literal["show"]] = "show"
    standpoint: Standpoint
    shows: tuple[ShowSummary, ...]
    known_later: tuple[Seen, ...]
    reviewed: dt.date | None


class Override(Record, frozen=True, kw_only=True):
    """What a file of the reader's own states: a table, and the keys it has there.

    `kind` is the name of the table or its list, `id` what it is known by there; both
    as in the file. `adds` says that no file below it has this table.
    """

    file: str
    kind: str
    id: str
    adds: bool
    keys: tuple[str, ...]


class HistoryRow(Record, frozen=True, kw_only=True):
    """An edition in its show's history.

    `visitors` and `exhibitors` are counted ones where there are any, else expected
    ones. `cited` are the sources of all that is known of it, `cited_briefly` those of
    the two figures, or where there are none of its state.
    """

    seen: Seen
    figures: tuple[Figure, ...]
    visitors: Figure | None
    exhibitors: Figure | None
    cited: tuple[str, ...]
    cited_briefly: tuple[str, ...]


class History(Record, frozen=True, kw_only=True):
    """The answer of `milipol show SHOW`: its editions, the latest first."""

    question: ClassVar[Literal["show"]] = "show"
    standpoint: Standpoint
    show: Show
    name: str
    former_names: tuple[str, ...]
    rows: tuple[HistoryRow, ...]
    sources: tuple[Source, ...]
    with_sources: bool
    overrides: tuple[Override, ...] = ()


class EditionPage(Record, frozen=True, kw_only=True):
    """The answer of `milipol show EDITION`, or of one of its days.

    `venues` are those that its notices name, None where one leaves the place as it was.
    `days` are those that have a theme or a session, and the one asked for; `undated`
    are the sessions whose day is not known.
    """

    question: ClassVar[Literal["show"]] = "show"
    standpoint: Standpoint
    seen: Seen
    venues: tuple[Venue | None, ...]
    figures: tuple[Figure, ...]
    days: tuple[ShowDay, ...]
    undated: tuple[SessionSeen, ...]
    notes: tuple[str, ...]
    sources: tuple[Source, ...]
    with_sources: bool
    day_only: bool
    overrides: tuple[Override, ...] = ()


class SessionPage(Record, frozen=True, kw_only=True):
    """The answer of `milipol show SESSION`; `figures` are those of its edition."""

    question: ClassVar[Literal["show"]] = "show"
    standpoint: Standpoint
    seen: Seen
    figures: tuple[Figure, ...]
    session: SessionSeen
    notes: tuple[str, ...]
    sources: tuple[Source, ...]
    with_sources: bool
    overrides: tuple[Override, ...] = ()


class Unknown(Record, frozen=True, kw_only=True):
    """The answer where nothing was known of an id at the standpoint."""

    question: ClassVar[Literal["show"]] = "show"
    standpoint: Standpoint
    id: str


OfShow = ShowList | History | EditionPage | SessionPage | Unknown
