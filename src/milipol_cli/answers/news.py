"""What became known: the answer of `milipol news`."""

import datetime as dt
from typing import ClassVar, Literal

from milipol_cli.answers.editions import Seen
from milipol_cli.answers.standpoint import Standpoint
from milipol_cli.model.dates import Dates
from milipol_cli.model.kinds import Certainty, Month, Sources
from milipol_cli.model.record import Record
from milipol_cli.model.shows import Figure, Status, Venue
from milipol_cli.model.sources import Source

NewsKind = Literal[
    "announcement",
    "move",
    "venue",
    "rename",
    "cancellation",
    "postponement",
    "result",
    "news",
]


class NewsEntry(Record, frozen=True, kw_only=True):
    """A row of the news.

    `day` is the day it was made known; with `by`, a day by which it had been; with
    `month`, the last day of the month it is dated to. `text` is a headline or says what
    is new, None where the dates say it. `old` are the dates that a move gave up, `new`
    those that hold, or held until now. `old_venue` is the place that another one took
    the place of, `former_status` the status that changed, `former_name` the name of the
    show before `name`. `reason` says from what a thing is inferred.
    """

    day: dt.date
    kind: NewsKind
    source: Sources
    by: bool = False
    month: Month | None = None
    show: str | None = None
    edition: str | None = None
    name: str | None = None
    former_name: str | None = None
    text: str | None = None
    summary: str | None = None
    describes: dt.date | None = None
    old: Dates | None = None
    new: Dates | None = None
    venue: Venue | None = None
    old_venue: Venue | None = None
    status: Status | None = None
    former_status: Status | None = None
    certainty: Certainty = "stated"
    reason: str | None = None
    figures: tuple[Figure, ...] = ()


class News(Record, frozen=True, kw_only=True):
    """The answer of `milipol news`, newest first.

    `about` are the names of the shows and editions asked for. `undated` are the items
    known to no day; `open` are the editions that are over and of which no source says
    what became of them, `known_later` those told of that were changed later.
    """

    question: ClassVar[Literal["news"]] = "news"
    standpoint: Standpoint
    since: dt.date | None
    about: tuple[str, ...]
    entries: tuple[NewsEntry, ...]
    undated: tuple[NewsEntry, ...]
    open: tuple[Seen, ...]
    known_later: tuple[Seen, ...]
    sources: dict[str, Source]
    reviewed: dt.date | None
