"""Visits to exhibitors, and meetings at their stands."""

import datetime as dt
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agendas import FILE, HELD, agenda_of, conflicts_in, ids_in, own
from builders import PARIS, at, catalog, edition, exhibitor_list, notice, show, today
from milipol_cli.commands.agenda.changes import picks as new_picks
from milipol_cli.commands.agenda.query import Agenda
from milipol_cli.commands.export import query as export
from milipol_cli.commands.export import query as selection
from milipol_cli.network.exhibitors import stand_of, walk_order
from milipol_cli.network.model.exhibitors import Exhibitor, ExhibitorList, exhibitor_key
from milipol_cli.network.model.picks import Pick
from milipol_cli.picks.as_of import PickAsOf, is_outside

ACME = Exhibitor(name="Acme", hall=("5A",), stand=("K30",))
ZETA = Exhibitor(name="Zeta", stand=("B2",))
LIST = exhibitor_list("paris-2023", "2023-10-20", ZETA, ACME, "Nobody")


def visit(name: str, place: str | None = None, **fields: object) -> Pick:
    """A pick of an exhibitor of Milipol Paris 2023."""
    return msgspec.convert(
        {"id": f"paris-2023/exhibitors/{exhibitor_key(name)}", "title": name}
        | ({} if place is None else {"place": place})
        | fields,
        Pick,
        dec_hook=lambda _, zone: zone,
    )


def meeting(name: str, when: str, place: str | None = None, **fields: object) -> Pick:
    """A meeting of half an hour at a stand."""
    moment = dt.datetime.fromisoformat(when)
    return visit(name, place, at=moment, minutes=30, zone=PARIS, **fields)


def planned(*picks: Pick, known: ExhibitorList | None = LIST, **more: Any) -> Agenda:
    """The agenda of picks, with this list of exhibitors for any edition."""
    return agenda_of(*picks, exhibitors=lambda key: known if key else None, **more)


@pytest.mark.parametrize(
    ("hall", "stand", "text"),
    [
        ((), (), None),
        ((), ("K30",), "Stand K30"),
        (("5A",), (), "Hall 5A"),
        (("5A",), ("K30",), "Hall 5A K30"),
        (("5A", "6"), ("K30", "B1"), "Hall 5A K30, Hall 6 B1"),
        (("5A", "6"), ("K30",), "Hall 5A, Hall 6, K30"),
        (("HALL 5",), ("K30",), "HALL 5 K30"),
    ],
)
def test_a_stand_is_one_text(
    hall: tuple[str, ...], stand: tuple[str, ...], text: str | None
) -> None:
    assert stand_of(Exhibitor(name="X", hall=hall, stand=stand)) == text


def test_stands_are_walked_by_number_and_then_by_name() -> None:
    walked = [
        *(("4B9", "Z"), ("4B10", "A"), ("4b010", "B"), ("5A1", "A"), ("12A1", "A")),
        *(("C1", "A"), ("C1", "Ébène"), ("C1", "F"), (f"C{'9' * 5000}", "A")),
        *((None, "A"), (None, "b")),
    ]
    mixed = sorted(walked, key=str)
    assert sorted(mixed, key=lambda row: walk_order(*row)) == walked


def test_stands_are_walked_by_hall_however_they_are_written() -> None:
    walked = [
        *("Hall", "Hall 4", "Hall 4, stand J72", "Hall 5 B1", "5 - C 2", "5A020"),
        *("5A-112", "5A-H116", "Hall 5A K 30", "5B C 12", "Hall 5B, stand C14"),
        *("5b-C 016", "6 - A 12", "Pavillon 7 A1", "Hall A B9", "A-B10", "Stand C1"),
        *("C 2", "North Hall"),
    ]
    mixed = sorted(walked)
    assert sorted(mixed, key=lambda stand: walk_order(stand, "")) == walked


def test_visits_come_below_the_days_of_their_edition() -> None:
    talk = own("talk", "2023-11-16T10:00", edition="paris-2023")
    other = show(edition("lyon-2023", notice("2023-09-30", "2023-11")), id="lyon")
    far = Pick(id="lyon-2023/exhibitors/acme", title="Acme")
    answer = planned(visit("Nobody"), visit("Acme"), far, talk, visit("Zeta"), files=(FILE, other))
    assert [pick.id.rpartition("/")[2] for pick in answer.picks] == [
        *("talk", "acme", "zeta", "nobody", "acme")
    ]
    assert [len(part.picks) for part in answer.parts if part.picks] == [1, 3, 1]


