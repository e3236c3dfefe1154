"""The union of all answers, until each is shown by its own view."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from milipol_cli.check.query import Checked

    Answer = Checked
    Shown = Answer
