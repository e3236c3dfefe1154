"""What `search` finds, in which order, and how it is told."""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import (
    at,
    dates,
    day,
    edition,
    news,
    notice,
    session,
    show,
    theme,
    venue,
)
from conftest import ENDINGS, Golden, Run
from milipol_cli.errors import BadInput
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.programmes import Programme, Session, Speaker
from milipol_cli.network.model.shows import EditionTheme, ShowFile
from milipol_cli.search.answer import HitKind, Search, SearchResult
from milipol_cli.search.folding import fold
from milipol_cli.search.query import KINDS, search, sought
from milipol_cli.search.results import days_away


@pytest.mark.slow
def test_every_id_is_one_that_show_takes(run: Run) -> None:
    """All that stands in the answer to short searches, each once."""
    found = [
        key
        for word in ("o", "paris", "singapore", "a")
        for row in run("search", word, "--json").json["results"]
        for key in (row["id"], *row["editions"])
        if key is not None
    ]
    assert len(set(found)) > 100
    assert [
        key for key in dict.fromkeys(found) if run("show", key, "--json").code
    ] == []


def test_all_that_is_found_is_marked(run: Run) -> None:
    for words in (["legacy", "games"], ["nunez"], ["ai"], ["panel", "qatar"], ["sao"]):
        results = run("search", *words, "--json").json["results"]
        assert results
        for row in results:
            marked = {
                fold(match["text"][start:end])
                for match in row["matches"]
                for start, end in match["spans"]
            }
            assert marked == set(words)


@pytest.mark.parametrize(
    ("on", "words", "ids"),
    [
        ("2023-11-16", "techx", []),
        ("2023-11-16", "mtx", []),
        ("2023-11-16", "laad", []),
        ("2023-11-16", "2026", []),
        ("2023-11-16", "india 2025", ["india-2025"]),
        ("2023-11-13", "safeguarding", []),
        ("2023-11-16", "safeguarding", ["paris-2023"]),
        ("1983-01-01", "paris", []),
    ],
)
def test_only_what_was_known_is_found(
    run: Run, on: str, words: str, ids: list[str]
) -> None:
    record = run("search", *words.split(), "--on", on, "--json").json
    assert [row["id"] for row in record["results"]] == ids


def test_a_name_of_today_and_the_one_before_are_found(run: Run) -> None:
    results = run("search", "asia-pacific", "--kind", "show", "--json").json["results"]
    assert [(row["id"], row["title"]) for row in results] == [
        ("asia-pacific", "Milipol TechX Summit")
    ]
    assert [match["field"] for match in results[0]["matches"]] == ["former_name"]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ((), "missing argument 'TEXT...'; see milipol search --help"),
        (("",), "text '': nothing to look for; expected a word"),
        (("  ", "..."), "text '   ...': nothing to look for; expected a word"),
        (("\u0301",), "text '\u0301': nothing to look for; expected a word"),
        (("\udcff",), r"text '\udcff': not understood; expected UTF-8"),
        (("a", "--from", "soon"),
         "--from 'soon': not understood; expected a date like 2025-01-01"),
        (("a", "--to", "2023-02-30"),
         "--to '2023-02-30': no such date; expected a date like 2025-01-01"),
        (("a", "--from", "2024-01-02", "--to", "2024-01-01"),
         "--to '2024-01-01': before --from '2024-01-02'; expected a later day"),
        (("a", "--kind", "talks"),
         "--kind 'talks': no such kind; expected show, edition, theme, session,"
         " speaker, venue or news"),
        (("a", "--limit", "0"),
         "--limit '0': not understood; expected a number from 1 to 999999"),
    ],
)  # fmt: skip
def test_bad_input_gets_one_line(run: Run, args: tuple[str, ...], message: str) -> None:
    ran = run("search", *args)
    assert (ran.code, ran.out, ran.err) == (2, "", f"milipol: {message}\n")


