"""Lists of one's own, and how much of a list is shown where."""

import datetime as dt
import itertools
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import at
from conftest import DATA, Golden, Put, Run
from facts import lost
from milipol_cli.base.errors import UnknownId
from milipol_cli.base.folding import fold
from milipol_cli.commands.exhibitors.query import Exhibitors, Filters, exhibitors
from milipol_cli.commands.exhibitors.trend.query import trend
from milipol_cli.network.load import Catalog
from processes import on_terminal

OWN = ("exhibitors", "--on", "2027-11-16")


def test_a_terminal_shows_the_first_without_words(run: Run, golden: Golden) -> None:
    shown, _ = on_terminal("exhibitors", env={"NO_COLOR": "1"})
    golden("terminal.txt", shown)
    line = ("exhibitors", "asia-pacific-2022", "--format", "plain")
    wanted, _ = on_terminal(*line, "a")
    for out, number in ((wanted, 125), (run(*line).out, 131)):
        assert out.count("\nID: asia-pacific-2022/exhibitors/") == number


def test_a_list_of_ones_own(run: Run, golden: Golden, put: Put) -> None:
    """With stands and halls; the edition is on, so that it is the one that is meant."""
    put("stands")
    table, plain = run(*OWN), run(*OWN, "--format", "plain")
    assert (table.code, table.err) == (0, "")
    golden("own.txt", table.out)
    assert lost(table.out, plain.out) == []
    rows = run(*OWN, "--json").json["exhibitors"]
    stands = {row["name"]: (row["halls"], row["stands"]) for row in rows}
    assert stands["Thales SA"] == (["5A"], ["5A012", "5A020"])


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("orsted", "ENERGIE"), ["Ørsted Fiktion A/S"]),
        (("会", "--country", "CN"), ["会议"]),
        (("--country", "freedonia"), ["Aardwolf Fictional Optics Ltd"]),
        (("--category", "energie"), ["Ørsted Fiktion A/S"]),
        (("--returning",), ["Thales SA"]),
    ],
)
def test_accents_and_case_make_no_difference(
    run: Run, put: Put, words: tuple[str, ...], names: list[str]
) -> None:
    put("stands")
    rows = run(*OWN, *words, "--json").json["exhibitors"]
    assert [row["name"] for row in rows] == names


@given(
    st.sampled_from(sorted(DATA.glob("*/*.exhibitors.toml"))),
    st.dates(dt.date(2021, 3, 1), dt.date(2026, 11, 28)),
)
def test_every_entry_of_two_lists_is_in_one_answer(
    bundle: Catalog, path: Path, day: dt.date
) -> None:
    """New and returning are the list; gone and still there are the list before."""
    edition = f"{path.parent.name}-{path.name[:4]}"

    def asked(edition: str, **options: Any) -> Exhibitors:
        as_of, also = at(f"{day}"), options.pop("also", None)
        return exhibitors(
            bundle,
            as_of,
            Filters(**options),
            subject=bundle.subject(edition),
            named=None if also is None else bundle.subject(also),
        )

    def keys(*answers: Exhibitors) -> list[str]:
        return sorted(row.listed.id for answer in answers for row in answer.rows)

    try:
        every = asked(edition)
    except UnknownId:
        return
    new, returning, gone = (
        asked(edition, comparison=each) for each in ("new", "returning", "gone")
    )
    if new.other is None:
        assert {each.number_found for each in (new, returning, gone)} == {0}
        return
    assert keys(new, returning) == keys(every)
    assert gone.edition is not None
    stayed = asked(gone.edition.id, comparison="also", also=edition)
    assert keys(gone, stayed) == keys(asked(gone.edition.id))
    doubtful = [row.listed for row in new.rows if row.perhaps]
    assert doubtful == [row.listed for row in returning.perhaps]
    assert new.number_perhaps == returning.number_perhaps == len(doubtful)


