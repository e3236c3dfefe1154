"""Questions about a file that only the user can answer, asked in one message."""

import contextlib
from collections.abc import Iterator

from milipol_cli.base.errors import NotRead
from milipol_cli.imports.doubts import NOWHERE, Place, not_read


class Questions:
    """Collects questions while a file is read as if they were answered in any way.

    Each question names the option that answers it. `fields` are the fields of rows that
    are asked about.
    """

    def __init__(self) -> None:
        self._questions: dict[str, None] = {}
        self.fields: set[str] = set()

    def ask(self, question: str, place: Place = NOWHERE, *, field: str | None = None) -> None:
        """Adds a question about a place in the file, or about a field of its rows."""
        self._questions.setdefault(str(not_read(question, place)))
        if field is not None:
            self.fields.add(field)

    def ask_zone(self, name: str, place: Place = NOWHERE) -> None:
        """Asks which zone a name means."""
        self.ask(
            f"{name[:40]!r} may be another time zone: add --times-in ZONE or --times-in venue",
            place,
        )

    def __bool__(self) -> bool:
        return bool(self._questions)

    @contextlib.contextmanager
    def asked_at_end(self) -> Iterator[None]:
        """Raises NotRead with all questions at the end of a block, if there are any.

        An error inside the block is not raised then: an answer may change it.
        """
        try:
            yield
        except NotRead:
            if not self._questions:
                raise
        if self._questions:
            raise NotRead("; and ".join(self._questions))
