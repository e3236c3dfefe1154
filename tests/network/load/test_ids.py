"""What ids name, which session a short id means, and that suggestions are accepted."""

import datetime as dt
import re
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import at, edition, notice, session, show, view
from conftest import DATA, Put
from milipol_cli.base.errors import BadInput, UnknownId
from milipol_cli.commands.agenda.changes.options import id_in
from milipol_cli.commands.agenda.changes.picks import pick_of
from milipol_cli.commands.export.query import has_dates, select
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import editions_as_of
from milipol_cli.network.load import Catalog, Match
from milipol_cli.network.load.ids import days_on, edition_named, edition_of, meant_matches
from milipol_cli.network.model.picks import Pick
from milipol_cli.network.model.shows import Notice

BUNDLE = Catalog([DATA])
SHOWS = [name for file in BUNDLE.shows for name in (file.show.id, *file.show.aliases)]
EDITIONS = [key for key, _ in BUNDLE.editions()]
PARTS = [key for edition_id in EDITIONS for key, _ in BUNDLE.parts(edition_id)]
SHORT = [*BUNDLE.session_ids()]

LETTERS = st.sampled_from(string.ascii_lowercase + string.digits + "-/")


@st.composite
def mistyped(draw: st.DrawFn, *lists: list[str]) -> str:
    """An id of one of the lists with a letter more, less or changed, or cut short."""
    key = draw(st.sampled_from(draw(st.sampled_from(lists))))
    position = draw(st.integers(0, len(key)))
    letter = draw(LETTERS | st.just(""))
    skipped = draw(st.sampled_from([0, 1, len(key)]))
    return key[:position] + letter + key[position + skipped :]


STANDPOINTS = st.dates(at("1983-01-01").reader_day, at("2030-01-01").reader_day).map(
    lambda date: AsOf(day=date)
)


def is_edition(match: Match) -> bool:
    return match.edition is not None and match.id == match.edition.id


def suggested(error: UnknownId) -> list[str]:
    """The ids that the message of an error offers."""
    offer = re.search(r"did you mean (.*)\?|is ambiguous: (.*)", str(error))
    return re.split(", | or ", offer[1] or offer[2]) if offer else []


@given(mistyped(SHOWS, EDITIONS, PARTS, SHORT), STANDPOINTS)
def test_what_is_suggested_is_known_and_accepted(typed: str, as_of: AsOf) -> None:
    """By commands that take any id, picks, ids to export, or editions alone."""
    editions = editions_as_of(BUNDLE.shows, as_of)

    def is_known(match: Match) -> bool:
        records = [match.edition] if match.edition else match.show.edition
        return bool({each.id for each in editions} & {each.id for each in records})

    for accepts, takes in (
        (lambda _: True, is_known),
        (
            lambda near: edition_of(near, editions) is not None,
            lambda match: pick_of(match, editions, BUNDLE).id,
        ),
        (
            lambda near: has_dates(near, editions),
            lambda match: select(BUNDLE, as_of, matches=[match]),
        ),
        (is_edition, is_edition),
    ):
        near: list[str] = []
        try:
            BUNDLE.find(typed, as_of, accepts)
        except UnknownId as error:
            near = suggested(error)
        assert all(takes(BUNDLE.find(key, as_of)) for key in near)


@given(
    st.lists(st.sampled_from(PARTS), max_size=8, unique=True),
    mistyped(PARTS, SHORT) | st.sampled_from(SHORT),
    STANDPOINTS,
)
def test_what_is_suggested_can_be_removed(picked: list[str], typed: str, as_of: AsOf) -> None:
    picks = [Pick(id=key) for key in picked]
    try:
        id_in(picks, typed, as_of)
    except UnknownId as error:
        for key in suggested(error):
            assert id_in(picks, key, as_of) == key


@given(mistyped(SHOWS, EDITIONS, PARTS))
def test_what_is_suggested_for_a_show_is_one(typed: str) -> None:
    try:
        BUNDLE.show_ids([typed])
    except UnknownId as error:
        for key in suggested(error):
            assert BUNDLE.show_ids([key])


PAST = notice("2019-06-01", "2019-11-19/2019-11-22")
LAST = notice("2021-06-01", "2021-10-19/2021-10-22")
NEXT = notice("2023-01-01", "2023-11-14/2023-11-17")
LATER = notice("2023-01-01", "2025-11")


