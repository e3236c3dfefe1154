"""When something is, in cells: on the clock of each zone."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from milipol_cli.look.parts import Cell, Style
from milipol_cli.look.words.times import span

if TYPE_CHECKING:
    from milipol_cli.look.words.times import Timed


def spans(
    one: "Timed", zones: Iterable[ZoneInfo | None], style: Style, *, on: bool = False
) -> tuple[Cell, ...]:
    """When something is on the clock of each zone; what is on now is marked."""
    first, *others = (span(one, zone) for zone in zones)
    sign = ">" if on else ""
    return Cell(first, style, sign=sign), *(Cell(said, style) for said in others)