def test_an_unknown_show_is_told_with_the_nearest(run: Run) -> None:
    ran = run("search", "a", "--show", "pari")
    assert (ran.code, ran.err) == (
        3,
        "milipol: no show 'pari'; did you mean paris?\n",
    )


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (r"\w+", ["w"]),
        ("[a-z]", ["a-z"]),
        ("%s", ["s"]),
        ("a{1000000}", ["a{1000000"]),
    ],
)
def test_nothing_is_a_pattern(run: Run, words: str, read: list[str]) -> None:
    ran = run("search", "--json", "--", words)
    assert (ran.code, ran.err, ran.json["words"]) == (0, "", read)


@pytest.mark.parametrize("words", [".*", "("])
def test_signs_alone_are_no_word(run: Run, words: str) -> None:
    ran = run("search", "--", words)
    said = f"milipol: text {words!r}: nothing to look for; expected a word\n"
    assert (ran.code, ran.out, ran.err) == (2, "", said)


def test_very_long_texts_are_answered(run: Run) -> None:
    assert run("search", "x" * 100_000).code == 0
    assert run("search", *(f"word{at}" for at in range(500))).code == 0


# From here on small values, a line each.

HELD = notice("2023-01-01", "2023-11-14/2023-11-17", venue="villepinte")


def found(
    words: str,
    *files: ShowFile,
    as_of: str = "2023-11-15",
    programme: Programme | None = None,
    printed: Sequence[NewsItem] = (),
    limit: int | None = None,
    **options: Any,
) -> Search:
    """What is found in shows, with one programme for each edition."""
    return search(
        files or (show(edition("paris-2023", HELD)),),
        at(as_of),
        sought([words], **options),
        programme=lambda _: programme,
        news=lambda: printed,
        limit=limit,
    )


def told(answer: Search) -> list[tuple[HitKind, str | None]]:
    """The kinds and ids that were found."""
    return [(hit.kind, hit.id) for hit in answer.hits]


def programme(*sessions: Session, **fields: Any) -> Programme:
    """The programme of Milipol Paris 2023."""
    return Programme(edition="paris-2023", session=sessions, **fields)


def fields(hit: SearchResult) -> list[str]:
    """The fields in which a hit was matched."""
    return [match.field for match in hit.matches]


ANA = Speaker(name="Ana Ñandú", role="Head of Border Control", brief="Coast Guard")
TALKS = programme(
    session("summary", summary="On borders"),
    session("inside", title="Crossborder talks"),
    session("start", title="Borders of today"),
    session("whole", title="At the border"),
    session("speaker", speaker=(Speaker(name="Bo Border"),)),
    session("role", speaker=(ANA,)),
    session("room", room="Border room"),
    session("border", kind="keynote"),
    theme=(theme("Border themes"),),
)


def test_titles_come_before_speakers_before_summaries() -> None:
    assert told(found("border", programme=TALKS)) == [
        ("theme", "paris-2023/2023-11-15"),
        ("session", "paris-2023/whole"),
        ("session", "paris-2023/start"),
        ("session", "paris-2023/inside"),
        ("speaker", "paris-2023/speaker"),
        ("speaker", "paris-2023/role"),
        ("session", "paris-2023/room"),
        ("session", "paris-2023/border"),
        ("session", "paris-2023/summary"),
    ]


@pytest.mark.parametrize(
    ("as_of", "order"),
    [
        ("2023-11-14", ["early", "undated", "late"]),
        ("2023-11-17", ["late", "undated", "early"]),
        ("2023-12-24", ["late", "undated", "early"]),
    ],
)
def test_nearer_comes_before_farther_then_by_id(as_of: str, order: list[str]) -> None:
    talks = programme(
        session("late", "2023-11-17", title="Drones"),
        session("early", "2023-11-14", title="Drones"),
        session("undated", None, title="Drones"),
    )
    answer = found("drones", as_of=as_of, programme=talks)
    keys = [str(hit.id).removeprefix("paris-2023/") for hit in answer.hits]
    assert keys == order


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("border whole", ["paris-2023/whole"]),
        ("nandu coast border", ["paris-2023/role"]),
        ("keynote paris 2023", ["paris-2023/border"]),
        ("keynote villepinte france", ["paris-2023/border"]),
        ("keynote qatar", []),
        ("paris-2023/border", []),
    ],
)
def test_all_words_must_stand_in_one_thing(words: str, ids: list[str]) -> None:
    assert [hit.id for hit in found(words, programme=TALKS).hits] == ids


