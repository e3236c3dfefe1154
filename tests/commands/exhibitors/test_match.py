"""Which companies of a file are on lists."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import python_calamine

from agendas import HeldData
from builders import at, edition, exhibitor_list, notice, show
from conftest import DATA, Run, write_file
from facts import lost
from milipol_cli.commands.exhibitors.matching.query import MatchedAccount, match_accounts
from milipol_cli.imports.exhibitor_list import ImportedList
from milipol_cli.network.load.companies import AllCompanies
from milipol_cli.network.load.pack import Pack
from milipol_cli.network.load.packing import pack_folder
from milipol_cli.network.model.companies import CompaniesFile
from milipol_cli.network.model.exhibitors import Exhibitor
from workbooks import Page, ods, xlsx

SHOWS = [
    show(
        edition("paris-2021", notice("2021-01-01", "2021-10-19/2021-10-22")),
        edition("paris-2023", notice("2023-01-01", "2023-11-14/2023-11-17")),
    )
]
LISTS = {
    "paris-2021": exhibitor_list(
        *("paris-2021", "2021-10-01"),
        Exhibitor(name="Acme", country_code="FR", website="http://www.acme.example/a"),
        "Bolt",
        *("Cog", "Gone"),
        "Rotor AG",
        "Yoke Works",
        Exhibitor(name="Ministry of Interior", country_code="SA"),
        Exhibitor(name="Lance", country_code="AE"),
        Exhibitor(name="LanceUAV", website="lanceuav.example"),
    ),
    "paris-2023": exhibitor_list(
        *("paris-2023", "2023-10-01"),
        Exhibitor(name="ACME SA", country_code="DE"),
        Exhibitor(name="Bolt & Nut", website="https://bolt.example"),
        *(Exhibitor(name=f"Stall {n}", website="fair.example") for n in range(6)),
        "Rotor Canada Inc",
        Exhibitor(name="Ministry of Interior", country_code="QA"),
        *("Vane East", "Vane West", "Wing and Sons", "Ox"),
    ),
}
LINKED = CompaniesFile(same=(("Ox", "Yoke Works", "Our Client"),), perhaps=(("Bolt", "Cog"),))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> HeldData:
    """Lists of two editions, and a file of the reader's that links names."""
    data = HeldData(SHOWS, exhibitors=LISTS.get)
    nothing = Pack(pack_folder(tmp_path_factory.mktemp("none")))
    companies = AllCompanies(nothing, [], LISTS, [LINKED])
    data.lists = cast("Any", SimpleNamespace(all_companies=companies))
    return data


@pytest.mark.parametrize(
    ("account", "edition_id", "expected"),
    [
        ("Acme|FR", "paris-2023", ["name: paris-2023/acme-sa"]),
        ("Acme Group", "paris-2021", ["name: paris-2021/acme"]),
        ("Rotor", "paris-2021", ["name: paris-2021/rotor-ag"]),
        ("WING + SONS", None, ["name: paris-2023/wing-and-sons"]),
        ("Sons & Wing", None, ["another name: paris-2023/wing-and-sons"]),
        ("Ox", "paris-2021", ["same company: paris-2021/yoke-works"]),
        ("Ox", "paris-2023", ["name: paris-2023/ox"]),
        ("Our Client Ltd", "paris-2021", ["same company: paris-2021/yoke-works"]),
        ("Zzyzx", None, ["none"]),
        ("Brand||fair.example", None, ["none"]),
        (*("Bolt", "paris-2021"), ["name: paris-2021/bolt", "another name: paris-2021/cog"]),
        ("Gone", "paris-2023", ["name: paris-2021/gone, elsewhere"]),
        (
            *("Ministry of Interior|SA", None),
            [
                "name: paris-2021/ministry-of-interior",
                "another country: paris-2023/ministry-of-interior",
            ],
        ),
        (
            *("Lance||lanceuav.example", None),
            ["same company: paris-2021/lanceuav", "another website: paris-2021/lance"],
        ),
        ("Lance", None, ["name: paris-2021/lance"]),
        (
            *("Ministry of Interior|FR", "paris-2023"),
            ["another country: paris-2023/ministry-of-interior"],
        ),
        (
            *("Ministry of Interior", None),
            [
                "country unknown: paris-2023/ministry-of-interior",
                "country unknown: paris-2021/ministry-of-interior",
            ],
        ),
    ],
)
def test_a_company_is_listed_or_perhaps_or_not(
    data: HeldData, account: str, edition_id: str | None, expected: list[str]
) -> None:
    """An account is a name, a country and a website."""
    name, code, website = f"{account}||".split("|")[:3]
    exhibitor = Exhibitor(name=name, country_code=code or None, website=website or None)
    answer = match_accounts(
        "accounts.csv",
        ImportedList(format="csv", exhibitors=(exhibitor,), rows=1),
        data,
        at("2024-01-01"),
        subject=None if edition_id is None else data.subject(edition_id),
    )
    assert [*map(_shown, answer.rows)] == expected


