"""A good programme is read rightly however it is written, or the user is asked.

A refusal names options; with the right answers the file is read rightly, or refused.
"""

import datetime as dt
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from hypothesis import given
from hypothesis import strategies as st

import rewritten
from milipol_cli.base.errors import MilipolError
from milipol_cli.imports import formats
from milipol_cli.imports.formats import EditionOfFile, Imported, ImportedSession, Request
from milipol_cli.imports.tables import TableRequest
from rewritten import CHOICES, EXTRAS, FIRST, Meant, Style, programme, written
from style_strategies import styles_of

_ENCODINGS = ("cp1252", "mac_roman", "cp850")


STYLES = styles_of(Style, CHOICES, EXTRAS)


def test_there_are_many_ways() -> None:
    assert rewritten.WAYS > 40


@given(STYLES, st.randoms(), st.booleans())
def test_a_rewritten_programme_is_read_rightly_or_asked_about(
    style: Style, random: Random, knows_days: bool
) -> None:
    talks = programme(random)
    try:
        file = written(talks, style, random)
    except UnicodeEncodeError:
        return
    days = (FIRST, max(talk.day for talk in talks)) if knows_days else (None, None)
    outcome = read_with_answers(file.raw, style, *days)
    assert outcome is None or outcome == file.meant


def read_with_answers(
    raw: bytes, style: Style, first: dt.date | None, last: dt.date | None
) -> list[Meant] | None:
    """What is read with the right answers to questions; None if the file is refused."""
    given_answers: dict[str, Any] = {}
    while True:
        edition = EditionOfFile(zone=ZoneInfo("Europe/Paris"), first=first, last=last)
        tables = TableRequest(**given_answers)
        try:
            return meant(read(raw, Request(edition=edition, tables=tables)))
        except MilipolError as error:
            message = str(error)
        answers = {
            field: answer
            for option, (field, answer) in right_answers(style).items()
            if option in message and field not in given_answers
        }
        if "--start" in message and first is None:
            first = FIRST
        elif not answers:
            return None
        given_answers |= answers


def right_answers(style: Style) -> dict[str, tuple[str, str]]:
    """What a person would answer who wrote a programme in a style."""
    encoding = style.form if style.form in _ENCODINGS else "utf-8"
    return {
        "--dates": ("dates", "m/d/y" if "m/d" in style.day else "d/m/y"),
        "--clock": ("clock", "12" if style.clock.startswith("12") else "24"),
        "--encoding": ("encoding", encoding),
        "--rest": ("rest", "leave-out"),
        "--times-in": ("times_in", "venue"),
    }


def read(raw: bytes, request: Request) -> Imported:
    """The sessions of a file of any format."""
    values = msgspec.json.decode(msgspec.json.encode(request, enc_hook=str))
    return formats.read_bounded(raw, values)


def meant(imported: Imported) -> list[Meant]:
    """What was read, as a programme says it."""
    return sorted(map(_meant, imported.sessions), key=str)


def _meant(session: ImportedSession) -> Meant:
    assert session.title
    assert session.date
    start, end = map(_minutes, (session.start, session.end))
    assert start is not None
    speakers = tuple(sorted(session.speakers))
    return session.title, session.date, start, end, session.room, speakers


def _minutes(time: dt.time | None) -> int | None:
    return None if time is None else time.hour * 60 + time.minute