def test_what_things_share_finds_not_all_of_them() -> None:
    assert told(found("paris", programme=TALKS)) == [
        ("show", "paris"),
        ("edition", "paris-2023"),
        ("venue", "paris-2023"),
    ]


@pytest.mark.parametrize(
    ("words", "kinds", "expected"),
    [
        ("nandu", (), [("speaker", "Ana Ñandú")]),
        ("nandu", ("session",), [("session", "Drones at sea")]),
        ("nandu", ("speaker", "session"), [("speaker", "Ana Ñandú")]),
        ("nandu drones", (), [("session", "Drones at sea")]),
        ("nandu drones", ("speaker",), []),
        ("ana li", (), [("session", "Drones at sea")]),
        ("drones", ("speaker",), []),
        ("sea", (), [("session", "Drones at sea")]),
        ("sea", ("speaker",), [("speaker", "Li Sea")]),
        ("coast", (), [("speaker", "Ana Ñandú")]),
    ],
)
def test_who_alone_leads_to_a_session_is_told_instead(
    words: str, kinds: Sequence[str], expected: list[tuple[str, str]]
) -> None:
    talk = session(
        "drones", title="Drones at sea", speaker=(ANA, Speaker(name="Li Sea"))
    )
    answer = found(words, programme=programme(talk), kinds=kinds)
    assert [(hit.kind, hit.title) for hit in answer.hits] == expected
    assert {hit.id for hit in answer.hits} <= {"paris-2023/drones"}


def test_a_word_counts_where_it_stands_best() -> None:
    talk = session("drones", title="Drones", summary="Drones and more drones")
    (hit,) = found("drones more", programme=programme(talk)).hits
    assert [(match.field, match.spans) for match in hit.matches] == [
        ("title", ((0, 6),)),
        ("summary", ((0, 6), (11, 15), (16, 22))),
    ]


def test_the_name_and_the_role_of_one_lead_to_who_bears_them() -> None:
    talk = session("drones", title="Drones", speaker=(ANA,))
    (hit,) = found("nandu coast", programme=programme(talk)).hits
    assert (hit.kind, hit.title) == ("speaker", "Ana Ñandú")


def test_what_stands_equally_well_is_told_in_the_order_of_the_words() -> None:
    who = (Speaker(name="Adam Low"), Speaker(name="Zoe Quint"))
    for words in ("zoe adam drones", "adam zoe drones"):
        (hit,) = found(words, programme=programme(session("drones", speaker=who))).hits
        names = [match.text.partition(" ")[0].lower() for match in hit.matches]
        assert names == [*words.split()[:2], "drones"]


def test_a_word_is_marked_a_hundred_times_in_one_text() -> None:
    (hit,) = found("oh", programme=programme(session("a", title="oh " * 150))).hits
    assert len(hit.matches[0].spans) == 100


def test_each_thing_is_found_by_all_that_is_said_of_it() -> None:
    """Even by what no other text of it repeats: an id, a former name, a summary."""
    file = show(
        edition("expo-2021", notice("2021-01-01", "2021-05", name="Fair of Lima")),
        edition("expo-2023", notice("2023-01-01", "2023-05", name="Big Meeting")),
        edition("expo-2024", notice("2023-01-02", "2024-05", venue="villepinte")),
        name="Big Meeting",
        aliases=("lima",),
    )
    held = Programme(
        edition="expo-2024",
        theme=(theme("Drones", "2024-05-07", summary="On pilots"),),
    )
    for words, kind, key, field in (
        ("expo", "show", "expo", "id"),
        ("fair", "show", "expo", "former_name"),
        ("nord", "edition", "expo-2024", "venue"),
        ("pilots", "theme", "expo-2024/2024-05-07", "summary"),
        ("2024-05-07", "theme", "expo-2024/2024-05-07", "id"),
    ):
        answer = search(
            [file],
            at("2023-11-15"),
            sought([words], kinds=[kind]),
            programme=lambda key: held if key == "expo-2024" else None,
            news=tuple,
        )
        assert [(hit.id, *fields(hit)) for hit in answer.hits] == [(key, field)]