@pytest.mark.parametrize("when", ["2026-12-01", "2026-07-16", "2025-05-14", "2022-06-03"])
def test_a_trend_counts_each_entry_once(bundle: Catalog, when: str) -> None:
    """As `--new` and `--gone` do, if the edition before has a whole list."""
    rows = trend(bundle, at(when)).rows
    assert rows
    for row in rows:
        subject = bundle.subject(row.listing.edition.id)
        new = exhibitors(bundle, at(when), Filters(comparison="new"), subject=subject)
        assert row.listed == len(new.lists[0].exhibitors.exhibitor)
        if row.before is not None:
            assert new.other is not None
            assert row.before == new.other.edition
            assert row.new == new.number_found
            assert row.stayed is not None
            assert row.stayed + row.new == row.listed
            gone = exhibitors(bundle, at(when), Filters(comparison="gone"), subject=subject)
            is_part = row.listing.exhibitors.is_part
            assert row.gone == (None if is_part else gone.number_found)
            before = new.other.exhibitors.exhibitor
            assert row.listed_before == (None if is_part else len(before))


def test_an_id_of_an_entry_has_an_edition_and_words(run: Run) -> None:
    """`search --fairs` has ids of entries, which `show` does not take."""
    rows = run("exhibitors", "eurosatory-2026/exhibitors/axon-cable", "--json").json
    assert [row["name"] for row in rows["exhibitors"]] == ["Axon' Cable"]


def test_the_short_lists_of_a_small_fair_are_compared(run: Run) -> None:
    newest, *_ = run("exhibitors", "--show", "iavs", "--trend", "--json").json["editions"]
    counts = [newest[key] for key in ("listed", "stayed", "new", "gone")]
    assert counts == [40, 31, 9, 29]


def test_a_list_takes_the_place_of_the_bundled_one(run: Run, put: Put, folder: Path) -> None:
    """A wrong one is an error only if it is asked for."""
    put("stands")
    file = folder / "paris" / "2025.exhibitors.toml"
    text = file.with_name("2027.exhibitors.toml").read_text("utf-8")
    file.write_text(text.replace("2027", "2025"), "utf-8")
    record = run("exhibitors", "paris-2025", "--json").json
    assert (record["lists"][0]["listed"], record["found"]) == (4, 4)
    file.write_text('edition = "paris-2025"\nexhibitor = 1\n', "utf-8")
    error = f"milipol: {file}: line 2: exhibitor: found 1; expected a list of tables"
    ran = run("exhibitors", "paris-2025", "x", "--format", "csv")
    assert (ran.code, ran.out, ran.err) == (4, "", f"{error}\n")
    ran = run("exhibitors", "--show", "paris", "thales", "--json")
    assert (ran.code, len(ran.json["exhibitors"])) == (0, 10)
    assert ran.err == f"{error}; this file is ignored; see milipol check\n"


def test_names_are_sorted_without_case_and_accents(run: Run) -> None:
    rows = run("exhibitors", "--show", "paris", "a", "--json").json["exhibitors"]
    lists = itertools.groupby(rows, lambda row: row["edition"])
    names = [[fold(row["name"]) for row in of_list] for _, of_list in lists]
    assert len(names) == 10
    assert all(of_list == sorted(of_list) for of_list in names)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("paris-2025 drone", None),
        ("qatar-2024 drone --country OM --new", "paris-2025 drone --country OM --new"),
        ("qatar-2024 drone --also paris-2023", "paris-2025 drone --also paris-2023"),
        ("--show qatar drone", "paris-2025 drone"),
        ("asia-pacific-2026 --country KR", "asia-pacific-2022 --country KR"),
        ("asia-pacific-2026 --by category", "asia-pacific-2022 --by category"),
        ("qatar --category 'two words'", "paris-2025 --category 'two words'"),
        ("drone --on 2021-06-01", None),
    ],
)
def test_a_list_that_has_what_is_lacking_is_named(run: Run, line: str, says: str | None) -> None:
    words = shlex.split(line)
    ran, record = run("exhibitors", *words), run("exhibitors", *words, "--json").json
    named = re.findall("[(]milipol exhibitors ([^)]*)[)]", ran.out.replace("\n", " "))
    assert named == ([] if says is None else [says])
    assert record["instead"] == (None if says is None else says.split()[0])
    assert ("only names were searched" in ran.out) == (bool(record["words"]) and bool(says))