def _shown(row: MatchedAccount) -> str:
    """Why a company is perhaps listed, and which entry that is."""
    if row.listed is None:
        return row.match
    entry = f"{row.reason}: {row.listed.edition}/{row.listed.key}"
    return f"{entry}, elsewhere" if row.match == "elsewhere" else entry


def test_files_have_all_columns_of_the_reader(run: Run, here: Path) -> None:
    """As they are there and in their order, with a guard against formulas."""
    (here / "accounts.csv").write_text(
        "Tier,Company,Country,Note,Note,\n"
        '1,Thales Group,France,"a;b",=1+1,x\n'
        "2,Zzyzx Widgets,,,,\n",
        "utf-8",
    )
    head, *rows = csv.reader(
        run("exhibitors", "match", "accounts.csv", "--format", "csv").out.splitlines()
    )
    assert head == [
        *("Tier", "Company", "Country", "Note", "Note", "", "account", "match"),
        *("reason", "id", "edition", "name", "milipol_country", "stands", "halls"),
        *("editions", "years", "website"),
    ]
    assert {tuple(row[:6]) for row in rows[:-1]} == {
        ("1", "Thales Group", "France", "a;b", "'=1+1", "x")
    }
    assert rows[0][6:8] == ["Thales Group", "listed"]
    assert rows[0][-2].startswith("TechX 2026; Paris 2025; ")
    none = ["Zzyzx Widgets", "none", *[""] * 7, "0", "", ""]
    assert rows[-1] == ["2", "Zzyzx Widgets", *[""] * 4, *none]


def test_each_row_of_the_file_is_followed_by_its_answers(run: Run, here: Path) -> None:
    """In the order of the file, also if a company has several rows there."""
    text = "Company,Row\nThales,1\nZzyzx,2\nThales,3\nZzyzx,4\n"
    (here / "accounts.csv").write_text(text, "utf-8")
    options = ("--fields", "Row,id", "--format", "csv")
    _, *rows = run("exhibitors", "match", "accounts.csv", *options).out.splitlines()
    ids = [row[2:] for row in rows if row[0] == "1"]
    assert len(ids) > 1
    answers = {"1": ids, "2": [""], "3": ids, "4": [""]}
    assert rows == [f"{row},{found}" for row in answers for found in answers[row]]
    limited = run("exhibitors", "match", "accounts.csv", *options, "--limit", "1")
    assert limited.out.splitlines() == ["Row,id", f"1,{ids[0]}", f"3,{ids[0]}"]


def test_two_commands_are_as_sure_of_a_company(run: Run, here: Path) -> None:
    """Entries on lists of fairs count for what is doubtful at shows, too."""
    (here / "accounts.csv").write_text("Company\n3M\nKNDS\nMinistry of Interior\n")
    line = ("exhibitors", "match", "accounts.csv")
    by_show = run(*line, "--edition", "paris-2025").out.splitlines()[0]
    assert by_show.startswith("2 of 3 companies listed at Milipol Paris 2025, 1 poss")
    options = ("--fields", "id,listed,perhaps", "--format", "csv")
    assert "paris,2,1" in run(*line, "--fairs", *options).out.splitlines()