def test_a_theme_of_both_halves_of_a_day_is_found_once() -> None:
    halves = (
        theme("Drones", half_day="morning", summary="On pilots"),
        theme("Drones", half_day="afternoon", summary="On nets"),
        theme("Drones", "2023-11-16"),
        theme("More drones", half_day="afternoon"),
    )
    held = programme(theme=halves)
    assert told(found("drones", programme=held)) == [
        ("theme", "paris-2023/2023-11-15"),
        ("theme", "paris-2023/2023-11-15"),  # another title
        ("theme", "paris-2023/2023-11-16"),
    ]
    morning, afternoon = (
        msgspec.structs.replace(one, source=(name, "both"))
        for one, name in zip(halves, ("early", "late"), strict=False)
    )
    held = programme(theme=(morning, afternoon))
    for words in ("drones pilots", "drones nets", "pilots nets"):
        (hit,) = found(words, programme=held).hits
        assert (hit.id, hit.kind) == ("paris-2023/2023-11-15", "theme")
        assert hit.source == ("early", "both", "late")


def test_a_venue_that_is_a_city_is_told_as_one_alone() -> None:
    file = show(edition("qatar-2024", notice("2023-01-01", "2024-05", venue="doha")))
    (hit,) = found("doha", file, kinds=["venue"]).hits
    assert (hit.title, hit.city, hit.country) == ("Doha", None, "Qatar")


def test_the_review_is_that_of_the_shows_asked_for() -> None:
    files = (
        show(edition("paris-2023", HELD), reviewed=day("2026-01-02")),
        show(edition("qatar-2022", HELD), reviewed=day("2026-01-01")),
    )
    assert found("paris", *files).reviewed == day("2026-01-01")
    assert found("paris", *files, shows=["paris"]).reviewed == day("2026-01-02")


@pytest.mark.parametrize("text", ["a\ud800", "\udfff", "b \udc80 c"])
def test_what_is_no_unicode_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="not understood; expected UTF-8"):
        sought([text])


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ("2023-11-14/2023-11-17", 0),
        ("2023-11-15/2023-11-16", 0),
        ("2023-11-16/2023-11-17", 1),
        ("2023-11-10/2023-11-12", 3),
    ],
)
def test_dates_are_as_far_as_their_nearest_day(when: str, days: int) -> None:
    assert days_away(dates(when), at("2023-11-15")) == days


def test_a_venue_and_a_show_are_as_near_as_their_nearest_edition() -> None:
    held = [
        edition(f"paris-{year}", notice(f"{year}-01-01", f"{year}-11-14", venue="doha"))
        for year in (2019, 2021, 2023)
    ]
    answer = found("doha", show(*held), as_of="2023-06-01", kinds=["venue"])
    (hit,) = answer.hits
    assert (hit.id, hit.editions) == (
        "paris-2023",
        ("paris-2023", "paris-2021", "paris-2019"),
    )
    (hit,) = found(*("doha", show(*held)), kinds=["venue"], last=day("2022-01-01")).hits
    assert (hit.id, hit.editions) == ("paris-2021", ("paris-2021", "paris-2019"))
    assert (
        found("doha", show(*held), kinds=["venue"], last=day("2018-01-01")).hits == ()
    )


@pytest.mark.parametrize(
    ("first", "last", "ids"),
    [
        ("2023-11-15", None, ["b", "c", "undated"]),
        (None, "2023-11-15", ["b", "a", "undated"]),
        ("2023-11-15", "2023-11-15", ["b", "undated"]),
        ("2023-11-18", None, []),
        (None, "2023-11-13", []),
    ],
)
def test_days_keep_to_what_touches_them(
    first: str | None, last: str | None, ids: list[str]
) -> None:
    talks = programme(
        session("a", "2023-11-14", title="Drones"),
        session("b", "2023-11-15", title="Drones"),
        session("c", "2023-11-16", title="Drones"),
        session("undated", None, title="Drones"),
    )
    answer = found(
        "drones",
        programme=talks,
        first=None if first is None else day(first),
        last=None if last is None else day(last),
    )
    keys = [str(hit.id).removeprefix("paris-2023/") for hit in answer.hits]
    assert sorted(keys) == sorted(ids)


