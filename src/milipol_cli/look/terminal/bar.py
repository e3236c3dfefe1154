"""How far an answer has come, drawn while it is awaited."""

from typing import TextIO

from rich import progress
from rich.console import Console


class Bar:
    """A line on a terminal that tells how much is done, until it is erased."""

    def __init__(self, what: str, total: int, stream: TextIO) -> None:
        self._progress = progress.Progress(
            progress.TextColumn("{task.description}"),
            progress.BarColumn(),
            progress.MofNCompleteColumn(),
            console=Console(file=stream),
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task = self._progress.add_task(what, total=total)
        self._progress.start()

    def show(self, done: int) -> None:
        """Draws how much is done."""
        self._progress.update(self._task, completed=done)

    def erase(self) -> None:
        """Leaves the terminal as it was."""
        self._progress.stop()
