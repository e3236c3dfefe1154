"""The words for a programme: sessions, speakers, themes and newsletters."""

from typing import Any

import pytest

from builders import day, news, session, show_day, theme
from milipol_cli.commands.today.view import newsletter_dates, tomorrow
from milipol_cli.look.words import programme as words
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.programmes import DayTheme, Speaker, session_name, theme_for
from milipol_cli.network.titles import session_title, with_speakers


def speaker(name: str, brief: str | None = None) -> Speaker:
    """A speaker."""
    return Speaker(name=name, brief=brief)


GAMES = "The Olympic Games continuum (part 1)"
ABAD = speaker("Christophe Abad", "Military Governor of Paris")


@pytest.mark.parametrize(
    ("fields", "name", "title"),
    [
        ({"kind": "demonstration", "title": "RAID"}, "Demonstration: RAID",
         "Demonstration: RAID"),
        ({"kind": "opening", "title": "Official opening"}, "Official opening",
         "Official opening"),  # kind that adds nothing
        ({"kind": "keynote", "title": GAMES, "speaker": (ABAD,)}, f"Keynote: {GAMES}",
         f"Keynote: {GAMES}"),  # title repeats the theme
        ({"kind": "panel", "half_day": "morning", "speaker": (ABAD, speaker("B"))},
         f"Panel: {GAMES}", f"Panel: {GAMES}"),  # theme of its half-day
        ({"kind": "panel", "half_day": "afternoon", "speaker": (ABAD,)}, "Panel",
         "Panel, with Christophe Abad"),  # speakers
        ({"kind": "workshop"}, "Workshop", "Workshop"),  # kind alone
        ({"kind": "keynote", "title": "Keynote"}, "Keynote", "Keynote"),
        ({"kind": "demonstration", "title": "Live demo: Nets"}, "Live demo: Nets",
         "Live demo: Nets"),  # short for its kind
        ({"kind": "demonstration", "title": "A demo"}, "Demonstration: A demo",
         "Demonstration: A demo"),
        ({"kind": "panel", "title": "Nets: a look"}, "Panel: Nets: a look",
         "Panel: Nets: a look"),
    ],
)  # fmt: skip
def test_a_session_has_one_name(fields: dict[str, Any], name: str, title: str) -> None:
    """Who speaks is never instead of the title; it stands beside a kind alone."""
    held = session("a", **fields)
    themes = (
        theme("The day"),
        theme("Another day", "2023-11-16", half_day="morning"),
        theme(GAMES, half_day="morning"),
        theme("More", half_day="morning"),
    )
    called = theme_for(held, themes)
    assert session_name(held, called) == name
    assert session_title(held, called) == title


def test_a_session_with_a_time_has_the_theme_of_that_half_day() -> None:
    themes = (theme(GAMES, half_day="morning"), theme("More", half_day="afternoon"))
    assert theme_for(session("a", hours="09:00"), themes) == GAMES
    assert theme_for(session("a", hours="14:00"), themes) == "More"
    assert theme_for(session("a", hours="14:00", title="T"), themes) is None
    assert theme_for(session("a", None), themes) is None


def test_who_speaks_stands_beside_the_title() -> None:
    """Unless the title names them."""
    called, bo = {"title": "Christophe Abad speaks"}, speaker("Bo")
    for fields, beside in (
        ({"speaker": (ABAD,)}, ", with Christophe Abad"),
        ({}, ""),
        ({**called, "speaker": (ABAD,)}, ""),
        ({**called, "speaker": (ABAD, bo)}, ", with Christophe Abad and 1 other"),
    ):
        assert with_speakers("T", session("a", **fields)) == f"T{beside}"


@pytest.mark.parametrize(
    ("as_of", "item", "expected"),
    [
        ("2023-11-17", news("N", "2023-11-16", describes=day("2023-11-17")),
         "about today, dated 16 November"),
        ("2023-11-16", news("N", "2023-11-16", describes=day("2023-11-17")),
         "about tomorrow, dated today"),
        ("2023-11-14", news("N", "2023-11-14", describes=day("2023-11-16")),
         "about 16 November, dated today"),
        ("2023-11-15", news("N", "2023-11-15"), "dated today"),
        ("2023-11-15", news("N", "2023-11-14"), "dated 14 November"),
        ("2023-11-15",  # undated
         news("N", known_by=day("2023-11-14"), describes=day("2023-11-15")),
         "about today"),
    ],
)  # fmt: skip
def test_dates_of_a_newsletter(as_of: str, item: NewsItem, expected: str) -> None:
    assert newsletter_dates(item, show_day(as_of)) == expected


WHY = ("the final day was the 17th", "more")


@pytest.mark.parametrize(
    ("themes", "expected"),
    [
        ([], []),
        ([theme("A", summary="S")], [(None, "A", "S", ())]),
        ([theme("A", half_day="morning"), theme("B", half_day="afternoon")],
         [("morning", "A", None, ()), ("afternoon", "B", None, ())]),
        ([theme("A", half_day="morning"),
          theme("A", half_day="afternoon", summary="S")], [(None, "A", "S", ())]),
        ([theme("A", half_day="morning", summary="on pilots"),
          theme("A", half_day="afternoon", summary="On nets.")],
         [(None, "A", "On pilots. On nets.", ())]),
        ([theme("A", half_day="morning", notes=WHY),
          theme("A", half_day="afternoon", notes=WHY)], [(None, "A", None, WHY)]),
        ([theme("A", half_day="morning"),  # one half-day is stated
          theme("A", half_day="afternoon", certainty="inferred", notes=WHY)],
         [(None, "A", None, tuple(f"afternoon: {note}" for note in WHY))]),
    ],
)  # fmt: skip
def test_themes_of_a_day(themes: list[DayTheme], expected: list[Any]) -> None:
    """Each title once, as certain as the most certain of its half-days."""
    titled = words.themes(show_day(themes=tuple(themes)))
    shown = [(each.half_day, each.title, each.summary, each.notes) for each in titled]
    assert shown == expected
    assert all(each.certainty == "stated" for each in titled)
    assert [key for each in titled for key in each.source] == [
        key for each in themes for key in each.source
    ]


def test_themes_of_tomorrow() -> None:
    a, b = theme("A"), theme("B")
    assert tomorrow(show_day(tomorrow_themes=(a, a, b))) == ["A", "B"]
    assert tomorrow(show_day("2023-11-16", tomorrow_themes=(a,))) == [
        *("A", "last day, Friday 17 November")
    ]
    assert tomorrow(show_day("2023-11-16", tomorrow_themes=())) == []
