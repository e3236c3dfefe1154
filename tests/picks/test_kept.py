"""What changed about a session since it was picked, except its time."""

from typing import Any

import msgspec
import pytest

from agendas import agenda_of, conflicts_in, picks_of
from builders import session, theme
from milipol_cli.network.model.programmes import Speaker
from milipol_cli.picks.model import Pick

BELL, DEE, FOX = (Speaker(name=name) for name in ("A. Bell", "C. Dee", "F. Fox"))


@pytest.mark.parametrize(
    ("then", "now", "text"),
    [
        ({"room": "Room 3"}, {"room": "Room 8"}, "moved from Room 3 to Room 8"),
        ({"room": "Room 3"}, {}, "moved from Room 3 to a room not published"),
        ({"room": "Room 3"}, {"room": "ROOM  3"}, None),
        ({}, {"room": "Room 8"}, None),
        ({"title": "Dogs"}, {"title": "Drones"}, "new title: was Dogs"),
        ({"title": None}, {"title": "Drones"}, None),
        ({"title": "Dogs"}, {"title": None}, "new title: was Dogs"),
        ({"speaker": (BELL, DEE)}, {"speaker": (DEE, BELL)}, None),
        (
            {"speaker": (BELL,)},
            {"speaker": (DEE,)},
            "no longer with A. Bell; now with C. Dee",
        ),
        ({"speaker": (BELL,)}, {"speaker": ()}, "no longer with A. Bell"),
        (
            {"speaker": (BELL,)},
            {"speaker": (BELL, DEE, FOX)},
            "now with C. Dee, F. Fox",
        ),
        ({"speaker": ()}, {"speaker": (BELL,)}, None),
    ],
)
def test_a_change_is_reported_until_it_is_picked_again(
    then: dict[str, Any], now: dict[str, Any], text: str | None
) -> None:
    before = session("a", hours="10:00", **{"speaker": (), **then})
    after = session("a", hours="10:00", **{"speaker": (), **now})
    answer = agenda_of(*picks_of(before), sessions=(after,))
    assert conflicts_in(answer) == ([] if text is None else [("a", text)])
    assert conflicts_in(agenda_of(*picks_of(after), sessions=(after,))) == []


def test_a_pick_of_an_earlier_milipol_reports_only_what_it_keeps() -> None:
    (pick,) = picks_of(session("a", hours="10:00", title="Dogs"))
    old = msgspec.structs.replace(pick, room=None, speakers=())
    now = session("a", hours="11:00", title="Dogs", room="Room 8", speaker=(BELL,))
    assert conflicts_in(agenda_of(old, sessions=(now,))) == [
        ("a", "moved: was 10:00, now 11:00")
    ]
    bare = Pick(id="paris-2023/a")
    assert conflicts_in(agenda_of(bare, sessions=(now,))) == []


def test_the_theme_of_a_half_day_is_no_title_that_changed() -> None:
    now = session("a", hours="10:00", title="Dogs")
    pick = Pick(id="paris-2023/a", title="Security")
    themes = (theme("Security", half_day="morning"),)
    assert conflicts_in(agenda_of(pick, sessions=(now,), themes=themes)) == []
    untitled = session("b", hours="10:00", title=None)
    (shown,) = agenda_of(*picks_of(untitled), sessions=(untitled,), themes=themes).picks
    assert shown.session is not None
    assert shown.session.theme == "Security"
