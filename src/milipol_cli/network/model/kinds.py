"""The types of the texts and numbers in data files."""

import datetime as dt
from typing import Annotated, Literal, get_args

import msgspec

Certainty = Literal["stated", "planned", "inferred"]

# `$` also matches before a final newline; the lookahead prevents that, and it has the
# same meaning in JSON Schema.
_END = r"$(?!\n)"

_WORDS = "[a-z0-9]+(-[a-z0-9]+)*"

Slug = Annotated[
    str,
    msgspec.Meta(
        pattern="^" + _WORDS + _END,
        max_length=80,
        description="an id of at most 80 lowercase letters, digits and hyphens",
    ),
]

ShowId = Annotated[
    str,
    msgspec.Meta(
        pattern="^" + _WORDS + _END,
        max_length=40,
        description="an id of at most 40 lowercase letters, digits and hyphens",
    ),
]

# The id of a day is a date, so the id of a session must not be one.
SessionId = Annotated[
    str,
    msgspec.Meta(
        pattern="^(?![0-9]{4}-[0-9]{2}-[0-9]{2}$)" + _WORDS + _END,
        max_length=80,
        description=(
            "an id of at most 80 lowercase letters, digits and hyphens, not a date"
        ),
    ),
]

EditionId = Annotated[
    str,
    msgspec.Meta(
        pattern="^" + _WORDS + "-[0-9]{4}" + _END,
        max_length=45,
        description="the id of a show and a year, like paris-2027",
    ),
]

Month = Annotated[
    str,
    msgspec.Meta(
        pattern="^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])" + _END,
        description="a month like '2027-05', in quotes",
    ),
]

Year = Annotated[
    int, msgspec.Meta(ge=1, le=9999, description="a year like 2027, without quotes")
]

CountryCode = Annotated[
    str,
    msgspec.Meta(
        pattern="^[A-Z]{2}" + _END,
        description="a country code of two capital letters, like FR (ISO 3166)",
    ),
]

# A time on the clock at the venue; the pattern is for editors, which see it as text.
Clock = Annotated[
    dt.time,
    msgspec.Meta(
        description="a time like '14:30', without an offset",
        extra_json_schema={
            "pattern": r"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-9]{2}(\.[0-9]+)?)?$"
        },
    ),
]

# Usual kinds of sessions; any other word may be one, too.
KnownKind = Literal[
    "opening",
    "conference",
    "keynote",
    "panel",
    "session",
    "talk",
    "speech",
    "paper",
    "seminar",
    "workshop",
    "demonstration",
    "awards",
    "announcement",
]
KNOWN_KINDS: tuple[str, ...] = get_args(KnownKind)

_LONGEST_KIND = 40

SessionKind = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^\S([^\r\n]*\S)?" + _END,
        max_length=_LONGEST_KIND,
        description=f"a word or two, like panel, of at most {_LONGEST_KIND} characters",
        examples=[*KNOWN_KINDS],
    ),
]

Url = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^https?://[^\s/]+\S*" + _END,
        max_length=2_000,
        description="an address like https://www.example.org",
    ),
]

WholeId = Annotated[
    str,
    msgspec.Meta(
        pattern="^" + _WORDS + "(/(exhibitors/)?" + _WORDS + ")?" + _END,
        max_length=150,
        description="an id like paris-2027 or paris-2023/raid-demonstration",
    ),
]

Uid = Annotated[
    str,
    msgspec.Meta(
        # The id of an edition has a hyphen, so no other event can have such a UID.
        pattern="^[0-9a-f]{16}([0-9a-f]{16})?" + _END,
        description="16 or 32 hexadecimal digits",
    ),
]

AlarmOffsetText = Annotated[
    str,
    msgspec.Meta(
        pattern="^([0-9]{1,3}w|[0-9]{1,4}d)(@([01][0-9]|2[0-3]):[0-5][0-9])?"
        + _END
        + "|^([0-9]{1,5}h|[0-9]{1,7}m)"
        + _END,
        description="a time before the start, like 2w, 1d@09:00, 2h or 15m",
    ),
]

_UNIT_MINUTES = {"w": 7 * 24 * 60, "d": 24 * 60, "h": 60, "m": 1}
_TEN_YEARS_MINUTES = 3653 * 24 * 60


def is_over_ten_years(text: str) -> bool:
    """Whether an alarm would ring more than ten years before the start."""
    span = text.partition("@")[0]
    return int(span[:-1]) * _UNIT_MINUTES[span[-1]] > _TEN_YEARS_MINUTES


Count = Annotated[int, msgspec.Meta(ge=0, le=10**15)]

# More than any summary needs; wrapping a megabyte of text takes seconds.
MOST_CHARACTERS = 10_000

Text = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=MOST_CHARACTERS,
        description=f"a text of 1 to {MOST_CHARACTERS:,} characters",
    ),
]

# The most that a record may list: far more than any does, and still quick to show.
MOST_LISTED = 100

# The most themes, venues or editions in a file.
MOST_IN_A_FILE = 1_000

Sources = Annotated[
    tuple[Slug, ...], msgspec.Meta(min_length=1, max_length=MOST_LISTED)
]

Notes = Annotated[tuple[Text, ...], msgspec.Meta(max_length=MOST_LISTED)]


def show_id_of(edition_id: str) -> str:
    """The id of the show in the id of an edition."""
    return edition_id.rpartition("-")[0]
