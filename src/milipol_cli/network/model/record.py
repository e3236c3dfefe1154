"""The base class of all values, and the types of the texts and numbers in them."""

from typing import Annotated, Any, Literal, TypeVar
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.base import zones as clocks

_Value = TypeVar("_Value")


class Contradiction(ValueError):
    """A field that contradicts the other fields of its table."""

    def __init__(self, field: str, expected: str) -> None:
        super().__init__(f"{field}: expected {expected}")
        self.field = field
        self.expected = expected


def convert(table: object, kind: type[_Value]) -> _Value:
    """A TOML table converted to a type; raises msgspec.ValidationError."""
    return msgspec.convert(table, kind, dec_hook=_zone)


def _zone(kind: type, value: object) -> ZoneInfo:
    """Converts a time zone, the only type that msgspec does not know."""
    assert kind is ZoneInfo
    if not isinstance(value, str):
        raise ValueError("not the name of a time zone")
    return clocks.zone(value)


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The base class of all values: immutable, and without unknown fields."""

    def check_one_of(self, *names: str, is_needed: bool = False) -> None:
        """Raises Contradiction if several of the named fields are set.

        If one `is_needed`, also if none is set.
        """
        given = [name for name in names if getattr(self, name) is not None]
        if len(given) == 1 or not (given or is_needed):
            return
        *others, last = names
        which = "exactly" if is_needed else "only"
        expected = f"{which} one of {', '.join(others)} and {last}"
        raise Contradiction(given[-1] if given else names[0], expected)


Certainty = Literal["stated", "planned", "inferred"]

WORDS = "[a-z0-9]+(-[a-z0-9]+)*"
ID_OF = "an id of at most {} lowercase letters, digits and hyphens"


def text_limits(
    pattern: str, description: str, *, most: int | None = None, **more: Any
) -> msgspec.Meta:
    """The limits of a text: the pattern of the whole, and its most characters.

    `$` also matches before a final newline; the lookahead prevents that, and it has the
    same meaning in JSON Schema.
    """
    return msgspec.Meta(
        pattern=rf"^{pattern}$(?!\n)", max_length=most, description=description, **more
    )


Slug = Annotated[str, text_limits(WORDS, ID_OF.format(80), most=80)]

ShowId = Annotated[str, text_limits(WORDS, ID_OF.format(40), most=40)]

EditionId = Annotated[
    str, text_limits(WORDS + "-[0-9]{4}", "the id of a show and a year, like paris-2027", most=45)
]

Month = Annotated[
    str, text_limits("(?!0000)[0-9]{4}-(0[1-9]|1[0-2])", "a month like '2027-05', in quotes")
]

Year = Annotated[int, msgspec.Meta(ge=1, le=9999, description="a year like 2027, without quotes")]

CountryCode = Annotated[
    str, text_limits("[A-Z]{2}", "a country code of two capital letters, like FR (ISO 3166)")
]

Url = Annotated[
    str, text_limits(r"https?://[^\s/]+\S*", "an address like https://www.example.org", most=2_000)
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

Sources = Annotated[tuple[Slug, ...], msgspec.Meta(min_length=1, max_length=MOST_LISTED)]

Notes = Annotated[tuple[Text, ...], msgspec.Meta(max_length=MOST_LISTED)]


def show_id_of(edition_id: str) -> str:
    """The id of the show in the id of an edition."""
    return edition_id.rpartition("-")[0]


def is_address(value: str) -> bool:
    """Whether a text is the address of a web page."""
    import urllib.parse  # noqa: PLC0415  only to check data

    try:
        parts = urllib.parse.urlsplit(value)
        host = parts.hostname or ""
    except ValueError:  # brackets without an address
        return False
    clean = value.isprintable() and " " not in value
    return clean and parts.scheme in ("http", "https") and "." in host.strip(".")
