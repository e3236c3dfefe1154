"""What `milipol import` takes: programmes of 1,000 and 10,000 sessions, by format."""

import datetime as dt
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.measuring import Measured, Row

ROUNDS = 5
SIZES, QUICK_SIZES = (1_000, 10_000), (10,)
# What the first size may take, and each session of the last of what one of the first.
MOST_SECONDS, MOST_BENT = 1.0, 1.25

EDITION, ZONE = "paris-2027", "Europe/Paris"
FIRST = dt.datetime(2027, 11, 16, 9)  # noqa: DTZ001  on the clock of the venue
DAYS, SLOTS = 4, 16
ABOUT = "What it is about, in a sentence or two of a usual length. " * 2


class Talk(NamedTuple):
    """A session of half an hour."""

    number: int
    starts: dt.datetime

    @property
    def title(self) -> str:
        """Its title, which no other has."""
        return f"Talk {self.number} on ports"

    @property
    def ends(self) -> dt.datetime:
        """Half an hour after it starts."""
        return self.starts + dt.timedelta(minutes=30)

    @property
    def room(self) -> str:
        """One of many rooms."""
        return f"Hall {self.number // (DAYS * SLOTS)}"

    @property
    def speaker(self) -> str:
        """One of 700 speakers."""
        return f"Speaker {self.number % 700}"


def _talks(size: int) -> list[Talk]:
    """So many sessions, day by day."""
    talks = [
        Talk(
            number, FIRST + dt.timedelta(days=number % DAYS, minutes=30 * (number // DAYS % SLOTS))
        )
        for number in range(size)
    ]
    return sorted(talks, key=lambda talk: talk.starts.date())


def _ics(talks: Sequence[Talk]) -> Iterator[str]:
    yield "BEGIN:VCALENDAR\r\n"
    for talk in talks:
        yield (
            f"BEGIN:VEVENT\r\nUID:{talk.number}@example.org\r\n"
            f"DTSTART;TZID={ZONE}:{talk.starts:%Y%m%dT%H%M%S}\r\n"
            f"DTEND;TZID={ZONE}:{talk.ends:%Y%m%dT%H%M%S}\r\n"
            f"SUMMARY:{talk.title}\r\nLOCATION:{talk.room}\r\n"
            f"DESCRIPTION:Speaker: {talk.speaker}\\n{ABOUT}\r\nEND:VEVENT\r\n"
        )
    yield "END:VCALENDAR\r\n"


def _xml(talks: Sequence[Talk]) -> Iterator[str]:
    yield "<schedule><conference><title>Programme</title></conference>\n"
    for day, of_day in itertools.groupby(talks, lambda talk: talk.starts.date()):
        yield f'<day date="{day}">\n'
        for talk in of_day:
            yield (
                f'<room name="{talk.room}"><event guid="{talk.number}">\n'
                f"<start>{talk.starts:%H:%M}</start><duration>00:30</duration>\n"
                f"<title>{talk.title}</title><type>talk</type>\n"
                f"<abstract>{ABOUT}</abstract><persons><person>{talk.speaker}</person>"
                "</persons></event></room>\n"
            )
        yield "</day>\n"
    yield "</schedule>\n"


def _json(talks: Sequence[Talk]) -> Iterator[str]:
    days = []
    for day, of_day in itertools.groupby(talks, lambda talk: talk.starts.date()):
        rooms: dict[str, list[object]] = {}
        for talk in of_day:
            rooms.setdefault(talk.room, []).append(
                {
                    "guid": str(talk.number),
                    "start": f"{talk.starts:%H:%M}",
                    "duration": "00:30",
                    "title": talk.title,
                    "type": "talk",
                    "abstract": ABOUT,
                    "persons": [{"public_name": talk.speaker}],
                }
            )
        days.append({"date": str(day), "rooms": rooms})
    yield json.dumps({"schedule": {"conference": {"days": days}}}, indent=1)


def _csv(talks: Sequence[Talk]) -> Iterator[str]:
    yield "Title,Date,Start,End,Room,Speaker,Abstract\n"
    for talk in talks:
        yield (
            f"{talk.title},{talk.starts:%Y-%m-%d},{talk.starts:%H:%M},"
            f'{talk.ends:%H:%M},{talk.room},{talk.speaker},"{ABOUT}"\n'
        )


FORMATS = {"ics": _ics, "xml": _xml, "json": _json, "csv": _csv}


def rows(milipol: Path, folder: Path, *, quick: bool) -> dict[str, dict[int, Row]]:
    """Each format in each size: imported into a folder without a programme."""
    folder.mkdir()
    asked: dict[str, dict[int, Row]] = {}
    for ending, written in FORMATS.items():
        for size in QUICK_SIZES if quick else SIZES:
            path = folder / f"{size}.{ending}"
            path.write_text("".join(written(_talks(size))), "utf-8")
            into = folder / f"into-{path.name}"
            args = (milipol, "import", path, "--edition", EDITION, "--into", into)
            row = Row(f"{size:,} sessions, {ending}", args, writes_new=True)
            asked.setdefault(ending, {})[size] = row
    return asked


def seconds_each(sizes: Mapping[int, Measured]) -> list[float]:
    """What a session takes in each size; the first includes starting."""
    return [result.quartile(1) / size for size, result in sizes.items()]