def test_a_stand_that_moved_is_reported_until_it_was_visited() -> None:
    assert conflicts_in(planned(visit("Acme", "Hall 5A K30"), visit("Zeta"))) == []
    moved_visit = visit("Acme", "Hall 6 B1")
    moved = "moved: was Hall 6 B1, now Hall 5A K30"
    assert conflicts_in(planned(moved_visit)) == [("acme", moved)]
    met = meeting("Acme", "2023-11-15T10:00", "Hall 6 B1")
    assert conflicts_in(planned(met)) == [("acme", moved)]
    assert conflicts_in(planned(msgspec.structs.replace(moved_visit, done=True))) == []
    # Where the list has no stand, the reader's place stays.
    (kept,) = planned(visit("Nobody", "Hall 6")).picks
    assert (kept.room, kept.conflicts) == ("Hall 6", ())


def test_a_meeting_on_a_day_that_moved_is_reported() -> None:
    moved = notice("2023-10-25", "2023-11-20/2023-11-23")
    file = show(edition("paris-2023", HELD, moved))
    met = meeting("Acme", "2023-11-15T10:00", "Hall 5A K30")
    assert conflicts_in(planned(met, files=(file,))) == [
        ("acme", "moved: Milipol Paris 2023 is now on 20-23 November 2023; pick another day")
    ]
    # A visit goes wherever its edition goes.
    assert conflicts_in(planned(visit("Acme"), files=(file,))) == []


GONE = "gone: no longer in the data"
NOT_YET = "not known yet"


@pytest.mark.parametrize(
    ("name", "known", "as_of", "text"),
    [
        ("Gone", LIST, "2023-11-13", GONE),
        ("Acme", None, "2023-11-13", GONE),
        ("Acme", LIST, "2023-10-19", NOT_YET),
        ("Acme", LIST, "2023-09-01", NOT_YET),
    ],
)
def test_an_exhibitor_that_is_not_listed_keeps_its_stand_and_time(
    name: str, known: ExhibitorList | None, as_of: str, text: str
) -> None:
    for pick in (visit(name, "Hall 1"), meeting(name, "2023-11-15T10:00", "Hall 1")):
        answer = planned(pick, known=known, as_of=as_of)
        assert conflicts_in(answer) == [(name.casefold(), text)]
        (shown,) = answer.picks
        assert (shown.room, shown.starts is None) == ("Hall 1", pick.at is None)
        assert shown.has("gone" if text == GONE else "not known yet")
        # Only a visit needs its edition to have a place.
        lost = [pick.id] if pick.is_visit and as_of < "2023-09-30" else []
        assert ids_in(answer, "not in the data") == lost


def test_an_exhibitor_of_an_edition_that_is_gone_is_not_in_the_data() -> None:
    picks = (visit("Acme"), meeting("Zeta", "2023-11-15T10:00"))
    answer = planned(*picks, files=())
    assert conflicts_in(answer) == [("zeta", GONE), ("acme", GONE)]
    assert ids_in(answer, "not in the data") == [picks[0].id]


def test_an_exhibitor_that_has_no_title_is_called_by_its_id() -> None:
    """In JSON and reports, as in 3.0; a list has its name."""
    pick = Pick(id="paris-2023/exhibitors/acme")
    for known, title in ((None, pick.id), (LIST, "Acme")):
        assert planned(pick, known=known).picks[0].title == title


def test_visits_share_days_with_no_other_show_but_meetings_do() -> None:
    other = show(edition("lyon-2023", notice("2023-01-01", "2023-11-13/2023-11-16")), id="lyon")
    whole = Pick(
        id="lyon-2023", title="Lyon", date=dt.date(2023, 11, 13), last=dt.date(2023, 11, 16)
    )
    files = (FILE, other)
    assert conflicts_in(planned(whole, visit("Acme"), files=files)) == []
    met = planned(whole, meeting("Acme", "2023-11-15T10:00"), files=files)
    assert [text for _, text in conflicts_in(met)] == [
        "same days as Milipol Paris 2023: 15 November 2023"
    ]
    # Milipol Paris is from the 14th on.
    before = (meeting("Acme", "2023-11-13T10:00"), meeting("Zeta", "2023-11-15T10:00"))
    assert [text for _, text in conflicts_in(planned(whole, *before, files=files))] == [
        "same days as Milipol Paris 2023: 15 November 2023"
    ]


