"""The words for a session or a stand that changed."""

import datetime as dt

import msgspec
import pytest

from milipol_cli.commands.exhibitors.importing import query as lists
from milipol_cli.commands.exhibitors.importing import view as list_view
from milipol_cli.commands.importing.programme import ChangedSession
from milipol_cli.commands.importing.view import session_details
from milipol_cli.network.model.exhibitors import Exhibitor, ListedExhibitor
from milipol_cli.network.model.programmes import Session, Speaker

SESSION = Session(
    id="a",
    title="A",
    date=dt.date(2027, 5, 5),
    start=dt.time(18, 30),
    end=dt.time(22),
    speaker=(Speaker(name="Ann"), Speaker(name="Bo")),
)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ({"end": None}, "end now known: 22:00"),
        ({"end": dt.time(21)}, "MOVED from 5 May 2027, 18:30-21:00 to 5 May 2027, 18:30-22:00"),
        ({"speaker": ()}, "speakers: Ann, Bo, previously none"),
    ],
)
def test_a_session_that_changed(before: dict[str, object], text: str) -> None:
    old = msgspec.structs.replace(SESSION, **before)
    assert session_details(ChangedSession(kind="changed", session=SESSION, before=old)) == [text]


def test_a_stand_that_is_gone() -> None:
    listed = ListedExhibitor("x-2027", "a", Exhibitor(name="A", hall=("2",)))
    before = Exhibitor(name="A", stand=("2B01",), hall=("2",))
    change = lists.CompanyChange(kind="moved", listed=listed, before=before)
    assert list_view.company_details(change) == ["from 2B01 in hall 2 to hall 2, no stand now"]
