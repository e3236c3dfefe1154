"""The text of a programme file that `milipol import` writes.

It ends with a hash for each session, so that edits can be listed, session by session,
without a copy of what was written.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from milipol_cli import own_data
from milipol_cli.network.model.programmes import Session, Speaker
from milipol_cli.toml_values import toml_value

_ABOUT = """\
# The programme of {edition}. milipol import wrote this file, and replaces it: put what
# you add into {year}-extra.toml.
"""
_FOOT = "# Each session as it was written, to notice edits:\n"
_MARK = re.compile(r"# ([0-9a-f]{8}) ([a-z0-9-]+)\n")

# In the order in which a person reads them; a file that is imported has no others.
_KEYS = (
    *("id", "title", "kind", "date", "start", "end", "room", "track", "url", "summary"),
    *("cancelled", "updated", "sequence", "uid"),
)
_DEFAULTS = {
    field.name: field.default
    for kind in (Session, Speaker)
    for field in msgspec.structs.fields(kind)
} | {"id": "", "kind": "session"}
_BY_HAND = [key for key in Session.__struct_fields__ if key not in (*_KEYS, "speaker")]


def text(
    edition: str, source: str, sessions: Sequence[Session], name: str, sha256: str
) -> str:
    """A programme file with these sessions, which were read from the file `name`."""
    tables = [_table(session) for session in sessions]
    marks = [
        f"# {_digest(table)} {session.id}\n"
        for table, session in zip(tables, sessions, strict=True)
    ]
    top = f"\nedition = {toml_value(edition)}\nsource = {toml_value((source,))}\n"
    below = "".join([top, *(f"\n{table}" for table in tables), "\n", _FOOT, *marks])
    about = _ABOUT.format(edition=edition, year=edition[-4:])
    return own_data.imported_text(about, name, sha256, below)


def _table(session: Session) -> str:
    return "".join(_lines(session))


def _lines(session: Session) -> Iterator[str]:
    yield "[[session]]\n"
    if session.title is None:  # it is called by its kind
        yield f"kind = {toml_value(session.kind)}\n"
        session = msgspec.structs.replace(session, kind=_DEFAULTS["kind"])
    yield from _values(session, (*_KEYS, *_BY_HAND))
    for speaker in session.speaker:
        yield "[[session.speaker]]\n"
        yield from _values(speaker, Speaker.__struct_fields__)


def _values(record: Session | Speaker, keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        value = getattr(record, key)
        if value != _DEFAULTS[key]:
            yield f"{key} = {_value(value)}\n"


def _value(value: object) -> str:
    return f'"{value:%H:%M}"' if isinstance(value, dt.time) else toml_value(value)


def _digest(table: str) -> str:
    return own_data.sha256(table.encode())[:8]


def edits(written: str, sessions: Sequence[Session]) -> dict[str, str]:
    """The sessions of a file that were changed, added or deleted by hand, by id.

    Each has that word; those deleted come last.
    """
    _, _, foot = written.rpartition(_FOOT)
    marks = {match[2]: match[1] for match in _MARK.finditer(foot)}
    words = {}
    for session in sessions:
        mark = marks.pop(session.id, None)
        if mark is None:
            words[session.id] = "added"
        elif mark != _digest(_table(session)):
            words[session.id] = "changed"
    return words | dict.fromkeys(marks, "deleted")
