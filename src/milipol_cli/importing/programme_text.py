"""The text of a programme file that `milipol import` writes."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from milipol_cli.import_flow import imported_text
from milipol_cli.network.model.programmes import Session, Speaker
from milipol_cli.toml_values import toml_value

_ABOUT = """\
# The programme of {edition}. milipol import wrote this file, and replaces it: put what
# you add into {year}-extra.toml.
"""

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
    tables = "".join(f"\n{''.join(_lines(session))}" for session in sessions)
    top = f"\nedition = {toml_value(edition)}\nsource = {toml_value((source,))}\n"
    about = _ABOUT.format(edition=edition, year=edition[-4:])
    return imported_text(about, name, sha256, f"{top}{tables}")


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