def test_a_table_has_three_matches_of_a_company_and_files_have_all(run: Run, here: Path) -> None:
    (here / "accounts.csv").write_text("Company,Country\nRheinmetall AG,Germany\n")
    line = ("exhibitors", "match", "accounts.csv")
    _, *rows = run(*line, "--format", "csv").out.splitlines()
    hidden = f" {len(rows) - 3} more possible matches are not shown; for all, -o"
    printed = run(*line).out
    assert hidden in printed
    assert printed.count("possibly") == 2


@pytest.mark.parametrize(("ending", "write"), [("xlsx", xlsx), ("ods", ods)])
def test_numbers_dates_and_lines_of_a_workbook_stay(
    run: Run, here: Path, ending: str, write: Callable[[Any], bytes]
) -> None:
    """So that a reader can add up the revenue; "007" and times of day are texts."""
    day, moment = dt.date(2019, 3, 5), dt.datetime(2026, 11, 3, 14, 30, 15)  # noqa: DTZ001
    time = dt.datetime(1899, 12, 31, 11, 30)  # noqa: DTZ001
    head = ["Company", "Revenue\n(EUR)", "Big", "Since", "Last", "Code", "Call", "Note"]
    numbers, dates, note = [-1234.5, 1e22], [day, moment], "one\n=2; @x\n\u200dé"
    written: list[Any] = ["Zzyzx", *numbers, *dates, "007", time, note]
    (here / f"accounts.{ending}").write_bytes(write({"A": Page([head, written])}))
    run("exhibitors", "match", f"accounts.{ending}", "-o", "found.xlsx")
    book = python_calamine.CalamineWorkbook.from_path("found.xlsx")
    header, row = book.get_sheet_by_index(0).to_python()
    assert header[:8] == head
    assert row[:8] == ["Zzyzx", *numbers, *dates, "007", "11:30:00", note]
    text = run("exhibitors", "match", f"accounts.{ending}", "--format", "csv").out
    header_read, texts = csv.reader(io.StringIO(text, newline=""))
    assert header_read[:8] == head
    assert texts[:8] == [
        *("Zzyzx", "-1234.5", "1e+22", "2019-03-05", "2026-11-03 14:30:15"),
        *("007", "11:30:00", "one\n'=2; '@x\n\\u200dé"),
    ]


def test_booleans_and_values_of_merged_cells_stay(run: Run, here: Path) -> None:
    rows: list[Any] = [["Company", "Key", "Sum"], ["Zzyzx", True, 7.5], ["Zzyzx", False, None]]
    (here / "accounts.xlsx").write_bytes(xlsx({"A": Page(rows, ["C2:C3"])}))
    run("exhibitors", "match", "accounts.xlsx", "-o", "found.xlsx")
    book = python_calamine.CalamineWorkbook.from_path("found.xlsx")
    _, *found = book.get_sheet_by_index(0).to_python()
    assert [row[:3] for row in found] == [["Zzyzx", True, 7.5], ["Zzyzx", False, 7.5]]
    options = ("--fields", "Key,Sum", "--sort", "Key", "--format", "csv")
    text = run("exhibitors", "match", "accounts.xlsx", *options).out
    assert text.splitlines() == ["Key,Sum", "false,7.5", "true,7.5"]


def test_lines_in_the_cells_of_a_text_stay(run: Run, here: Path) -> None:
    """However they end; a table has them in one line."""
    text = 'Company,Note\r\nZzyzx,"one\r\ntwo ""2"",\r- three"\r\n'
    (here / "accounts.csv").write_bytes(text.encode())
    asked = ("exhibitors", "match", "accounts.csv", "--fields", "Note,match")
    found = 'Note,match\n"one\ntwo ""2"",\n\'- three",none\n'
    assert run(*asked, "--format", "csv").out == found
    assert 'one two "2", - three' in run(*asked).out


