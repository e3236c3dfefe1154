"""Own entries in `milipol today`."""

from zoneinfo import ZoneInfo

import msgspec
import pytest

from agendas import FILE, own
from builders import NEW_YORK, SINGAPORE, at, edition, notice, session, show, today
from milipol_cli.network.model.picks import Pick
from milipol_cli.network.model.programmes import Programme


def test_an_entry_belongs_to_a_show_whose_id_has_a_hyphen() -> None:
    file = show(edition("asia-pacific-2024", notice("2023-01-01", "2024-04-03/2024-04-05")))
    mine = own("call", "2024-04-03T10:00", edition="asia-pacific-2024")
    for shows in (["asia-pacific"], []):
        answer = today("2024-04-03", file, shows=shows, picks=[mine])
        assert [entry.id for entry in answer.days[0].timed] == ["agenda/call"]
        assert [entry.id for entry in answer.own] == ["agenda/call"]
    assert today("2024-04-03", file, FILE, shows=["paris"], picks=[mine]).own == ()


def test_an_entry_of_no_show_is_listed_at_one_of_two_in_its_zone() -> None:
    other = show(edition("lyon-2023", notice("2023-01-01", "2023-11-13/2023-11-16")), id="lyon")
    mine = [
        own("call", "2023-11-15T12:00"),
        own("of-paris", "2023-11-15T13:00", edition="paris-2023"),
        own("of-lyon", "2023-11-15T14:00", edition="lyon-2023"),
    ]
    days = today("2023-11-15", FILE, other, picks=mine).days
    assert [(day.edition.id, [pick.id for pick in day.timed]) for day in days] == [
        ("lyon-2023", ["agenda/call", "agenda/of-lyon"]),
        ("paris-2023", ["agenda/of-paris"]),
    ]


def test_today_lists_own_entries_at_their_show_or_beside_it() -> None:
    """By edition or time zone; an entry without either, by the reader's day."""
    there = [
        own("of-it", "2023-11-15", edition="paris-2023"),
        own("at-it", "2023-11-15T12:00", edition="paris-2023"),
        own("like-it", "2023-11-15T09:00"),
    ]
    beside = [
        own("reader", "2023-11-14"),
        own("away", "2023-11-15T08:00", zone=SINGAPORE),
        own("far", "2023-11-14T18:30", zone=NEW_YORK),
    ]
    other = [
        own("other-day", "2023-11-15"),
        own("day-of-reader", "2023-11-14", edition="paris-2023"),
        own("late", "2023-11-16T00:00"),
        own("eve", "2023-11-14T23:30", zone=SINGAPORE),
    ]
    picks = [*other, *beside, *there]
    answer = today("2023-11-14T23:30+00:00", FILE, picks=picks)
    (day,) = answer.days
    assert [(pick.id.rpartition("/")[2], f"{pick.starts:%d %H:%M}") for pick in day.timed] == [
        ("far", "15 00:30"),
        ("away", "15 01:00"),
        ("like-it", "15 09:00"),
        ("at-it", "15 12:00"),
    ]
    assert [pick.id for pick in day.untimed] == ["agenda/reader", "agenda/of-it"]
    ids = [pick.id for pick in (*day.timed, *day.untimed)]
    assert [pick.id for pick in answer.own] == ids
    assert answer.elsewhere == ()


def test_an_entry_may_be_on_another_day_in_its_own_zone() -> None:
    picks = [
        own("late", "2023-11-15T20:00", zone=NEW_YORK),  # tomorrow in Paris
        own("early", "2023-11-15T02:00", zone=SINGAPORE),  # yesterday in Paris
        own("night", "2023-11-16T06:30", zone=SINGAPORE),  # 23:30 in Paris
    ]
    (day,) = today("2023-11-15T10:20+01:00", FILE, picks=picks).days
    assert [pick.pick.title for pick in day.untimed] == ["Early", "Late"]
    assert [f"{pick.starts:%H:%M}" for pick in day.timed] == ["23:30"]


HELD_ON_THE_15TH = (
    session("early", hours="09:00-10:00"),
    session("talk", hours="11:00-12:00"),
    session("late", hours="15:00-16:00"),
)


@pytest.mark.parametrize(
    ("picks", "as_of", "next_pick", "next_session"),
    [
        (["paris-2023/late"], "2023-11-15T10:20+01:00", "paris-2023/late", "talk"),
        (["paris-2023/late"], "2023-11-15", None, None),  # without a clock
        (["paris-2023/early"], "2023-11-15T10:20+01:00", None, "talk"),  # over
        (["10:30"], "2023-11-15T10:20+01:00", "agenda/entry", None),
        (["11:00"], "2023-11-15T10:20+01:00", "agenda/entry", "talk"),
        (["10:00"], "2023-11-15T10:20+01:00", None, "talk"),  # on
        (["paris-2023/talk done"], "2023-11-15T10:20+01:00", None, "late"),
        (["10:30 done"], "2023-11-15T10:20+01:00", None, "talk"),
    ],
)
def test_the_next_pick_and_the_next_session(
    picks: list[str], as_of: str, next_pick: str | None, next_session: str | None
) -> None:
    """What is done is passed over; an own entry may begin before any session."""
    programme = Programme(edition="paris-2023", session=HELD_ON_THE_15TH)
    mine = []
    for pick in picks:
        key, _, done = pick.partition(" ")
        entry = own("entry", f"2023-11-15T{key}") if ":" in key else Pick(id=key)
        mine.append(msgspec.structs.replace(entry, done=bool(done)))
    answer = today(as_of, FILE, programme=programme, picks=mine)
    (day,) = answer.days
    assert answer.next_pick == next_pick
    following = [row.session.id for row in day.sessions if row.next]
    assert following == ([] if next_session is None else [next_session])


def test_an_own_entry_with_a_time_has_a_clock() -> None:
    timed = own("at-it", "2023-11-15T12:00", edition="paris-2023")
    whole = own("of-it", "2023-11-15", edition="paris-2023")
    assert today("2023-11-15", FILE, picks=[whole, timed]).has_clock
    assert not today("2023-11-15", FILE, picks=[whole]).has_clock


def test_an_own_day_without_an_edition_is_in_the_readers_zone() -> None:
    zone = ZoneInfo("Pacific/Auckland")
    picks = [own("a", "2023-11-14"), own("b", "2023-11-15")]
    answer = today(at("2023-11-14T12:00+00:00", zone), FILE, picks=picks)
    assert [pick.id for pick in answer.own] == ["agenda/b"]