@pytest.mark.parametrize("command", ["exhibitors", "search"])
@pytest.mark.parametrize(
    ("line", "is_said"),
    [
        ("--show qatar drone", True),
        ("--show paris drone", True),
        ("--show qatar thales", False),
        ("--show paris zxcv", False),
    ],
)
def test_lists_without_categories_are_named_if_a_category_has_a_word(
    run: Run, command: str, line: str, *, is_said: bool
) -> None:
    """Otherwise no list leaves an exhibitor out."""
    out = " ".join(run(command, *line.split()).out.split())
    assert ("no categories, so only names were searched" in out) is is_said
    assert run(command, *line.split(), "--json").json["without_categories"] != []


@pytest.mark.parametrize(
    ("line", "edition", "newest_with"),
    [
        ("", "asia-pacific-2026", []),
        ("--category drone", "paris-2025", ["category"]),
        ("--country KR --on 2026-12-01", "paris-2025", ["country"]),
        ("asia-pacific --country KR", "asia-pacific-2022", ["country"]),
        ("qatar --category drone", "qatar-2024", []),
        ("--category port --on 2026-04-29", "paris-2025", ["category"]),
        ("--gone --country FR --on 2025-12-20", "paris-2023", []),
        ("--also paris --country FR", "qatar-2024", ["country"]),
        ("paris --also paris --country FR", "paris-2023", []),
    ],
)
def test_the_newest_list_that_has_what_is_asked_for(
    run: Run, line: str, edition: str, newest_with: list[str]
) -> None:
    record = run("exhibitors", *line.split(), "--json").json
    assert (record["edition"], record["newest_with"]) == (edition, newest_with)


@pytest.mark.parametrize(
    ("line", "edition", "words"),
    [
        ("drone PARIS-2025 aerial", "paris-2025", ["drone", "aerial"]),
        ("qatar paris-2025", "paris-2025", ["qatar"]),
        ("qatar paris", "qatar-2024", ["paris"]),
        ("paris-2025 qatar-2024", "paris-2025", ["qatar-2024"]),
        ("drone Paris 2023 aerial", "paris-2023", ["drone", "aerial"]),
        ("paris 911", "paris-2025", ["911"]),
        ("thales Enforce tac 2023", "enforce-tac-2023", ["thales"]),
        ("border security", "asia-pacific-2026", ["border", "security"]),
        ("drone x-2025", "asia-pacific-2026", ["drone", "x-2025"]),
    ],
)
def test_an_edition_or_a_show_stands_anywhere_among_the_words(
    run: Run, line: str, edition: str, words: list[str]
) -> None:
    record = run("exhibitors", *line.split(), "--json").json
    assert (record["edition"], record["words"]) == (edition, words)


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("paris-2025 drone south korea", "paris-2025 drone --country KR"),
        ("paris emirates", "paris --country AE"),
        ("paris-2025 Corea", None),
        ("paris-2025 equatorial guinea", "paris-2025 --country GQ"),
        ("paris-2025 brazil --country BR", None),
        ("drones japan", "drones --country JP"),
        ("--show paris japan", "--show paris --country JP"),
        ("brazil japan", None),  # no list
    ],
)
def test_the_option_for_a_country_is_offered(run: Run, line: str, offered: str | None) -> None:
    out = run("exhibitors", *line.split()).out
    found = re.findall("Only those from .*: milipol exhibitors (.*)", out)
    assert found == ([] if offered is None else [offered])
