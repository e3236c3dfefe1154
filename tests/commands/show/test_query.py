"""The answers of `milipol show` as values."""

import datetime as dt
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from builders import (
    SOURCE,
    at,
    catalog,
    day,
    edition,
    exhibitor_list,
    notice,
    rhythm,
    session,
    show,
    theme,
)
from milipol_cli.commands.show import query
from milipol_cli.commands.show.edition_view import _elsewhere_notes
from milipol_cli.commands.show.query import (
    Details,
    EditionDetails,
    ExhibitorDetails,
    History,
    ListSummary,
    history,
    show_list,
)
from milipol_cli.commands.show.view import DASH, dates_in_year, view
from milipol_cli.look import plain, terminal
from milipol_cli.look.words.exhibitors import EARLY_NOTE, month_of_list
from milipol_cli.network.company_names import Companies, linked_names, name_key
from milipol_cli.network.load import Match
from milipol_cli.network.load.companies import ListEntry
from milipol_cli.network.model.companies import CompaniesFile
from milipol_cli.network.model.exhibitors import Exhibitor
from milipol_cli.network.model.programmes import Programme
from milipol_cli.network.model.shows import Figure, ShowFile

FIRST = edition("paris-2021", notice("2021-01-01", "2021-10-19/2021-10-22"))
SECOND = edition("paris-2023", notice("2022-01-01", "2023-11-14/2023-11-17"))
THIRD = edition("paris-2025", notice("2023-11-17", "2025-11-18/2025-11-21"))
PARIS = show(FIRST, SECOND, THIRD)
QATAR = show(
    edition("qatar-2022", notice("2021-06-01", "2022-05-24/2022-05-26")),
    edition("qatar-2024", notice("2023-11-10", "2024-10-29/2024-10-31")),
    name="Milipol Qatar",
    reviewed=dt.date(2024, 1, 1),
)


def history_of(file: ShowFile, as_of: str = "2026-11-24") -> History:
    """The history of a show about which something was known."""
    answer = history(file, at(as_of), sources={})
    assert answer is not None
    return answer


def details(
    match: Match,
    as_of: str,
    programme: Programme | None = None,
    companies: Companies = Companies(),  # noqa: B008
    linked: Sequence[ListEntry] = (),
) -> Details | None:
    """The answer about what an id names, with one programme for every edition.

    Rules have `linked` entries with any exhibitor.
    """
    data = catalog(PARIS, QATAR, programme=programme, exhibitors=LISTS.get)
    data.companies = companies
    by_rules = SimpleNamespace(
        key_of=name_key, entries_listed=lambda keys: dict.fromkeys(keys, linked)
    )
    data.lists = SimpleNamespace(
        lists_of_fairs={}, all_companies=by_rules, collected=day("2024-01-01")
    )
    data.sources_of_lists = lambda: data.sources
    return query.details(data, match, at(as_of))


def second(
    as_of: str = "2023-11-20", programme: Programme | None = None, **part: Any
) -> EditionDetails:
    """Milipol Paris 2023, or a day of it."""
    answer = details(Match(PARIS, SECOND, **part), as_of, programme=programme)
    assert isinstance(answer, EditionDetails)
    return answer


def test_the_next_edition_of_a_show_may_be_on_now() -> None:
    for as_of, ids in (
        ("2021-10-22", ("paris-2021", None)),
        ("2021-10-23", (None, "paris-2021")),
        ("2023-11-17", ("paris-2023", "paris-2021")),
        ("2023-11-18", ("paris-2025", "paris-2023")),
        ("2025-11-22", (None, "paris-2025")),
    ):
        (entry,) = show_list([PARIS], at(as_of)).shows
        editions = (entry.next, entry.last)
        assert tuple(edition and edition.id for edition in editions) == ids


