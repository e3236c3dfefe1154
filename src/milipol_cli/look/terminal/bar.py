"""A progress bar for answers that take long."""

from typing import TextIO

from rich import progress
from rich.console import Console


class Bar:
    """A progress bar on one line of a terminal, until it is erased."""

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

    def draw(self) -> None:
        """Draws the bar, and hides the cursor."""
        self._progress.start()

    def show(self, done: int, total: int) -> None:
        """Shows how much is done, and of how much."""
        self._progress.update(self._task, completed=done, total=total)

    def erase(self) -> None:
        """Erases the bar, if it was drawn, and shows the cursor again."""
        self._progress.stop()
