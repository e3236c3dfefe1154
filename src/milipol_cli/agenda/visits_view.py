"""How `milipol agenda` shows the exhibitors to visit at an edition."""

from collections.abc import Iterator

from milipol_cli.agenda.day_view import below, conflict_texts, plain_below
from milipol_cli.agenda.query import Visits
from milipol_cli.look.document import Column, Grid, PartOf
from milipol_cli.look.parts import Cell, Notes, Style, phase_style
from milipol_cli.look.words.dates import dates_short
from milipol_cli.look.words.editions import titled
from milipol_cli.network.model.exhibitors import EXHIBITORS
from milipol_cli.picks.as_of import PickAsOf
from milipol_cli.picks.conflict_words import ConflictWords
from milipol_cli.picks.words import exhibitor_name


def visits_heading(visits: Visits) -> str:
    """The edition, its dates, and how many visits are ticked off.

    Like "Visits at Milipol Paris 2027, 16-19 Nov 2027, 1 of 3 done".
    """
    edition = visits.edition
    heading = f"Visits at {titled(edition)}, {dates_short(edition.dates)}"
    if visits.done:
        heading += f", {visits.done} of {len(visits.picks)} done"
    return heading


def parts(visits: Visits, conflicts: ConflictWords) -> Iterator[PartOf]:
    """The heading for plain lines, and the exhibitors in the order to walk."""
    prefix = f"{visits.edition.id}/{EXHIBITORS}/"

    def style(pick: PickAsOf) -> Style:
        return "dim" if pick.pick.done else phase_style(pick.phase, estimated=False)

    def name(pick: PickAsOf) -> Cell:
        state = _state(pick) if visits.done else None
        return Cell(exhibitor_name(pick), style(pick), beside=state)

    has_stands = any(pick.room for pick in visits.picks)
    grid = Grid[PickAsOf](
        "visits",
        (
            Column(label="Visit", full=exhibitor_name),
            Column(
                header="Stand" if has_stands else "",
                label="Stand",
                brief=lambda pick: Cell(pick.room or "", style(pick), sign=""),
            ),
            Column(
                header=visits_heading(visits),
                label=None,
                brief=name,
                under=lambda pick: below(pick, conflicts),
            ),
            Column(label="State", full=_state),
            *plain_below(conflicts),
            Column(
                header=f"ID {prefix}",
                label="ID",
                brief=lambda pick: pick.id.removeprefix(prefix),
                full=lambda pick: pick.id,
                wraps=False,
            ),
        ),
    )
    yield Notes([], full=[f"{visits_heading(visits)}:"])
    yield grid.of(visits.picks)


def _state(pick: PickAsOf) -> str:
    return "done" if pick.pick.done else ""


def item(pick: PickAsOf, conflicts: ConflictWords) -> str:
    """A visit in one line: the stand, the company, its conflicts, its note, its id."""
    stand = "" if pick.room is None else f"{pick.room}: "
    texts = [f"{stand}{exhibitor_name(pick)}", _state(pick)]
    texts += conflict_texts(pick, conflicts)
    if pick.pick.note is not None:
        texts.append(f"Note: {pick.pick.note}")
    return "; ".join(filter(None, [*texts, f"ID {pick.id}"]))