def test_a_history_has_the_year_that_an_edition_was_postponed_to() -> None:
    later = notice("2021-06-01", "2023", "postponed")
    moved = edition("paris-2022", notice("2021-01-01", "2022-11-14/2022-11-17"), later)
    vague = edition("paris-2024", notice("2021-01-01", "2024"))
    answer = history_of(show(FIRST, moved, vague), "2022-01-01")
    assert [dates_in_year(row.edition) for row in answer.editions] == [DASH, "2023", "19-22 Oct"]


def test_the_head_of_a_history_has_no_doubled_full_stops() -> None:
    fields = {"city": "Lyon", "country": "U.A.E.", "organiser": "Acme Inc."}
    file = show(FIRST, rhythm=rhythm(summary="Twice!"), **fields)
    text = plain.render(view(history_of(file)))
    assert "\nTwice! Lyon, U.A.E. Time zone Europe/Paris.\nAcme Inc.\n" in text


def figure(measure: str, kind: str, value: int, known: str) -> Figure:
    """A figure that became known on a day."""
    return Figure(
        measure=measure,  # type: ignore[arg-type]
        kind=kind,  # type: ignore[arg-type]
        value=value,
        known=day(known),
        source=(f"source-{value}",),
    )


SPARSE = show(
    edition(
        "paris-2001",
        notice("2001-01-01", "2001", "held", venue="singapore"),
        number=1,
        number_basis="counted",
    ),
    edition(
        "paris-2003",
        notice("2003-01-01", "2003-11-18/2003-11-21", "held", venue="villepinte"),
        number=2,
        number_basis="printed",
        figure=(figure("visitors", "counted", 25000, "2003-11-22"),),
    ),
    edition(
        "paris-2005",
        notice("2005-01-01", "2005-11", "held", venue="doha"),
        number=3,
        number_basis="printed",
    ),
    edition(
        "paris-2007",
        notice("2007-01-01", "2007-10-09/2007-10-12", "held"),
        number=4,
        number_basis="counted",
        figure=(figure("exhibitors", "counted", 950, "2007-10-13"),),
    ),
    edition(
        "paris-2009",
        notice("2009-01-01", "2009-10-09/2009-10-12", "held", venue="villepinte"),
        number=5,
        number_basis="printed",
    ),
    edition("paris-2027", notice("2026-01-01", "2027-11-16/2027-11-19")),
    rhythm=None,
)
SPARSE_TABLE = """\
 Year  No.   Dates      Place       Visitors                Exhibitors
 ───────────────────────────────────────────────────────────────────────────────────────────────────
 2027  none  16-19 Nov  –           announced
 2009  5th   9-12 Oct   Villepinte  –                       –
 2007  4th*  9-12 Oct   –           –                       950
 2005  3rd   Nov        Doha, –     –                       –
 2003  2nd   18-21 Nov  Villepinte    25,000  ████████████  –
 2001  1st*  –          Singapore   –                       –
 Each cell of a bar is 2,000 visitors.

 *: counted from other editions, not printed.
 –: not found.
"""


def test_a_history_has_a_dash_for_what_was_not_found_and_one_note() -> None:
    """Plain lines say it in words."""
    answer = history_of(SPARSE)
    shown = terminal.render(view(answer).groups, terminal.Paper(columns=100))
    assert shown is not None
    assert shown[shown.index(" Year") :] == SPARSE_TABLE
    blocks = plain.render(view(answer)).split("\n\n")
    (old,) = (block for block in blocks if "Edition: Milipol Paris 2005" in block)
    assert "Place: Doha, Qatar, hall not found\n" in old
    assert "Figure: visitors and exhibitors not found\n" in old
    (old,) = (block for block in blocks if "Edition: Milipol Paris 2007" in block)
    assert "Place: place not found\n" in old
    assert "Figure: 950 exhibitors\nFigure: visitors not found\n" in old
    assert "–" not in "".join(blocks)