@pytest.mark.parametrize(
    ("cell", "written"),
    [("-12,50", "-12,50"), ("-1 234.5", "-1 234.5"), ("-5 %", "-5 %"), ("-7", "-7")]
    + [(cell, f"'{cell}") for cell in ("-1+1", "--7", "-7;=1", "-", "+33 1", "-A1")],
)
def test_numbers_below_zero_are_no_formulas(run: Run, here: Path, cell: str, written: str) -> None:
    (here / "accounts.csv").write_text(f'Company\tSum\nZzyzx\t"{cell}"\n', "utf-8")
    options = ("--fields", "Sum", "--format", "tsv")
    out = run("exhibitors", "match", "accounts.csv", *options).out
    assert out.splitlines()[1].replace(";'=", ";=") == written


def test_rows_that_a_file_of_cells_lacks_are_named(run: Run, here: Path) -> None:
    """Other formats have them in the answer."""
    text = "Company,Country\n3M,FR\nThales,FR\nTotal,12\n"
    (here / "accounts.csv").write_text(text, "utf-8")
    for options in (("-o", "found.csv"), ("-o", "found.xlsx"), ("--format", "tsv")):
        assert run("exhibitors", "match", "accounts.csv", *options).err == (
            "milipol: accounts.csv: line 4: a total, legend or note, left out: 'Total | 12'\n"
        )
    assert run("exhibitors", "match", "accounts.csv", "--json").err == ""


def test_no_name_of_a_column_is_there_twice(run: Run, here: Path) -> None:
    """Also in a file that milipol wrote, and whose companies it looks for again."""
    (here / "accounts.csv").write_text("Company,id\nZzyzx,1\n", "utf-8")
    run("exhibitors", "match", "accounts.csv", "-o", "found.csv")
    found = run("exhibitors", "match", "found.csv", "--format", "csv").out
    head = found.splitlines()[0].split(",")
    assert head[:5] == ["Company", "id", "account", "match", "reason"]
    assert head[14:18] == [
        *("milipol_account", "milipol_match", "milipol_reason", "milipol_milipol_id")
    ]
    assert len({*head}) == len(head)


def test_the_parts_of_names_of_persons_stay_in_their_columns(run: Run, here: Path) -> None:
    """A list of contacts, as programs for sales write it."""
    (here / "contacts.csv").write_text(
        "First Name,Last Name,Company\nAda,Obi,Zzyzx\nBo,,Zzyzx\n", "utf-8"
    )
    found = run("exhibitors", "match", "contacts.csv", "--format", "csv").out
    assert [line.split(",")[:5] for line in found.splitlines()] == [
        ["First Name", "Last Name", "Company", "account", "match"],
        ["Ada", "Obi", "Zzyzx", "Zzyzx", "none"],
        ["Bo", "", "Zzyzx", "Zzyzx", "none"],
    ]


@pytest.mark.parametrize("options", [(), ("--edition", "paris-2025"), ("--limit", "1")])
def test_plain_lines_have_what_the_table_has(run: Run, options: tuple[str, ...]) -> None:
    file = Path(__file__).parent / "own" / "accounts.csv"
    table = run("exhibitors", "match", f"{file}", *options)
    plain = run("exhibitors", "match", f"{file}", *options, "--format", "plain")
    assert lost(table.out, plain.out) == []


def test_an_entry_counts_only_once_its_list_had_it(run: Run, here: Path) -> None:
    """Paris 2025 was known then, but 3M not among its exhibitors."""
    (here / "accounts.csv").write_text("Company\n3M\n", "utf-8")
    asked = ("exhibitors", "match", "accounts.csv", "--json")
    then = run(*asked, "--on", "2025-09-15").json["exhibitors"][0]
    now = run(*asked, "--on", "2026-12-01").json["exhibitors"][0]
    assert "Paris 2025" not in then["years"]
    assert "Paris 2025" in now["years"]


