"""What was looked for and found: the answer of `milipol search`."""

import datetime as dt
from typing import ClassVar, Literal

from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.kinds import Sources
from milipol_cli.network.model.programmes import Session, Speaker
from milipol_cli.network.model.record import Record

HitKind = Literal["show", "edition", "theme", "session", "speaker", "venue", "news"]


# The fields that are searched, in the order in which they count; things have the last
# two from what they belong to.
Field = Literal[
    "title",
    "former_name",
    "venue",
    "city",
    "country",
    "alias",
    "speaker",
    "role",
    "room",
    "kind",
    "id",
    "summary",
    "edition",
    "show",
]


class Sought(Record, frozen=True, kw_only=True):
    """What `milipol search` looks for: words, and what it keeps to."""

    words: tuple[str, ...]
    shows: tuple[str, ...] = ()
    kinds: tuple[HitKind, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None


class Match(Record, frozen=True, kw_only=True):
    """A field in which words stand: each span is [start, end) of its code points."""

    field: Field
    text: str
    spans: tuple[tuple[int, int], ...]


class SearchResult(Record, frozen=True, kw_only=True):
    """A thing that was found.

    `id` is what `milipol show` takes, None for news of the whole network; that of a
    venue is the nearest of its `editions`. `about` names the edition or the show it is
    of. A show and a venue have the `dates` of the edition that is nearest in time; with
    `by`, they are a day by which it was out. A speaker comes with the session.
    """

    kind: HitKind
    id: str | None
    title: str | None
    matches: tuple[Match, ...]
    dates: Dates
    source: Sources
    by: bool = False
    about: str | None = None
    city: str | None = None
    country: str | None = None
    show: str | None = None
    edition: EditionAsOf | None = None
    editions: tuple[str, ...] = ()
    session: Session | None = None
    speaker: Speaker | None = None


class Suggestion(Record, frozen=True, kw_only=True):
    """A word that stands nowhere, and the nearest that do."""

    word: str
    nearest: tuple[str, ...]


class ShutOut(Record, frozen=True, kw_only=True):
    """How many would be found without some of the options."""

    options: tuple[str, ...]
    found: int


class Search(Record, frozen=True, kw_only=True):
    """The answer of `milipol search`, best first.

    `found` counts those that a limit leaves out, too. Where nothing is found, either
    `shut_out` says without which options there would be something, or `suggestions`
    has the words that stand nowhere.
    """

    question: ClassVar[Literal["search"]] = "search"
    as_of: AsOf
    sought: Sought
    hits: tuple[SearchResult, ...]
    found: int
    later_changes: tuple[EditionAsOf, ...]
    shut_out: ShutOut | None
    suggestions: tuple[Suggestion, ...]
    reviewed: dt.date | None