def test_a_history_prefers_counted_figures_to_expected_ones() -> None:
    """Each is the latest known by then; the sources of those shown are cited once."""
    figures = (
        figure("visitors", "expected", 1, "2023-10-01"),
        figure("visitors", "counted", 2, "2023-11-18"),
        figure("visitors", "counted", 3, "2023-11-19"),
        figure("visitors", "expected", 4, "2023-11-20"),
        figure("exhibitors", "expected", 5, "2023-10-01"),
        figure("exhibitors", "expected", 6, "2023-11-18"),
    )
    held = notice("2022-01-01", "2023-11-14/2023-11-17")
    file = show(FIRST, edition("paris-2023", held, figure=figures))
    for as_of, visitors, exhibitors in (
        ("2023-09-30", None, None),
        ("2023-10-01", 1, 5),
        ("2023-11-18", 2, 6),
        ("2023-11-20", 3, 6),
    ):
        latest, first = history_of(file, as_of).editions
        values = [figure and figure.value for figure in (latest.visitors, latest.exhibitors)]
        assert values == [visitors, exhibitors]
        cited = [f"source-{value}" for value in (visitors, exhibitors) if value]
        assert latest.cited_briefly == (tuple(cited) or SOURCE)
        assert (first.visitors, first.exhibitors, first.source) == (None, None, SOURCE)
    assert history(file, at("2020-12-31"), sources={}) is None


def test_an_edition_has_the_days_of_its_themes_and_sessions() -> None:
    programme = Programme(
        edition="paris-2023",
        theme=(theme("Drones", "2023-11-16"), theme("Cyber", "2023-11-14")),
        session=(
            session("late", "2023-11-17"),
            session("early", "2023-11-14"),
            session("some-day", None),
        ),
    )
    whole = second(programme=programme)
    assert [day.date.day for day in whole.days] == [14, 16, 17]
    assert [session.id for session in whole.undated] == ["paris-2023/some-day"]
    assert not whole.day_only
    day_alone = second(programme=programme, day=day("2023-11-14"))
    assert day_alone.days == whole.days[:1]
    assert day_alone.undated == ()
    assert day_alone.day_only
    empty = second()
    assert (empty.days, empty.undated) == ((), ())


def test_a_day_of_an_edition_has_the_remarks_on_its_programme() -> None:
    """Also a day without sessions."""
    programme = Programme(edition="paris-2023", session=(session("talk"),), notes=("As printed.",))
    for date, sessions in (("2023-11-15", 1), ("2023-11-16", 0)):
        (only,) = second("2023-11-10", programme=programme, day=day(date)).days
        assert (len(only.sessions), only.notes) == (sessions, ("As printed.",))


def test_a_show_whose_only_edition_is_postponed_has_no_next_one() -> None:
    postponed = edition(
        "paris-2025",
        notice("2023-01-01", "2025-11-18/2025-11-21"),
        notice("2023-06-01", status="postponed"),
    )
    lines = plain.render(view(history_of(show(postponed), "2024-01-01"))).splitlines()
    assert [line for line in lines if line.startswith(("Next", "Last"))] == ["Next: not announced"]


LISTS = {
    "paris-2021": exhibitor_list(
        *("paris-2021", "2021-10-01", "ACME", "Gone Ltd"),
        # With fewer, it is a part of a list.
        *(f"Stall {number}" for number in range(98)),
    ),
    "paris-2023": exhibitor_list(
        *("paris-2023", "2023-10-01"),
        Exhibitor(name="Acme S.A.S.", country_code="FR"),
        Exhibitor(name="Zoé", country_code="FR"),
        Exhibitor(name="Old", country="Yugoslavia"),
        "Acme",
    ),
    "qatar-2022": exhibitor_list("qatar-2022", "2022-05-01", "Acmé"),
}