def test_a_file_with_semicolons_gets_them_back(run: Run, tmp_path: Path) -> None:
    """As spreadsheets of some countries read and write it, and with the guard."""
    path, found = tmp_path / "accounts.csv", tmp_path / "found.csv"
    path.write_text('Firma;Notiz\nZzyzx, Inc;"=1;2"\n', "utf-8")
    asked = ("exhibitors", "match", str(path), "--fields", "Firma,Notiz,match")
    run(*asked, "-o", str(found))
    assert found.read_text("utf-8-sig").splitlines() == [
        "Firma;Notiz;match",
        'Zzyzx, Inc;"\'=1;2";none',
    ]
    assert run(*asked, "--format", "csv").out.splitlines()[0] == "Firma,Notiz,match"
    run("exhibitors", "match", str(path), "--fairs", "-o", str(found))
    assert found.read_text("utf-8-sig").startswith("id;name;city;edition;")
    path.write_text("Firma,Notiz\nZzyzx,\n", "utf-8")
    run(*asked, "-o", str(found))
    assert found.read_text("utf-8-sig").splitlines()[0] == "Firma,Notiz,match"


def test_a_list_of_a_show_is_not_called_early(run: Run, here: Path, folder: Path) -> None:
    """Nothing would say what a star beside its month means."""
    write_file(
        folder / "paris" / "2027.exhibitors.toml",
        'edition = "paris-2027"\nknown = 2026-12-01\ncopied = 2026-12-01\n'
        'source = ["caat-paris-2025"]\nexhibitor = [{ name = "Rheinmetall AG" }]\n',
    )
    (here / "accounts.csv").write_text("Company\nRheinmetall\n", "utf-8")
    asked = ("exhibitors", "match", "accounts.csv", "--fairs", "--on", "2026-12-01")
    (row,) = [line for line in run(*asked).out.splitlines() if "Milipol Paris" in line]
    assert row.split()[:4] == ["Milipol", "Paris", "Nov", "2027"]


def test_a_fair_perhaps_has_a_company_if_a_name_is_of_another_country(run: Run, here: Path) -> None:
    """Companies of Australia and of the Emirates are called "Mission Systems"."""
    for country, listed, perhaps in (
        ("Australia", {"dsei"}, {"idex"}),
        ("United Arab Emirates", {"idex"}, {"dsei"}),
    ):
        text = f"Company,Country\nMission Systems,{country}\n"
        (here / "accounts.csv").write_text(text, "utf-8")
        asked = ("exhibitors", "match", "accounts.csv", "--fairs", "--json")
        fairs = run(*asked).json["fairs"]
        assert {fair["id"] for fair in fairs if fair["listed"]} == listed
        assert {fair["id"] for fair in fairs if fair["perhaps"]} == perhaps


def test_columns_of_the_file_are_selected_by_their_headers(run: Run, tmp_path: Path) -> None:
    """If two have the same header, or one of milipol's, by their numbers."""
    path = tmp_path / "accounts.csv"
    path.write_text("Company;Owner;Owner;id\nZzyzx;Ada;Bob;7\n", "utf-8")
    options = ("--fields", "Company,Owner,column 2,column 3,match", "--format", "csv")
    found = run("exhibitors", "match", str(path), *options)
    assert found.out.lstrip("\ufeff").splitlines() == [
        "Company,Owner,column 2,column 3,match",
        "Zzyzx,Ada,Bob,7,none",
    ]


@pytest.mark.parametrize("header", ["Supplier name", "Lieferant", "Nom du fournisseur"])
def test_suppliers_are_companies_and_names_beside_them_are_not(
    run: Run, here: Path, header: str
) -> None:
    (here / "accounts.csv").write_text(f"{header},Name\nThales,Jo Doe\n", "utf-8")
    account, *_ = run("exhibitors", "match", "accounts.csv", "--json").json["exhibitors"]
    assert account["account"] == "Thales"


def test_a_website_in_place_of_a_name_is_looked_for(run: Run, here: Path) -> None:
    text = "Company\nwww.heckler-koch.com/en\nhttps://zzyzx.example\nS.A.M.\n"
    (here / "accounts.csv").write_text(text, "utf-8")
    options = ("--fields", "match,name,reason", "--format", "csv")
    found = run("exhibitors", "match", "accounts.csv", *options).out.splitlines()
    assert found[1:] == ["perhaps,HECKLER & KOCH,same website", "none,,", "none,,"]


