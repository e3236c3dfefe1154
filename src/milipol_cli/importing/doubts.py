"""What is doubtful in a file, collected while it is read."""

from milipol_cli.importing.sessions import Doubt


class Doubts:
    """Collects doubts: those about one session, and those that many sessions share."""

    def __init__(self) -> None:
        self._single: list[Doubt] = []
        self._shared: dict[str, list[int]] = {}

    def add(self, text: str, line: int | None = None) -> None:
        """Adds a doubt about a line, or about the file."""
        self._single.append(Doubt(text=text, line=line))

    def share(self, text: str, line: int) -> None:
        """Adds a line to a doubt that is reported once, with its first line."""
        self._shared.setdefault(text, []).append(line)

    def listed(self) -> tuple[Doubt, ...]:
        """All doubts in the order of their lines, those about the file first."""
        doubts = [
            Doubt(
                text=text if len(lines) == 1 else f"{text} ({len(lines)} times)",
                line=min(lines),
            )
            for text, lines in self._shared.items()
        ]
        return tuple(sorted([*self._single, *doubts], key=lambda d: d.line or 0))
