"""Time zones as tables name them; a short name may be that of another place."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from milipol_cli.base.folding import fold
from milipol_cli.base.zones import is_zone, zone, zones_called
from milipol_cli.imports.texts import WORDS

_NO_ZONE = WORDS["beside a time zone"]
_SHORT = r"\b(?:UTC|GMT)\b(?:\s?[+-]\d{1,2}(?::?\d\d)?)?|\b(?!E?ST\b)[A-Z]{1,3}[SD]?T\b"
_LONG = r"\b(?:Europe|America|Asia|Africa|Australia|Pacific|Atlantic|Indian|Etc)/[\w/]+"
_NAMED = re.compile(f"{_SHORT}|{_LONG}")
_IN_TITLE = re.compile(
    rf"\b(?:UTC|GMT)\b(?:\s?[+-]\d{{1,2}})?|\b(?!E?ST\b)[A-Z]{{2,3}}[SD]T\b|\bCET\b|{_LONG}"
)
_CLOCK_WORD = re.compile(r"\b(?:time|heure|zeit|hora|ora)\b")
_OFFSET = re.compile(r"\(?(?:(?:UTC|GMT)\s?)?(?P<hours>[+-][01]?\d)(?::?(?P<minutes>\d\d))?\)?")


def zone_words(text: str) -> str:
    """A text without words like "local time": "" if it names no time zone."""
    return " ".join(
        word
        for word in text.split()
        if not _NO_ZONE.issuperset(re.findall(r"[^\W\d_]+|[+-]?\d+", fold(word)))
    )


def zone_named_in(header: str) -> str:
    """The time zone in the header of times: "Start (CET)", "Time (Paris)"; else "".

    A name beside a word like "time" counts even if no zone is called so: it is asked.
    """
    if match := _NAMED.search(header):
        return match[0]
    for inside in re.findall(r"\(([^()]+)\)", header):
        words = zone_words(inside)
        if words and (_CLOCK_WORD.search(fold(inside)) or zones_called(words)):
            return words
    return ""


def zone_in_title(title: str) -> str:
    """The time zone in a title, if it is plainly one; else ""."""
    match = _IN_TITLE.search(title)
    return match[0] if match else ""


def is_zone_name(text: str) -> bool:
    """Whether a cell is a time zone, by its name or offset, and nothing else."""
    is_named = bool(_NAMED.fullmatch(text)) and (is_zone(text) or text.isupper())
    return is_named or bool(_OFFSET.fullmatch(text))


def zone_called(text: str, moment: dt.datetime, venue: ZoneInfo) -> dt.tzinfo | None:
    """The zone that a text names at a moment, the venue's for ""; None if unclear.

    "CET" is clear only if the venue's clock is called so at the moment, and "GMT" only
    if its clock is not so in winter. "UTC+2" is an offset, and the name of a city is
    its zone if there is one city of the name.
    """
    text = zone_words(text)  # without words like "local time"
    city = venue.key.rpartition("/")[2].replace("_", " ")
    if text in ("", venue.key, moment.replace(tzinfo=venue).tzname()):
        return venue
    if re.search(rf"(?<![\w/]){re.escape(city)}\b", text):  # "(UTC+01:00) Paris, Rome"
        return venue
    winter = moment.replace(month=1, day=1, tzinfo=venue)
    if text == "UTC" or (text == "GMT" and winter.utcoffset()):
        return dt.UTC
    if "/" in text and is_zone(text):
        return zone(text)
    match = _OFFSET.fullmatch(text)
    if match is None:
        names = [name for name in zones_called(text) if "/" in name]  # of a city
        return zone(names[0]) if len(names) == 1 else None
    minutes = int(f"{match['hours'][0]}{match['minutes'] or 0}")
    return dt.timezone(dt.timedelta(hours=int(match["hours"]), minutes=minutes))