def test_a_command_that_is_named_reads_the_file_alike(run: Run, here: Path) -> None:
    (here / "my firms.csv").write_bytes("Société\nL\u2019Écho\n".encode("cp1252"))
    asked = (
        *("exhibitors", "match", "my firms.csv", "--columns", "company=1"),
        *("--no-header", "--encoding", "cp1252"),
    )
    named = "exhibitors match 'my firms.csv' --columns company=1 --header-row 0"
    for options, more in (((), "--fairs"), (("--fairs",), "--edition")):
        out = " ".join(run(*asked, *options).out.split())
        assert f"{named} --encoding cp1252 {more}" in out


def test_a_fair_is_of_the_year_when_it_was_held(run: Run, here: Path) -> None:
    """The Indo Defence of 2024 was held in 2025."""
    (here / "accounts.csv").write_text("Company\nThales\n", "utf-8")
    asked = ("exhibitors", "match", "accounts.csv", "--fairs", "--json", "--since")
    for year, is_there in (("2025", True), ("2026", False)):
        fairs = {fair["id"] for fair in run(*asked, year).json["fairs"]}
        assert ("indo-defence" in fairs) == is_there


def test_an_own_show_with_the_id_of_a_fair_counts_its_lists_once(
    run: Run, here: Path, folder: Path
) -> None:
    """The list of 2026 is not twice there, and its limits are said; 2028 has none."""
    text = (DATA / "brazil" / "show.toml").read_text("utf-8").partition("[[edition]]")[0]
    text = text.replace('"brazil"', '"eurosatory"')
    for year in (2026, 2028):
        text += (
            f'\n[[edition]]\nid = "eurosatory-{year}"\n[[edition.notice]]\n'
            f"known = 2026-11-01\nstart = {year}-06-15\nend = {year}-06-19\n"
            'status = "announced"\nsource = ["caat-paris-2025"]\n'
        )
    text = "\n".join(line for line in text.splitlines() if "aliases" not in line)
    write_file(folder / "eurosatory" / "show.toml", text)
    write_file(
        folder / "eurosatory" / "2028.exhibitors.toml",
        'edition = "eurosatory-2028"\nknown = 2026-11-01\ncopied = 2026-11-01\n'
        'source = ["caat-paris-2025"]\n'
        'exhibitor = [{ name = "Rheinmetall AG" }, { name = "ShootDrone" }]\n',
    )
    (here / "accounts.csv").write_text("Company\nRheinmetall\n", "utf-8")
    on = ("--json", "--on", "2026-12-01")
    fairs = run("exhibitors", "match", "accounts.csv", "--fairs", *on).json["fairs"]
    (row,) = [fair for fair in fairs if fair["id"] == "eurosatory"]
    assert (row["edition"], row["lists"], row["any_year"]) == ("eurosatory-2028", 3, 1)
    known = run("exhibitors", "fairs", *on).json
    (row,) = [fair for fair in known["fairs"] if fair["id"] == "eurosatory"]
    assert (row["edition"], row["lists"], known["lists"]) == ("eurosatory-2028", 3, 69)
    (company,) = run("exhibitors", "--fairs", "shootdrone", *on).json["companies"]
    assert company["editions"] == ["eurosatory-2028", "eurosatory-2026"]
    assert company["sources"] == ["caat-paris-2025", "caat-eurosatory-2026"]
    limits = " Lists of other fairs, collected by 17 July 2026, are incomplete:"
    match = "match accounts.csv --edition"
    for asked, has_limits in (
        ("eurosatory-2026", True),
        (f"{match} eurosatory-2026", True),
        ("eurosatory-2028", False),
        (f"{match} eurosatory-2028", False),
    ):
        out = run("exhibitors", *asked.split(), "--on", "2026-12-01").out
        assert (limits in out) == has_limits