@pytest.mark.parametrize(
    ("start", "fields", "expected"),
    [
        ("2023-11-13T23:00", {}, True),
        ("2023-11-14T00:00", {}, False),
        ("2023-11-17T10:00", {}, False),
        ("2023-11-18T10:00", {}, True),
        ("2023-11-13T23:00", {"kind": "event"}, True),
        ("2023-11-13T23:00", {"kind": "travel"}, False),
        ("2023-11-13T23:00", {"edition": None}, False),
        ("2023-11-12", {"last": dt.date(2023, 11, 13)}, True),
        ("2023-11-13", {"last": dt.date(2023, 11, 14)}, False),
        ("2023-11-17", {"last": dt.date(2023, 11, 18)}, False),
        ("2023-11-18", {"last": dt.date(2023, 11, 19)}, True),
    ],
)
def test_a_meeting_outside_the_days_of_its_show_is_told(
    start: str, fields: dict[str, Any], expected: bool
) -> None:
    pick = own("talk", start, **{"edition": "paris-2023", **fields})
    (row,) = agenda_of(pick).picks
    assert is_outside(row) == expected


def test_an_entry_with_a_company_is_at_its_stand_unless_it_has_a_place() -> None:
    def with_company(name: str, place: str | None = None, **more: Any) -> PickAsOf:
        company: dict[str, Any] = {"company": name, "place": place}
        (row,) = planned(
            own("talk", "2023-11-15T10:00", edition="paris-2023", **company), **more
        ).picks
        return row

    there = with_company("Acme")
    assert there.listed is not None
    assert (there.listed.exhibitor, there.room) == (ACME, "Hall 5A K30")
    elsewhere = with_company("Acme", "Café")
    assert (elsewhere.listed, elsewhere.room) == (there.listed, "Café")
    for row in (
        with_company("Other"),
        with_company("Acme", known=None),
        with_company("Acme", as_of="2023-10-19"),
    ):
        assert (row.listed, row.room) == (None, None)


def test_a_list_is_read_only_for_picks_of_exhibitors() -> None:
    def no_list(edition_id: str) -> None:
        raise AssertionError(edition_id)

    picks = [own("a", "2023-11-15T10:00", edition="paris-2023"), Pick(id="paris-2023")]
    assert ids_in(agenda_of(*picks, exhibitors=no_list), "visits") == []
    # Nor for visits at shows that are not on, to see what is on.
    picks.append(visit("Acme"))
    assert today("2023-11-13", FILE, picks=picks, exhibitors=no_list).days == ()


def test_visits_at_an_edition_without_days_have_no_event() -> None:
    file = show(edition("paris-2023", notice("2023-09-30", "2023-11")))
    data = catalog(file, exhibitors=lambda _: LIST)
    for picks in ((visit("Acme"),), (visit("Acme"), Pick(id="paris-2023"))):
        selection = export.select(data, at("2023-11-01"), picks=picks)
        assert (selection.events, selection.undated) == ((), ("paris-2023",))


def test_a_pick_that_is_added_again_keeps_its_time_and_that_it_is_done() -> None:
    old = meeting("Acme", "2023-11-15T10:00", done=True, uid="0123456789abcdef")
    old = msgspec.structs.replace(old, sequence=3)
    new = visit("Acme", "Hall 5A K30")
    (kept,), _ = new_picks.with_added([old], [new])
    assert kept == msgspec.structs.replace(old, place="Hall 5A K30")
    later = meeting("Acme", "2023-11-16T10:00", uid="fedcba9876543210")
    (changed,), _ = new_picks.with_added([old], [later])
    assert changed == msgspec.structs.replace(later, uid="0123456789abcdef", done=True, sequence=3)
    without_uid = msgspec.structs.replace(old, uid=None)
    (changed,), _ = new_picks.with_added([without_uid], [later])
    assert changed.uid == "fedcba9876543210"


@given(st.lists(st.text(min_size=1, max_size=100), min_size=1, max_size=5))
def test_an_exhibitor_of_any_name_can_be_picked(names: list[str]) -> None:
    known = exhibitor_list("paris-2023", "2023-10-20", *names)
    for entry in known.listed:
        pick = msgspec.convert({"id": entry.id, "done": True}, Pick)
        assert pick.is_visit
        (shown,) = planned(pick, known=known).picks
        assert shown.listed == entry


def test_a_visit_without_an_event_is_no_line_of_any() -> None:
    """As when its edition is not exported, or has no day yet."""
    (there,) = planned(visit("Acme")).picks
    events: dict[str, Any] = {}
    selection._add_visits(events, [there], {"paris-2023"})
    assert events == {}
