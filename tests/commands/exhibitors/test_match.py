"""Which companies of a file are on lists."""

from pathlib import Path

import pytest

from agendas import HeldData
from builders import at, edition, exhibitor_list, notice, show
from conftest import Run
from facts import lost
from milipol_cli.commands.exhibitors.matching.query import MatchedAccount, matched
from milipol_cli.imports.exhibitor_list import ImportedList
from milipol_cli.network.exhibitors import Companies, linked_names
from milipol_cli.network.model.companies import CompaniesFile
from milipol_cli.network.model.exhibitors import Exhibitor

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
        "Cog (formerly Gear)",
        "Rotor AG",
        "Yoke Works",
    ),
    "paris-2023": exhibitor_list(
        *("paris-2023", "2023-10-01"),
        Exhibitor(name="ACME SA", country_code="DE"),
        Exhibitor(name="Bolt & Nut", website="https://bolt.example"),
        *(Exhibitor(name=f"Stall {n}", website="fair.example") for n in range(6)),
        "Rotor Canada Inc",
        *("Vane East", "Vane West", "Wing and Sons", "Ox"),
    ),
}
LINKED = CompaniesFile(
    same=(
        ("Cog (formerly Gear)", "Gear"),
        ("Rotor Canada Inc", "Rotor AG"),
        ("Ox", "Yoke Works"),
    ),
    perhaps=(("Bolt", "Bolt & Nut"),),
)
DATA = HeldData(SHOWS, exhibitors=LISTS.get)
DATA.companies = Companies(lambda: linked_names([LINKED]))


@pytest.mark.parametrize(
    ("account", "edition_id", "expected"),
    [
        ("Acme|FR", "paris-2023", ["name: paris-2023/acme-sa"]),
        ("Acme|PE", "paris-2021", ["another country: paris-2021/acme"]),
        ("Bolt", "paris", ["another name: paris-2023/bolt-nut"]),
        ("Bolt", "paris-2021", ["name: paris-2021/bolt"]),
        ("GEAR", None, ["same company: paris-2021/cog-formerly-gear"]),
        ("Brand||ACME.example", None, ["same website: paris-2023/acme-sa"]),
        ("Brand||fair.example", None, ["none"]),
        ("Rotor", None, ["same company: paris-2023/rotor-canada-inc"]),
        ("Rotor", "paris-2021", ["name: paris-2021/rotor-ag"]),
        (
            *("Vane GmbH", None),
            ["longer name: paris-2023/vane-east", "longer name: paris-2023/vane-west"],
        ),
        ("WING + SONS", None, ["name: paris-2023/wing-and-sons"]),
        ("Va neEast", None, ["another name: paris-2023/vane-east"]),
        ("Van", None, ["none"]),
        ("Stall", None, ["none"]),
    ],
)
def test_a_company_is_listed_or_perhaps_or_not(
    account: str, edition_id: str | None, expected: list[str]
) -> None:
    """An account is a name, a country and a website."""
    name, code, website = f"{account}||".split("|")[:3]
    exhibitor = Exhibitor(name=name, country_code=code or None, website=website or None)
    answer = matched(
        "accounts.csv",
        ImportedList(format="csv", exhibitors=(exhibitor,), rows=1),
        DATA,
        at("2024-01-01"),
        subject=None if edition_id is None else DATA.subject(edition_id),
    )
    assert [*map(_shown, answer.rows)] == expected


def _shown(row: MatchedAccount) -> str:
    """Why a company is perhaps listed, and which entry that is."""
    if row.listed is None:
        return row.match
    entry = f"{row.reason}: {row.listed.edition}/{row.listed.key}"
    return f"{entry}, elsewhere" if row.match == "elsewhere" else entry


@pytest.mark.parametrize("options", [(), ("--edition", "paris-2025"), ("--limit", "1")])
def test_plain_lines_have_what_the_table_has(
    run: Run, options: tuple[str, ...]
) -> None:
    file = Path(__file__).parent / "own" / "accounts.csv"
    table = run("exhibitors", "match", f"{file}", *options)
    plain = run("exhibitors", "match", f"{file}", *options, "--format", "plain")
    assert lost(table.out, plain.out) == []
