"""What is still to come: the answer of `milipol upcoming`."""

import datetime as dt
from typing import ClassVar, Literal

from milipol_cli.answers.editions import Seen
from milipol_cli.answers.standpoint import Standpoint
from milipol_cli.model.record import Record
from milipol_cli.model.shows import Show


class Undated(Record, frozen=True, kw_only=True):
    """A show without an edition to come: its last one, and the year to expect."""

    show: Show
    name: str
    former_name: str | None
    last: Seen
    expected_year: int | None


class Upcoming(Record, frozen=True, kw_only=True):
    """The answer of `milipol upcoming`.

    `left_out` counts the editions to come that a limit leaves out; `unknown` are the
    shows asked for of which nothing is known yet.
    """

    question: ClassVar[Literal["upcoming"]] = "upcoming"
    standpoint: Standpoint
    editions: tuple[Seen, ...]
    undated: tuple[Undated, ...]
    known_later: tuple[Seen, ...]
    reviewed: dt.date | None
    asked: tuple[str, ...] = ()
    left_out: int = 0
    unknown: tuple[str, ...] = ()
