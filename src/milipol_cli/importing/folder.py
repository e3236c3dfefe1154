"""The files of a data folder that an import reads and writes."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from milipol_cli import own_data
from milipol_cli.errors import CannotWrite
from milipol_cli.importing import programme_text
from milipol_cli.importing.programme import field_changes
from milipol_cli.importing.target import ShowChange, Target, source_id
from milipol_cli.network.load import needed
from milipol_cli.network.load.data import (
    extra_name,
    programme_name,
    show_name,
    value_of,
)
from milipol_cli.network.load.reading import read_file
from milipol_cli.network.model.kinds import show_id_of
from milipol_cli.network.model.programmes import Extra, Programme, Session
from milipol_cli.network.model.sources import Source as RecordedSource

if TYPE_CHECKING:
    from milipol_cli.import_report import FieldChange

# The most edits that are listed in a message.
_MOST_LISTED = 12
_SHOWN = 40
_REVIEWED = re.compile(r"^(reviewed\s*=\s*)(\d{4}-\d{2}-\d{2})", re.MULTILINE)


class Source(NamedTuple):
    """The file that is imported: its name, its bytes, and the day of the import."""

    name: str
    raw: bytes
    day: dt.date

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.raw).hexdigest()


class Folder:
    """A data folder, with the files of one edition."""

    def __init__(self, root: Path, edition: str) -> None:
        self.root = root
        self.edition = edition
        self.path = root / programme_name(edition)

    def programme(self) -> tuple[Programme, str] | None:
        """The programme that is there, with its text; raises InvalidData for errors."""
        file = read_file(self.path)
        if file is None:
            return None
        value = value_of(
            file, Programme, lambda value: needed.programme(value, self.edition)
        )
        return value, file.text.replace("\r\n", "\n")

    def extra_ids(self) -> set[str]:
        """The ids of the sessions that are added by hand; raises InvalidData."""
        file = read_file(self.root / extra_name(self.edition))
        if file is None:
            return set()
        extra = value_of(
            file, Extra, lambda value: needed.programme(value, self.edition)
        )
        return {session.id for session in extra.session}

    def texts(
        self,
        source: Source,
        target: Target,
        sessions: Sequence[Session],
        show: ShowChange | None,
    ) -> list[tuple[Path, str]]:
        """The files to write, each right with those before it.

        So an import that is killed leaves a folder without errors. Raises InvalidData
        for a file there that has errors.
        """
        texts = []
        cited = RecordedSource(
            id=source_id(self.edition),
            publisher=target.publisher,
            kind="organiser",
            title=f"Programme, {programme_text.shown_name(source.name)}",
            date=source.day,
        )
        sources = own_data.with_source(self.root, cited)
        if sources is not None:
            texts.append(sources)
        if show is not None:
            path = self.root / show_name(show_id_of(self.edition))
            before = None if show.is_new else read_file(path)
            old = "" if before is None else _reviewed(before.text, source.day)
            texts.append((path, old + show.text))
        text = programme_text.text(
            self.edition, cited.id, sessions, source.name, source.sha256
        )
        return [*texts, (self.path, text)]


def _reviewed(text: str, day: dt.date) -> str:
    """The text of a show.toml, reviewed on a day if that is later, to be continued."""

    def later(match: re.Match[str]) -> str:
        return f"{match[1]}{max(match[2], day.isoformat())}"

    reviewed = re.sub(_REVIEWED, later, text, count=1)
    return reviewed if reviewed.endswith("\n") else f"{reviewed}\n"


def refuse_edited(
    path: Path, edition: str, old: Programme, written: str, new: Sequence[Session]
) -> None:
    """Raises CannotWrite for a file that was written or edited by hand.

    `new` are the sessions that would take the place of its own: the message has the
    edits, with the values that they would get.
    """
    if not programme_text.is_edited(written):
        return
    extra = Path(extra_name(edition)).name
    if not programme_text.is_imported(written):
        raise CannotWrite(
            f"{path}: milipol import did not write it; rename it to {extra} to keep"
            " what it adds, or replace it with --force"
        )
    edits = list(_edits(old, written, new))
    listed = "; ".join(edits[:_MOST_LISTED])
    if len(edits) > _MOST_LISTED:
        listed += f"; and {len(edits) - _MOST_LISTED} more"
    raise CannotWrite(
        f"{path}: edited by hand: {listed}; put what you add into {extra}, or replace"
        " the edits with --force"
    )


def _edits(old: Programme, written: str, new: Sequence[Session]) -> Iterator[str]:
    """What was edited: "keynote: room 'B' (now 'A')"."""
    sessions = {session.id: session for session in new}
    words = programme_text.edits(written, old)
    for key, word in words.items():
        changes: Sequence[FieldChange] = ()
        if word == "changed" and key in sessions:
            changes = field_changes(old.sessions_by_id[key], sessions[key])
        values = ", ".join(
            f"{change.field} {_quoted(change.old)}, in the new file"
            f" {_quoted(change.new)}"
            for change in changes
        )
        yield f"{key} {word}" + (f" ({values})" if values else "")
    if old.theme or old.notes or old.times:
        yield "themes or notes added"
    if not words and not (old.theme or old.notes or old.times):
        yield "comments or order"


def _quoted(text: str | None) -> str:
    if text is None:
        return "none"
    return repr(text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…")
