"""What `search` finds, and in which order."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from agendas import own
from builders import at, day, edition, exhibitor_list, news, notice, session, show, theme
from milipol_cli.commands.search.query import Search, search, terms
from milipol_cli.commands.search.results import Kind, Result
from milipol_cli.network.company_names import Companies
from milipol_cli.network.exhibitors import GetList
from milipol_cli.network.model.exhibitors import Exhibitor
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.picks import Pick
from milipol_cli.network.model.programmes import Programme, Session, Speaker
from milipol_cli.network.model.shows import EditionTheme, ShowFile
from milipol_cli.picks.as_of import own_picks

HELD = notice("2023-01-01", "2023-11-14/2023-11-17", venue="villepinte")


def search_for(
    words: str,
    *files: ShowFile,
    as_of: str = "2023-11-15",
    programme: Programme | None = None,
    printed: Sequence[NewsItem] = (),
    entries: Sequence[Pick] = (),
    get_list: GetList = lambda _: None,
    limit: int | None = None,
    **options: Any,
) -> Search:
    """The answer over shows whose editions all have one programme."""
    files = files or (show(edition("paris-2023", HELD)),)
    data: Any = SimpleNamespace(
        shows=files,
        programme=lambda key: programme or Programme(edition=key),
        news=printed,
        exhibitors=get_list,
        companies=Companies(),
        lists=SimpleNamespace(may_have_any=lambda *_: True),
    )
    return search(
        *(data, at(as_of), terms([words], **options)),
        entries=lambda: own_picks(entries, files, at(as_of)),
        limit=limit,
    )


def kinds_and_ids(answer: Search) -> list[tuple[Kind, str | None]]:
    """The kinds and ids of the results."""
    return [(result.kind, result.id) for result in answer.results]


def programme(*sessions: Session, **fields: Any) -> Programme:
    """The programme of Milipol Paris 2023."""
    return Programme(edition="paris-2023", session=sessions, **fields)


def fields(result: Result) -> list[str]:
    """The fields in which a result matches."""
    return [match.field for match in result.matches]


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
    results = kinds_and_ids(search_for("border", programme=TALKS))
    assert results == [
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
    limited = search_for("border", programme=TALKS, limit=2)
    assert (kinds_and_ids(limited), limited.found) == (results[:2], 9)


@pytest.mark.parametrize(
    ("as_of", "order"),
    [
        ("2023-11-14", ["early", "undated", "middle", "late"]),
        ("2023-11-15", ["middle", "undated", "early", "late"]),
        ("2023-11-17", ["late", "undated", "middle", "early"]),
    ],
)
def test_results_near_in_time_come_first(as_of: str, order: list[str]) -> None:
    talks = programme(
        session("late", "2023-11-17", title="Drones"),
        session("early", "2023-11-14", title="Drones"),
        session("middle", "2023-11-15", title="Drones"),
        session("undated", None, title="Drones"),
    )
    answer = search_for("drones", as_of=as_of, programme=talks)
    keys = [str(result.id).removeprefix("paris-2023/") for result in answer.results]
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
        ("rd", []),  # inside a word
        # A word in shared texts does not find everything that shares them.
        ("paris", ["paris", "paris-2023", "paris-2023"]),
    ],
)
def test_one_result_must_have_all_words(words: str, ids: list[str]) -> None:
    assert [result.id for result in search_for(words, programme=TALKS).results] == ids


@pytest.mark.parametrize(
    ("words", "kinds", "expected"),
    [
        ("nandu", (), [("speaker", "Ana Ñandú")]),
        ("nandu", ("session",), [("session", "Drones at sea")]),
        ("nandu", ("speaker", "session"), [("speaker", "Ana Ñandú")]),
        ("nandu drones", (), [("session", "Drones at sea")]),
        ("ana li", (), [("session", "Drones at sea")]),
        ("drones", ("speaker",), []),
        ("sea", ("speaker",), [("speaker", "Li Sea")]),
        ("coast", (), [("speaker", "Ana Ñandú")]),
    ],
)
def test_a_session_that_only_a_speaker_matches_gives_the_speaker(
    words: str, kinds: Sequence[str], expected: list[tuple[str, str]]
) -> None:
    talk = session("drones", title="Drones at sea", speaker=(ANA, Speaker(name="Li Sea")))
    answer = search_for(words, programme=programme(talk), kinds=kinds)
    assert [(result.kind, result.title) for result in answer.results] == expected
    assert {result.id for result in answer.results} <= {"paris-2023/drones"}


def test_a_word_ranks_by_its_best_place() -> None:
    talk = session("drones", title="Drones", summary="Drones and more drones")
    (result,) = search_for("drones more", programme=programme(talk)).results
    assert [(match.field, match.spans) for match in result.matches] == [
        ("title", ((0, 6),)),
        ("summary", ((0, 6), (11, 15), (16, 22))),
    ]


@pytest.mark.parametrize(
    ("words", "kind", "key", "field"),
    [
        ("expo", "show", "expo", "id"),
        ("fair", "show", "expo", "former_name"),
        ("nord", "edition", "expo-2024", "venue"),
        ("pilots", "theme", "expo-2024/2024-05-07", "summary"),
        ("2024-05-07", "theme", "expo-2024/2024-05-07", "id"),
    ],
)
def test_every_text_is_searched(words: str, kind: str, key: str, field: str) -> None:
    """Each word is in one text only."""
    file = show(
        edition("expo-2021", notice("2021-01-01", "2021-05", name="Fair of Lima")),
        edition("expo-2023", notice("2023-01-01", "2023-05", name="Big Meeting")),
        edition("expo-2024", notice("2023-01-02", "2024-05", venue="villepinte")),
        name="Big Meeting",
        aliases=("lima",),
    )
    drones = theme("Drones", "2024-05-07", summary="On pilots")
    results = search_for(*(words, file), programme=programme(theme=(drones,)), kinds=[kind]).results
    assert (key, [field]) in [(result.id, fields(result)) for result in results]


ENTRIES = (
    own(
        "acme",
        "2023-11-15T15:00",
        title="Meet ACME",
        edition="paris-2023",
        place="Hall 5",
        note="Ask about drones",
    ),
    own("hotel", "2023-09-01", title="Book the hotel", kind="deadline"),
    own("lost", "2023-11-15", title="Gone", kind="travel", edition="rome-2023"),
    Pick(id="paris-2023/hotel", title="Hotel security"),
)


@pytest.mark.parametrize(
    ("words", "options", "found"),
    [
        ("acme", {}, ["acme"]),
        ("hall 5", {}, ["acme"]),
        ("meeting", {}, ["acme"]),
        ("hotel", {}, ["hotel"]),
        ("gone", {}, ["lost"]),
        # The name of its edition narrows a search, and the options limit it.
        ("acme villepinte", {}, ["acme"]),
        ("hotel", {"shows": ["paris"]}, []),
        ("acme", {"first": day("2023-11-16")}, []),
    ],
)
def test_own_entries_are_found(words: str, options: dict[str, Any], found: list[str]) -> None:
    answer = search_for(words, entries=ENTRIES, **options)
    assert kinds_and_ids(answer) == [("entry", f"agenda/{key}") for key in found]
    about = {"acme": "paris-2023", "hotel": None, "lost": None}
    assert [result.about.id for result in answer.results] == [about[key] for key in found]


def test_a_theme_of_both_halves_of_a_day_is_found_once() -> None:
    halves = (
        theme("Drones", half_day="morning", summary="On pilots"),
        theme("Drones", half_day="afternoon", summary="On nets"),
        theme("Drones", "2023-11-16"),
        theme("More drones", half_day="afternoon"),
    )
    held = programme(theme=halves)
    assert kinds_and_ids(search_for("drones", programme=held)) == [
        ("theme", "paris-2023/2023-11-15"),
        ("theme", "paris-2023/2023-11-15"),  # another title
        ("theme", "paris-2023/2023-11-16"),
    ]
    cited = zip(halves, (("early", "both"), ("late", "both")), strict=False)
    held = programme(
        theme=tuple(msgspec.structs.replace(half, source=keys) for half, keys in cited)
    )
    (result,) = search_for("pilots nets", programme=held).results
    assert result.source == ("early", "both", "late")


def exhibitors_of(*years: int) -> GetList:
    """The lists of editions of Paris, each with seven companies that know drones."""
    acme = Exhibitor(
        name="Drone Acme",
        country_code="CZ",
        website="www.acme.example",
        categories=("Nets", "Robots"),
    )
    names = [f"Droneworks {at}" for at in range(6)]
    return {
        f"paris-{year}": exhibitor_list(f"paris-{year}", "2023-11-01", acme, *names)
        for year in years
    }.get


def test_exhibitors_come_last_and_those_of_the_nearest_edition_first() -> None:
    """Without a kind, no more than five companies."""
    file = show(
        edition("paris-2021", notice("2021-01-01", "2021-10-19/2021-10-22")),
        edition("paris-2023", HELD),
    )
    talks = programme(session("talk", summary="On drones"))
    lists = exhibitors_of(2021, 2023)

    def results_of(words: str, **options: Any) -> tuple[list[str], int, int]:
        answer = search_for(*(words, file), get_list=lists, **{"programme": talks, **options})
        ids = [str(result.id).replace("/exhibitors/", ":") for result in answer.results]
        return ids, answer.found, answer.more_exhibitors

    works = [f"paris-2023:droneworks-{at}" for at in range(6)]
    talk = ["paris-2021/talk", "paris-2023/talk"]
    assert results_of("drone") == (
        [
            *talk,
            *("paris-2023:drone-acme", *works[:4]),
            *("paris-2021:drone-acme", *(key.replace("2023", "2021") for key in works[:4])),
        ],
        16,
        4,
    )
    # The entries of a company count as one.
    acme = ["paris-2023:drone-acme", "paris-2021:drone-acme"]
    assert results_of("drone", limit=3) == ([*talk, *acme], 16, 4)
    assert results_of("drone", kinds=["exhibitor"], limit=1) == (acme, 14, 0)
    answer = search_for("drone", file, get_list=lists, programme=talks, limit=3)
    assert (answer.number, answer.left_out, answer.more_companies) == (9, 4, 2)
    assert results_of("drone", kinds=["session"]) == (talk, 2, 0)
    assert results_of("drone", first=day("2023-01-01"), kinds=["exhibitor"])[1] == 7
    # No list was known by then.
    assert results_of("drone", as_of="2023-10-31") == (talk, 2, 0)
    # The name and the city of an edition narrow a search.
    assert results_of("drone acme 2021")[0] == ["paris-2021:drone-acme"]
    assert results_of("acme villepinte")[0] == ["paris-2023:drone-acme"]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("acme", "title"),
        ("czech", "country"),
        ("robots", "category"),
        ("www.acme.example", "website"),
    ],
)
def test_an_exhibitor_is_found_by_all_that_its_list_has(words: str, field: str) -> None:
    (result,) = search_for(words, get_list=exhibitors_of(2023)).results
    assert (result.id, fields(result)) == ("paris-2023/exhibitors/drone-acme", [field])


def test_lists_without_categories_are_named_if_exhibitors_are_searched() -> None:
    """If all that were searched lack them, with the last list that has them."""
    files = [
        show(edition("paris-2021", notice("2021-01-01", "2021-10-19/2021-10-22"))),
        show(
            edition("qatar-2022", notice("2021-01-01", "2022-05-24/2022-05-26")),
            edition("qatar-2023", HELD),
        ),
    ]
    lists = {
        "paris-2021": exhibitors_of(2021)("paris-2021"),
        "qatar-2022": exhibitor_list("qatar-2022", "2023-11-01", "Drone Acme"),
        "qatar-2023": exhibitor_list("qatar-2023", "2023-11-01", "Drone Acme"),
    }

    def without(words: str, **options: Any) -> tuple[list[str], list[str], str | None]:
        answer = search_for(words, *files, get_list=lists.get, **options)
        return (
            [edition.id for edition in answer.lists.editions],
            [edition.id for edition in answer.lists.without_categories],
            None if answer.lists.instead is None else answer.lists.instead.id,
        )

    qatar = ["qatar-2023", "qatar-2022"]
    assert without("drone") == ([*qatar, "paris-2021"], qatar, None)
    assert without("xyzzyx") == ([*qatar, "paris-2021"], qatar, None)
    first = {"first": day("2023-01-01")}
    assert without("acme", **first) == (qatar[:1], qatar[:1], "paris-2021")
    assert without("acme", shows=["paris"]) == (["paris-2021"], [], None)
    # What was found is no exhibitor, or no list was known by then.
    assert without("villepinte") == ([], [], None)
    assert without("acme", as_of="2023-10-31") == ([], [], None)


def test_the_review_is_that_of_the_shows_asked_for() -> None:
    files = (
        show(edition("paris-2023", HELD), reviewed=day("2026-01-02")),
        show(edition("qatar-2022", HELD), reviewed=day("2026-01-01")),
    )
    assert search_for("paris", *files).reviewed == day("2026-01-01")
    assert search_for("paris", *files, shows=["paris"]).reviewed == day("2026-01-02")


def test_a_venue_and_a_show_are_as_near_as_their_nearest_edition() -> None:
    held = [
        edition(f"paris-{year}", notice(f"{year}-01-01", f"{year}-11-14", venue="doha"))
        for year in (2019, 2021, 2023)
    ]
    answer = search_for("doha", show(*held), as_of="2023-06-01", kinds=["venue"])
    (result,) = answer.results
    assert (result.id, result.editions) == (
        "paris-2023",
        ("paris-2023", "paris-2021", "paris-2019"),
    )
    answer = search_for("doha", show(*held), kinds=["venue"], last=day("2022-01-01"))
    (result,) = answer.results
    assert (result.id, result.editions) == ("paris-2021", ("paris-2021", "paris-2019"))
    answer = search_for("doha", show(*held), kinds=["venue"], last=day("2018-01-01"))
    assert answer.results == ()


@pytest.mark.parametrize(
    ("limits", "ids"),
    [
        ({"first": day("2023-11-15")}, ["b", "c", "undated"]),
        ({"last": day("2023-11-15")}, ["a", "b", "undated"]),
        ({"first": day("2023-11-15"), "last": day("2023-11-15")}, ["b", "undated"]),
        ({"first": day("2023-11-18")}, []),
    ],
)
def test_results_are_limited_to_days(limits: dict[str, Any], ids: list[str]) -> None:
    talks = programme(
        session("a", "2023-11-14", title="Drones"),
        session("b", "2023-11-15", title="Drones"),
        session("c", "2023-11-16", title="Drones"),
        session("undated", None, title="Drones"),
    )
    results = search_for("drones", programme=talks, **limits).results
    assert sorted(str(result.id).removeprefix("paris-2023/") for result in results) == (ids)


@pytest.mark.parametrize(
    ("options", "without"),
    [
        ({"kinds": ["venue"]}, ("--kind",)),
        ({"shows": ["qatar"]}, ("--show",)),
        ({"first": day("2024-01-01")}, ("--from",)),
        ({"kinds": ["venue"], "shows": ["paris"]}, ("--show", "--kind")),
    ],
    ids=["kind", "show", "from", "two"],
)
def test_what_options_exclude_is_counted(options: dict[str, Any], without: tuple[str, ...]) -> None:
    talks = programme(session("a", title="Drones"))
    answer = search_for("drones", programme=talks, **options)
    assert (answer.found, answer.suggestions) == (0, ())
    assert (answer.terms.options, answer.excluded) == (without, 1)
    # With a word that is nowhere, the options exclude nothing.
    answer = search_for("drone5", programme=talks, **options)
    assert (answer.found, answer.excluded) == (0, 0)
    assert [suggestion.nearest for suggestion in answer.suggestions] == [("Drones",)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Ñandu nandy", [("nandy", ("Ñandú",))]),
        ("hi qqqqqq", [("qqqqqq", ())]),
        ("drones border", []),
        ("dronesxxxxxx", [("dronesxxxxxx", ())]),
        ("room5", [("room5", ("Room4", "Room3", "Room2"))]),
    ],
)
def test_similar_words_are_suggested(
    words: str, expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    talks = programme(
        session("a", title="Drones"),
        session("b", speaker=(ANA,)),
        session("tank", title="Room1 Room2 Room3 Room4", summary="Hi there"),
    )
    answer = search_for(words, programme=talks)
    assert answer.results == ()
    assert [(suggestion.word, suggestion.nearest) for suggestion in answer.suggestions] == expected


def test_news_is_of_an_edition_a_show_or_the_network() -> None:
    items = [
        news("Drones one", "2023-11-14", edition="paris-2023", show="paris"),
        news("Drones two", "2023-11-14", edition="paris-2025", show="paris"),
        news("Drones three", known_by=day("2023-11-13")),
        news("Drones four", month="2023-10", show="qatar"),
        news("Drones five", "2023-11-16"),
        news("Drones six", "2023-11-14"),
    ]
    answer = search_for("drones", printed=items)
    assert [
        (result.title, result.id, result.about.name, result.by) for result in answer.results
    ] == [
        ("Drones six", None, None, False),
        ("Drones two", "paris", "Milipol Paris", False),
        ("Drones one", "paris-2023", "Milipol Paris 2023", False),
        ("Drones three", None, None, True),
        ("Drones four", None, None, False),
    ]
    answer = search_for("drones", printed=items, shows=["paris"])
    assert [result.title for result in answer.results] == ["Drones two", "Drones one"]


def test_the_text_of_a_notice_is_news() -> None:
    held = edition(
        "paris-2023",
        notice("by 2023-01-01", "2023-11-14", headline="Drones are the theme"),
        notice("2023-06-01", summary="more drones"),
        notice("2023-07-01"),
        notice("2023-12-01", summary="most drones"),
        theme=EditionTheme(title="All on drones", known=day("2023-01-01"), source=("gazette",)),
    )
    answer = search_for("drones", show(held))
    assert [(result.kind, result.title, result.id) for result in answer.results] == [
        ("theme", "All on drones", "paris-2023"),
        ("news", "more drones", "paris-2023"),
        ("news", "Drones are the theme", "paris-2023"),
    ]
    assert [result.by for result in answer.results] == [False, False, True]


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("moved", ["MOVED from May 2023 to 14 November 2023", "A new hall"]),
        ("postponed", ["MOVED from May 2023 to 14 November 2023", "Later, they say"]),
        ("cancelled", ["CANCELLED, previously set for 1 November 2023"]),
        ("villepinte", []),
    ],
)
def test_a_change_of_dates_is_news(words: str, titles: list[str]) -> None:
    """One to later days is found as postponed; a notice with a text is called by it."""
    editions = (
        edition(
            "paris-2023",
            notice("2022-01-01", "2023-05"),
            notice("2022-02-01", "2023-11-14/2023-11-14"),
            notice("2022-03-01", "2023-11-01/2023-11-01", headline="A new hall"),
            notice("2022-04-01", status="cancelled"),
        ),
        edition(
            "paris-2022",
            notice("2021-01-01", "2022-11"),
            notice("2021-02-01", status="postponed", summary="Later, they say"),
        ),
    )
    answer = search_for(words, show(*editions), kinds=["news"])
    assert [result.title for result in answer.results] == titles


@pytest.mark.parametrize(
    ("as_of", "cited"),
    [
        ("2026-11-23", {"show": (), "edition": ("gazette",), "venue": ()}),
        ("2026-12-01",
         {"show": ("gazette",), "edition": ("gazette", "own"), "venue": ("gazette",)}),
    ],
)  # fmt: skip
def test_undated_facts_are_not_cited_before_the_review(
    as_of: str, cited: dict[str, tuple[str, ...]]
) -> None:
    file = show(edition("paris-2023", HELD, notes=("Big.",), source=("own",)))
    answer = search_for("paris", file, as_of=as_of)
    assert {result.kind: result.source for result in answer.results} == cited