@pytest.mark.parametrize(
    ("options", "without"),
    [
        ({"kinds": ["venue"]}, ("--kind",)),
        ({"shows": ["qatar"]}, ("--show",)),
        ({"first": day("2024-01-01")}, ("--from",)),
        ({"last": day("2020-01-01")}, ("--to",)),
        ({"kinds": ["venue"], "shows": ["paris"]}, ("--kind",)),
        ({"kinds": ["venue"], "shows": ["qatar"]}, ("--show", "--kind")),
        (
            {
                "kinds": ["venue"],
                "shows": ["qatar"],
                "first": day("2024-01-01"),
                "last": day("2025-01-01"),
            },
            ("--show", "--kind", "--from"),
        ),
    ],
    ids=["kind", "show", "from", "to", "one of two", "both", "three of four"],
)
def test_the_options_that_shut_out_are_named(
    options: dict[str, Any], without: tuple[str, ...]
) -> None:
    talks = programme(session("a", title="Drones"))
    answer = found("drones", programme=talks, **options)
    assert (answer.found, answer.suggestions) == (0, ())
    assert answer.shut_out is not None
    assert (answer.shut_out.options, answer.shut_out.found) == (without, 1)


def test_no_option_is_named_that_shuts_nothing_out() -> None:
    talks = programme(session("a", title="Drones"))
    answer = found("drone5", programme=talks, kinds=["venue"], shows=["paris"])
    assert (answer.found, answer.shut_out) == (0, None)
    assert [one.nearest for one in answer.suggestions] == [("Drones",)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("drone5", [("drone5", ("Drones",))]),
        ("Ñandu nandy", [("nandy", ("Ñandú",))]),
        ("qqqqqq", [("qqqqqq", ())]),
        ("ee", [("ee", ())]),
        ("hi qqqqqq", [("qqqqqq", ())]),
        ("drones border", []),
        ("dronesxx", [("dronesxx", ("Drones",))]),
        ("dronesxxx", [("dronesxxx", ())]),
        ("tanks", [("tanks", ())]),
        ("room5", [("room5", ("Room4", "Room3", "Room2"))]),
    ],
)
def test_the_nearest_words_are_told(
    words: str, expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    talks = programme(
        session("a", title="Drones"),
        session("b", speaker=(ANA,)),
        session("tank", title="Room1 Room2 Room3 Room4", summary="Hi there"),
    )
    answer = found(words, programme=talks)
    assert answer.hits == ()
    assert [(one.word, one.nearest) for one in answer.suggestions] == expected


def test_among_too_many_words_none_is_looked_for() -> None:
    """The title of a show and the rest have a handful of their own."""
    answer = found("drone5", programme=programme(session("a", title="Drones")))
    assert [one.nearest for one in answer.suggestions] == [("Drones",)]
    for number, nearest in ((29_900, ("Drones",)), (30_001, ())):
        many = " ".join(f"{at:05}" for at in range(number))
        talks = programme(session("a", title="Drones", summary=many))
        answer = found("drone5", programme=talks)
        assert [one.nearest for one in answer.suggestions] == [nearest]


def test_news_is_of_an_edition_a_show_or_the_network() -> None:
    items = [
        news("Drones one", "2023-11-14", edition="paris-2023", show="paris"),
        news("Drones two", "2023-11-14", edition="paris-2025", show="paris"),
        news("Drones three", known_by=day("2023-11-13")),
        news("Drones four", month="2023-10", show="qatar"),
        news("Drones five", "2023-11-16"),
    ]
    answer = found("drones", printed=items)
    assert [(hit.title, hit.id, hit.about, hit.by) for hit in answer.hits] == [
        ("Drones two", "paris", "Milipol Paris", False),
        ("Drones one", "paris-2023", "Milipol Paris 2023", False),
        ("Drones three", None, None, True),
        ("Drones four", None, None, False),
    ]
    answer = found("drones", printed=items, shows=["paris"])
    assert [hit.title for hit in answer.hits] == ["Drones two", "Drones one"]


def test_news_of_nothing_comes_before_that_of_a_show() -> None:
    file = show(edition("4x4-2023", HELD))
    items = [news("Drones", "2023-11-14", show="4x4"), news("Drones", "2023-11-14")]
    answer = found("drones", file, printed=items)
    assert [hit.id for hit in answer.hits] == [None, "4x4"]


def test_what_a_notice_says_is_news() -> None:
    held = edition(
        "paris-2023",
        notice("by 2023-01-01", "2023-11-14", headline="Drones are the theme"),
        notice("2023-06-01", summary="more drones"),
        notice("2023-07-01"),
        notice("2023-12-01", summary="most drones"),
        theme=EditionTheme(
            title="All on drones", known=day("2023-01-01"), source=("gazette",)
        ),
    )
    answer = found("drones", show(held))
    assert [(hit.kind, hit.title, hit.id) for hit in answer.hits] == [
        ("theme", "All on drones", "paris-2023"),
        ("news", "more drones", "paris-2023"),
        ("news", "Drones are the theme", "paris-2023"),
    ]
    assert [hit.by for hit in answer.hits] == [False, False, True]


@pytest.mark.parametrize(
    ("as_of", "cited"),
    [
        ("2026-11-23", {"show": (), "edition": ("gazette",), "venue": ()}),
        (
            "2026-11-24",
            {
                "show": ("gazette",),
                "edition": ("gazette", "own"),
                "venue": ("gazette",),
            },
        ),
    ],
)
def test_what_bears_no_day_is_not_cited_before_the_review(
    as_of: str, cited: dict[str, tuple[str, ...]]
) -> None:
    file = show(edition("paris-2023", HELD, notes=("Big.",), source=("own",)))
    assert {
        hit.kind: hit.source for hit in found("paris", file, as_of=as_of).hits
    } == cited


def test_a_limit_keeps_the_best() -> None:
    answer = found("border", programme=TALKS, limit=2)
    assert told(answer) == told(found("border", programme=TALKS))[:2]
    assert answer.found == 9


def test_programmes_and_news_are_read_only_where_wanted() -> None:
    """A search for shows, editions and venues opens no programme and no news."""

    def refuse(*_: object) -> Any:
        raise AssertionError

    files = [show(edition("paris-2023", HELD))]
    for kinds in (["show"], ["edition"], ["venue"], ["show", "edition", "venue"]):
        asked = sought(["paris"], kinds=kinds)
        answer = search(files, at("2023-11-15"), asked, programme=refuse, news=refuse)
        assert answer.found == len(kinds)


WORDS = st.sampled_from(
    ["Legacy", "legacies", "Nuñez", "nunez", "NÚÑEZ", "Straße", "strasse", "drones"]
)
LINES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
SESSIONS = st.lists(
    st.tuples(st.none() | LINES, st.none() | LINES, st.lists(LINES, max_size=2)),
    max_size=6,
)


@given(SESSIONS, st.lists(WORDS, min_size=1, max_size=3), st.integers(0, 40))
def test_finds_what_a_plain_look_finds(
    made: list[tuple[str | None, str | None, list[str]]], words: list[str], late: int
) -> None:
    """Sessions hold all words if their texts do, when each is stripped of its marks."""
    first = dt.date(2023, 11, 14)
    talks = [
        session(
            f"s{at}",
            (first + dt.timedelta(days=at * late % 7)).isoformat(),
            title=title,
            summary=summary,
            speaker=tuple(Speaker(name=name) for name in names),
        )
        for at, (title, summary, names) in enumerate(made)
    ]
    expected = {
        f"paris-2023/s{at}"
        for at, (title, summary, names) in enumerate(made)
        if all(
            any(_bare(word) in _bare(text or "") for text in (title, summary, *names))
            for word in words
        )
    }
    answer = found(" ".join(words), programme=programme(*talks))
    assert {hit.id for hit in answer.hits if hit.kind != "news"} == expected
    asked = {fold(word) for word in words}
    for hit in answer.hits:
        marked = set()
        for match in hit.matches:
            assert match.spans
            for start, end in match.spans:
                said = fold(match.text[start:end])
                marked |= {word for word in asked if word in said}
        assert marked == asked
    ranks = [fields(hit)[0] for hit in answer.hits if len(asked) == 1]
    assert ranks == sorted(ranks, key=["title", "speaker", "summary"].index)


def _bare(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in apart if not unicodedata.combining(char))


def test_marks_are_set_off_without_colour(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bold and underlined on a terminal; the name of the field is always told."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    out = run("search", "raid", "--kind", "session").out
    assert "Demonstration: \x1b[1;4mRAID\x1b[0m" in out
    plain = re.sub(r"\x1b\[[0-9;]*m", "", out)
    monkeypatch.delenv("FORCE_COLOR")
    assert run("search", "raid", "--kind", "session").out == plain


OWN = """
[show]
id = "expo"
name = "Expo **[x]** | Ünlü"
city = "İzmir"
country = "Türkiye"
country_code = "TR"
zone = "Europe/Istanbul"
reviewed = 2026-11-24
source = ["own"]

[[venue]]
id = "hall"
name = "Fuar"
city = "İzmir"
country = "Türkiye"
zone = "Europe/Istanbul"
source = ["own"]

[[venue]]
id = "city"
city = "Ankara"
zone = "Europe/Istanbul"
source = ["own"]

[[venue]]
id = "nowhere"
zone = "Europe/Istanbul"
source = ["own"]

[[edition]]
id = "expo-2025"

[[edition.notice]]
known = 2025-01-01
year = 2025
status = "announced"
venue = "nowhere"
source = ["own"]

[[edition]]
id = "expo-2026"

[[edition.notice]]
known = 2026-01-01
start = 2026-12-01
status = "announced"
venue = "hall"
source = ["own"]

[[edition]]
id = "expo-2027"

[[edition.notice]]
known = 2026-01-01
month = "2027-05"
status = "announced"
venue = "city"
source = ["own"]
"""
OWN_PROGRAMME = """
edition = "expo-2026"

[[session]]
id = "keynote-only"
kind = "keynote"
date = 2026-12-01
source = ["own"]

[[session]]
id = "called-keynote"
title = "Keynote"
kind = "keynote"
source = ["own"]

[[session]]
id = "many"
kind = "panel"
date = 2026-12-01
room = "Büyük Oda"
source = ["own"]
speaker = [
    { name = "Işık Çelik", role = "Büyük Elçi" },
    { name = "Ayşe", brief = "Sayman" },
    { name = "Can" },
]

[[session]]
id = "plain-kind"
kind = "session"
source = ["own"]
speaker = [{ name = "Deniz Çelik" }]
"""

OWN_NEWS = """
[[news]]
id = "own-association"
title = "An association is founded"
summary = "It speaks for all shows."
known_by = 2026-05-01
source = ["own"]
"""


@pytest.mark.parametrize("form", ["table", "plain", "markdown"])
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("own-search-show", "unlu"),
        ("own-search-izmir", "izmir"),
        ("own-search-ankara", "ankara"),
        ("own-search-keynote", "keynote expo"),
        ("own-search-celik", "celik"),
        ("own-search-session", "celik panel"),
        ("own-search-two", "ayse isik"),
        ("own-search-plain", "celik plain-kind"),
        ("own-search-overlapping", "celik cel elik"),
        ("own-search-role", "sayman panel"),
        ("own-search-room", "buyuk oda"),
        ("own-search-2025", "expo-2025"),
        ("own-search-network", "association"),
    ],
)
def test_every_label_has_its_words(
    run: Run,
    golden: Golden,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    words: str,
    form: str,
) -> None:
    (folder / "expo").mkdir()
    (folder / "expo" / "show.toml").write_text(OWN, "utf-8")
    (folder / "expo" / "2026.toml").write_text(OWN_PROGRAMME, "utf-8")
    monkeypatch.setenv("COLUMNS", "100")
    (folder / "news.toml").write_text(OWN_NEWS, "utf-8")
    ran = run("search", *words.split(), "--format", form)
    assert (ran.code, ran.err) == (0, "")
    golden(f"{name}.{ENDINGS[form]}", ran.out)


def test_the_text_of_a_search_is_refused_in_code_as_on_the_command_line() -> None:
    with pytest.raises(BadInput, match="nothing to look for"):
        sought([])
    assert sought(["a"], kinds=["show", "show"]).kinds == ("show",)
    assert len(KINDS) == 7
    assert venue("x").name is None
