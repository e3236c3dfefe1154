"""The picks of several people side by side."""

import datetime as dt
from collections.abc import Sequence

import msgspec

from agendas import FILE, HeldData, own
from builders import PARIS, at, edition, exhibitor_list, notice, session, show
from milipol_cli.commands.agenda.query import Agenda, agenda_of_people, narrow
from milipol_cli.network.model.picks import Pick
from milipol_cli.network.model.programmes import Programme

SESSIONS = (
    session("a", hours="10:00-11:00"),
    session("b", half_day="morning"),
    session("c", None),
    session("d", "2023-11-13", "10:00-11:00"),
)
LIST = exhibitor_list("paris-2023", "2023-10-20", "Acme")
VISIT = Pick(id="paris-2023/exhibitors/acme", title="Acme")


def beside(*picks: Sequence[Pick], as_of: str = "2023-11-14") -> Agenda:
    """The picks of the reader and of others, who are called by letters."""
    programme = Programme(edition="paris-2023", session=SESSIONS)
    data = HeldData([FILE], programme=lambda _: programme, exhibitors=lambda _: LIST)
    by_name = dict(zip(("you", "A", "B"), picks, strict=False))
    return narrow(agenda_of_people(by_name, data, at(as_of)), hides_past=True)


def persons(answer: Agenda) -> list[str]:
    """The end of each id, and who has it."""
    return [f"{pick.id.rpartition('/')[2]}: {' '.join(pick.people)}" for pick in answer.picks]


def test_several_people_share_a_row() -> None:
    ids = [Pick(id=f"paris-2023/{key}") for key in "abcd"]
    mine = [*ids[:2], own("call", "2023-11-15T10:30", title="Call Éric"), VISIT]
    whole = Pick(id="paris-2023")
    other = own("other", "2023-11-15T12:30", title="call eric")
    assert persons(beside(mine, [*ids, other, whole])) == [
        *("paris-2023: A", "a: you A", "call: you", "other: A", "b: you A"),
        *("acme: you", "c: A"),
    ]
    same = own("other", "2023-11-15T10:30", title="call eric")
    answer = beside(mine, [*ids, same, whole], [same, whole])
    assert persons(answer) == [
        *("paris-2023: A B", "a: you A", "call: you A B", "b: you A"),
        *("acme: you", "c: A"),
    ]
    assert answer.past == 1
    assert answer.people == ("you", "A", "B")


def test_meetings_at_a_stand_are_the_same_at_the_same_time() -> None:
    first, later = (
        msgspec.structs.replace(VISIT, at=moment, minutes=30, zone=PARIS)
        for moment in map(dt.datetime.fromisoformat, ("2023-11-15T10", "2023-11-15T11"))
    )
    assert persons(beside([first], [later], [first])) == ["acme: you B", "acme: A"]


def test_conflicts_stay_that_are_the_same_for_all() -> None:
    """Those with other picks, and with what someone had picked, do not."""
    dates = notice("2023-01-01", "2024-10-29")
    files = (
        FILE,
        show(edition("qatar-2024", dates, notice("2023-02-01", status="postponed"))),
        show(edition("india-2025", notice("2023-11-20", "2025-10-28"))),
    )
    sessions = (*SESSIONS, session("off", hours="10:00-11:00", cancelled=True))
    programme = Programme(edition="paris-2023", session=sessions)
    data = HeldData(files, programme=lambda _: programme, unread=lambda key: key == "oslo-2023")
    expected = {
        "qatar-2024": "postponed",
        "india-2025": "not known yet",
        "oslo-2023": "not read",
        "paris-2023/gone": "gone",
        "paris-2023/off": "cancelled",
    }
    moved = Pick(id="paris-2023/a", title="Old", date=dt.date(2023, 11, 14))
    picks = [*(Pick(id=key) for key in expected), moved, own("call", "2023-11-15T10:30")]
    answer = agenda_of_people({"you": picks}, data, at("2023-11-14"))
    kinds = {pick.id: [conflict.kind for conflict in pick.conflicts] for pick in answer.picks}
    none: dict[str, list[str]] = {moved.id: [], "agenda/call": []}
    assert kinds == {key: [kind] for key, kind in expected.items()} | none