def test_an_edition_has_how_many_are_listed_and_how_many_of_them_are_new() -> None:
    def summary(key: str, as_of: str) -> ListSummary | None:
        record = {"2021": FIRST, "2023": SECOND, "2025": THIRD}[key]
        answer = details(Match(PARIS, record), as_of)
        assert isinstance(answer, EditionDetails)
        return answer.list_summary

    for key, as_of, expected in (
        ("2023", "2023-10-01", (4, 2, (2, 0), "paris-2021")),
        ("2023", "2023-09-30", None),
        ("2021", "2023-10-01", (100, 0, None, None)),
        ("2025", "2025-12-01", None),
    ):
        listed = summary(key, as_of)
        assert expected == (
            listed
            and (
                len(listed.listing.exhibitors.exhibitor),
                listed.countries,
                listed.new,
                listed.before and listed.before.id,
            )
        )


def test_an_exhibitor_is_at_every_edition_that_lists_the_company_by_then() -> None:
    """Under any name; what is perhaps the same company stands apart."""
    acme = LISTS["paris-2023"].by_key["acme-s-a-s"]
    file = CompaniesFile(same=(("ACME", "Gone Ltd"),), perhaps=(("Gone", "Zoé"),))
    linked = Companies(lambda: linked_names([file]))
    for as_of, expected in (
        (
            "2023-10-01",
            [
                ("paris-2023/exhibitors/acme-s-a-s", "exact"),
                ("paris-2023/exhibitors/acme", "same name"),
                ("qatar-2022/exhibitors/acme", "same name"),
                ("paris-2021/exhibitors/acme", "same name"),
                ("paris-2021/exhibitors/gone-ltd", "same company"),
                ("paris-2023/exhibitors/zoe", "perhaps"),
            ],
        ),
        ("2023-09-30", False),
    ):
        match = Match(PARIS, SECOND, exhibitor=acme)
        answer = details(match, as_of, companies=linked)
        rows = isinstance(answer, ExhibitorDetails) and [
            (row.listed.id, row.match) for row in (*answer.listings, *answer.perhaps)
        ]
        assert rows == expected


def test_entries_that_only_rules_link_are_elsewhere_once_they_are_known() -> None:
    """But not at an edition that lists the company, nor a possible match."""
    gone = LISTS["paris-2021"].by_key["gone-ltd"]
    file = CompaniesFile(perhaps=(("Gone", "Zoé"),))
    companies = Companies(lambda: linked_names([file]))
    places = ("paris-2021", 0), ("paris-2023", 0), ("paris-2023", 1), ("qatar-2022", 0)
    linked = [ListEntry(key, i, LISTS[key].exhibitor[i]) for key, i in places]
    for as_of, expected in (
        ("2023-10-01", ["paris-2023/exhibitors/acme-s-a-s", "qatar-2022/exhibitors/acme"]),
        ("2023-09-30", ["qatar-2022/exhibitors/acme"]),
        ("2022-04-30", []),
    ):
        match = Match(PARIS, FIRST, exhibitor=gone)
        answer = details(match, as_of, companies=companies, linked=linked)
        assert isinstance(answer, ExhibitorDetails)
        assert [row.listed.id for row in answer.listings_elsewhere] == expected
        out = plain.render(view(answer))
        assert ("Elsewhere." in out) == bool(expected)


def test_a_star_marks_a_list_that_was_copied_early() -> None:
    year = SimpleNamespace(year=2023, copied=day("2023-01-01"), start=day("2023-12-01"))
    entries = [SimpleNamespace(of_year=year)]
    elsewhere: Any = SimpleNamespace(entries=entries, fairs=1, collected=day("2024-01-01"))
    assert EARLY_NOTE in list(_elsewhere_notes(elsewhere))


def test_a_last_list_of_a_fair_without_dates_has_its_year() -> None:
    undated = SimpleNamespace(id="fair-2023", dates=SimpleNamespace(start=None))
    listing: Any = SimpleNamespace(edition=undated)
    assert month_of_list(listing) == "2023"
