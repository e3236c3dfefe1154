"""What is to be done after visits and meetings: ids, forms and deadlines."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Run
from milipol_cli.base.toml_values import toml_fields
from milipol_cli.network.model.picks import FollowUp, Pick, Picks
from milipol_cli.picks.follow_ups import (
    with_follow_ups,
    with_item,
    with_items,
    with_new_item,
    without_items,
)

THALES = "paris-2023/exhibitors/thales"
FIRST = "agenda/follow-up/paris-2023-exhibitors-thales"
DAY = dt.date(2023, 12, 1)


def visit(pick_id: str = THALES) -> Pick:
    return Pick(id=pick_id, title=pick_id.rpartition("/")[2])


def with_each(pick: Pick, *texts: str, picks: Picks = ()) -> Pick:
    """The pick with a follow-up of each text."""
    for text in texts:
        pick = with_new_item(pick, text, None, (*picks, pick))
    return pick


def test_one_open_follow_up_has_the_form_of_3_0() -> None:
    pick = with_new_item(visit(), "call", DAY, ())
    assert (pick.follow_up, pick.follow_up_by, pick.follow_ups) == ("call", DAY, ())
    (item,) = pick.all_follow_ups
    assert item == FollowUp(id=FIRST, text="call", by=DAY)
    done = with_item(pick, FollowUp(id=FIRST, text="call", by=DAY, done=DAY))
    assert (done.follow_up, len(done.follow_ups)) == (None, 1)
    assert with_item(done, item) == pick
    assert without_items(pick, [FIRST]) == visit()


def test_ids_stay_when_others_come_and_go() -> None:
    pick = with_each(visit(), "a", "b", "c")
    ids = [item.id for item in pick.all_follow_ups]
    assert ids == [FIRST, f"{FIRST}-2", f"{FIRST}-3"]
    rest = without_items(pick, ids[:2])
    assert [item.id for item in rest.all_follow_ups] == [f"{FIRST}-3"]
    assert rest.follow_up is None  # a file of 3.0 would give it the id of the first


def test_no_id_is_that_of_the_first_follow_up_of_another_pick() -> None:
    """Companies with one name have numbers, too."""
    other = visit(f"{THALES}-2")
    pick = with_each(visit(), "a", "b", picks=(other,))
    assert [item.id for item in pick.all_follow_ups] == [FIRST, f"{FIRST}-3"]
    alone = with_each(visit(), "a", "b")
    late = with_each(other, "c", picks=(alone,))
    assert [item.id for item in late.all_follow_ups] == [f"{FIRST}-2-2"]


def test_the_same_text_is_one_follow_up_until_it_is_done() -> None:
    pick = with_new_item(with_each(visit(), "Call"), "call", DAY, ())
    assert [(item.text, item.by) for item in pick.all_follow_ups] == [("Call", DAY)]
    assert with_new_item(pick, "call", None, ()) == pick
    done = with_items(pick, [FollowUp(id=FIRST, text="Call", done=DAY)])
    again = with_new_item(done, "call", None, (done,))
    assert [item.done for item in again.all_follow_ups] == [DAY, None]


def test_each_that_is_open_and_has_a_day_is_a_deadline() -> None:
    items = [
        FollowUp(id=FIRST, text="a", by=DAY, done=DAY),
        FollowUp(id=f"{FIRST}-2", text="b", by=DAY),
        FollowUp(id=f"{FIRST}-3", text="c"),
    ]
    picks = with_follow_ups((with_items(visit(), items),), with_texts=True)
    assert [pick.id for pick in picks] == [THALES, f"{FIRST}-2"]
    assert (picks[1].title, picks[1].date) == ("b (thales)", DAY)


@given(texts=st.lists(st.sampled_from("abc"), max_size=4), by=st.none() | st.just(DAY))
def test_what_3_0_cannot_read_is_only_written_when_it_is_used(
    texts: list[str], by: dt.date | None
) -> None:
    pick = visit()
    for text in texts:
        pick = with_new_item(pick, text, by, (pick,))
    assert bool(pick.follow_ups) == (len({*texts}) > 1)
    assert {*toml_fields(pick)} <= {"id", "title", "follow_up", "follow_up_by"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "".join(
                f'[[pick]]\nid = "{THALES}{end}"\nfollow_ups = [\n'
                f'  {{ id = "{FIRST}-9", text = "x" }}]\n'
                for end in ("", "-2")
            ),
            f"line 8: pick[1].follow_ups[0].id: '{FIRST}-9' is already the id of another follow-up",
        ),
        (
            f'[[pick]]\nid = "{THALES}"\nfollow_up = "x"\nfollow_ups = [\n'
            f'  {{ id = "{FIRST}", text = "x" }}]\n',
            "line 3: pick[0].follow_up: found 'x'; expected none beside follow_ups",
        ),
        (
            f'[[pick]]\nid = "{THALES}"\n[[pick.follow_ups]]\nid = "{FIRST}"\ntext = "x"\n',
            "cannot be written: its follow-ups are tables; write them as follow_ups = [{...}]",
        ),
    ],
    ids=["one id", "both forms", "tables"],
)
def test_what_is_wrong_by_hand_is_said(run: Run, agenda: Path, text: str, why: str) -> None:
    agenda.write_text(text)
    refusal = run("agenda", "done", THALES).err
    assert refusal == f"milipol: {agenda}: {why}\n"
    assert agenda.read_text() == text
