"""What is marked as done, which stand a short id means, and ids of follow-ups."""

import datetime as dt
from types import SimpleNamespace
from typing import Any, cast

import pytest

from agendas import FILE, HeldData, picks_of
from builders import at, edition, notice, session, show
from conftest import Run
from milipol_cli.base.errors import BadInput
from milipol_cli.commands.agenda.done import _exhibitor_named, _ids_on, _with_mark
from milipol_cli.network.load import Match
from milipol_cli.network.model.exhibitors import Exhibitor, ListedExhibitor
from milipol_cli.network.model.picks import Pick
from milipol_cli.network.model.programmes import Programme


def data_with(**dates: str) -> Any:
    """Data in which Acme is on the lists of these editions, with their days."""
    matches = []
    for name, days in dates.items():
        record = edition(f"{name}-2023", notice("2023-01-01", days))
        acme = ListedExhibitor(record.id, "acme", Exhibitor(name="Acme"))
        matches.append(Match(show(record, id=name), record, exhibitor=acme))
    return cast("Any", SimpleNamespace(exhibitors_named=lambda *_: matches))


def test_it_is_the_edition_that_is_on_else_the_last_one_over() -> None:
    data = data_with(
        lyon="2023-02-01/2023-02-03", oslo="2023-11-14/2023-11-16", lima="2023-12-01/2023-12-03"
    )
    for day, expected in (
        ("2023-01-15", None),
        ("2023-03-01", "lyon-2023"),
        ("2023-11-15", "oslo-2023"),
        ("2023-11-20", "oslo-2023"),
    ):
        match = _exhibitor_named("acme", data, at(day))
        edition_id = match and match.id.partition("/")[0]
        assert (day, edition_id) == (day, expected)


def test_two_editions_that_are_on_are_named() -> None:
    data = data_with(lyon="2023-11-14/2023-11-16", oslo="2023-11-15/2023-11-17")
    with pytest.raises(BadInput, match="is ambiguous: lyon"):
        _exhibitor_named("acme", data, at("2023-11-15"))


def test_of_a_day_only_what_takes_place_is_done() -> None:
    held = session("a", hours="10:00"), session("b", hours="12:00", cancelled=True)
    lost = Pick(id="paris-2023/lost", title="Lost", date=dt.date(2023, 11, 15))
    picks = (*picks_of(*held), lost)
    programme = Programme(edition="paris-2023", session=held)
    data = HeldData((FILE,), programme=lambda _: programme)
    marked = _ids_on(dt.date(2023, 11, 15), picks, data, at("2023-11-16"), undo=False)
    assert [*marked] == ["paris-2023/a"]


def test_a_mark_has_its_time_to_the_minute() -> None:
    (pick,) = picks_of(session("a", hours="10:00"))
    now = at("2023-11-15T10:20:30.5+01:00")
    marked = _with_mark(pick, {"note": "Met."}, now, (pick,), undo=False)
    assert marked.done_at == dt.datetime.fromisoformat("2023-11-15T10:20+01:00")


@pytest.mark.usefixtures("agenda")
def test_a_follow_up_is_taken_off_as_the_error_says(run: Run) -> None:
    on = ("--on", "2023-11-16")
    run("agenda", "add", "--own", "Talk", "--at", "2023-11-16T10:00", *on)
    run("agenda", "done", "talk", "--follow-up", "Send the offer", *on)
    follow_up = "agenda/follow-up/agenda-talk"
    edit = ("milipol", "agenda", "edit", follow_up, "--follow-up", '""')
    assert run("agenda", "remove", follow_up, *on).refusal == (
        3,
        f"{follow_up}: a follow-up, not a pick; to take it off: {' '.join(edit)}",
    )
    assert run(*edit[1:-1], "", *on).code == 0
    assert run("agenda", "remove", follow_up, *on).refusal == (
        3,
        f"no follow-up '{follow_up}'; see milipol agenda --follow-ups",
    )


@pytest.mark.usefixtures("agenda")
def test_undo_takes_back_that_a_session_is_done_and_when(run: Run) -> None:
    on = ("--on", "2023-11-15")
    run("agenda", "add", "raid-demonstration", "--on", "2023-11-13")
    run("agenda", "done", "raid-demonstration", "--note", "loud", *on)
    (item,) = run("agenda", "done", "raid-demonstration", "--undo", "--json", *on).json["items"]
    assert (item["done"], item["done_at"], item["note"]) == (False, None, "loud")