@pytest.mark.parametrize(
    ("as_of", "notices", "ids"),
    [
        ("2023-11-15", {"2021": LAST, "2023": NEXT, "2025": LATER}, ["2023"]),  # on
        ("2023-10-01", {"2021": LAST, "2023": NEXT, "2025": LATER}, ["2023"]),  # next
        ("2023-12-01", {"2019": PAST, "2021": LAST}, ["2021"]),  # last
        ("2022-01-01", {"2021": LAST, "2023": NEXT}, ["2021"]),  # the next not known
        ("2018-01-01", {"2021": LAST, "2019": PAST}, ["2019"]),  # none known
        ("2023-11-15", {"2022": NEXT, "2023": NEXT, "2025": LATER}, ["2022", "2023"]),
        (
            "2023-10-01",
            {"2021": LAST, "2023": notice("2023-01-01", "2023-11", "cancelled")},
            ["2021"],
        ),
        ("2023-11-15", {"2021": LAST, "2023": notice("2023-01-01", "2023-11-14")},
         ["2023"]),  # may be on
    ],
)  # fmt: skip
def test_a_short_id_means_the_session_that_is_near(
    as_of: str, notices: dict[str, Notice], ids: list[str]
) -> None:
    editions = [edition(f"paris-{year}", known) for year, known in notices.items()]
    file, talk = show(*editions), session("talk")
    sessions = [Match(file, each, session=talk) for each in editions]
    expected = [f"paris-{year}/talk" for year in ids]
    for given_order in (sessions, sessions[::-1]):
        assert [match.id for match in meant_matches(given_order, at(as_of))] == expected


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("pari", "did you mean paris, paris-2027 or paris-2025?"),
        ("2025", "did you mean india-2025 or paris-2025?"),
        ("tomorrow", "see milipol today --on tomorrow"),
        ("paris-2023/x", "see milipol show paris-2023"),
        ("paris-2023/2023-11-18", "did you mean paris-2023/2023-11-17, paris-2023/2"),
        ("paris-2023/raid", "did you mean paris-2023/raid-demonstration?"),
        ("paris-2025/exhibitors/s", "did you mean paris-2025/exhibitors/{}"),
        ("Qatar-2027", "did you mean qatar-2026, qatar-2024 or qatar-2022?"),
        ("zz", "see milipol show"),
        ("zzz", "see milipol search zzz"),
    ],
)
def test_an_unknown_id_is_refused_with_similar_ones(name: str, hint: str) -> None:
    with pytest.raises(UnknownId) as error:
        BUNDLE.find(name, at("2026-12-01"))
    assert str(error.value).startswith(f"no id {name!r}; {hint.format('')}")
    assert len(suggested(error.value)) <= 3


def test_a_word_may_name_a_show_or_an_edition() -> None:
    named = [BUNDLE.subject(word) for word in ("paris", "FRANCE", "Villepinte-2025")]
    assert [match and match.id for match in named] == ["paris", "paris", "paris-2025"]
    assert BUNDLE.subject("drones") is None
    with pytest.raises(UnknownId, match="no edition 'paris-1066'; did you mean paris"):
        BUNDLE.subject("paris-1066")


def test_a_show_stands_for_its_next_edition() -> None:
    as_of = at("2026-12-01")
    assert edition_named("paris", BUNDLE, as_of).id == "paris-2027"
    assert edition_named("paris-2023", BUNDLE, as_of).id == "paris-2023"
    with pytest.raises(BadInput, match="'brazil': no upcoming edition; add the year"):
        edition_named("brazil", BUNDLE, as_of)
    with pytest.raises(BadInput, match=": expected an edition, like paris-2023"):
        edition_named("paris-2023/2023-11-15", BUNDLE, as_of)


def test_a_short_id_of_several_editions_that_are_on_is_refused(folder: Path, put: Put) -> None:
    put("fair")
    (folder / "fair").mkdir()
    for name in ("show.toml", "2023.toml"):
        (folder / name).rename(folder / "fair" / name)
    data = Catalog([DATA, folder])
    ids = "fair-2023/gign-demonstration, paris-2023/gign-demonstration"
    with pytest.raises(UnknownId) as error:
        data.find("gign-demonstration", at("2023-11-15"))
    assert str(error.value) == f"'gign-demonstration' is ambiguous: {ids}"


def test_a_day_is_one_of_an_edition_that_may_be_on() -> None:
    start_alone = notice("2023-01-01", "2023-11-14")
    third, fourth = dt.date(2023, 11, 16), dt.date(2023, 11, 17)
    may_be_on = view("2023-11-16", start_alone)
    assert days_on(third, [may_be_on]) == ["paris-2023/2023-11-16"]
    assert days_on(fourth, [may_be_on]) == []


def test_a_day_is_one_of_the_editions_on_that_day() -> None:
    november = notice("2023-01-01", "2023-11-14/2023-11-17")
    paris = view("2023-10-01", november)
    day = november.start
    assert day is not None
    assert days_on(day, [paris]) == ["paris-2023/2023-11-14"]
    rome = view("2023-10-01", november, edition_id="rome-2023")
    ids = ["paris-2023/2023-11-14", "rome-2023/2023-11-14"]
    assert days_on(day, [rome, paris]) == ids
    # Neither in a month that is known alone, nor on days that were given up.
    for notices in (
        [notice("2023-01-01", "2023-11")],
        [november, notice("2023-02-01", status="cancelled")],
        [november, notice("2023-02-01", "2024-03-05/2024-03-08", "postponed")],
        [november, notice("2023-12-01", "2024-03-05/2024-03-08", "postponed")],
    ):
        assert days_on(day, [view("2023-11-20", *notices)]) == []
