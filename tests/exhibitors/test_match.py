"""Which companies of a file are on lists."""

import pytest

from builders import at, edition, exhibitor_list, notice, show
from milipol_cli.exhibitors.importing.reading import ImportedList
from milipol_cli.exhibitors.matching.query import matched
from milipol_cli.network.exhibitors import Companies
from milipol_cli.network.model.exhibitors import CompaniesFile, Exhibitor

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


@pytest.mark.parametrize(
    ("account", "edition_id", "expected"),
    [
        (Exhibitor(name="acme ltd"), None, [("name", "paris-2023/acme-sa", False)]),
        (
            Exhibitor(name="Acme", country_code="FR"),
            *("paris-2023", [("name", "paris-2023/acme-sa", False)]),
        ),
        (
            Exhibitor(name="Acme", country_code="PE"),
            *("paris-2021", [("another country", "paris-2021/acme", False)]),
        ),
        (
            Exhibitor(name="Bolt", country_code="PE"),
            None,
            [
                ("name", "paris-2021/bolt", False),
                ("another name", "paris-2023/bolt-nut", False),
            ],
        ),
        (
            Exhibitor(name="Bolt"),
            *("paris", [("another name", "paris-2023/bolt-nut", False)]),
        ),
        (
            Exhibitor(name="GEAR"),
            None,
            [("same company", "paris-2021/cog-formerly-gear", False)],
        ),
        (
            Exhibitor(name="Gear"),
            *("paris-2023", [("same company", "paris-2021/cog-formerly-gear", True)]),
        ),
        (
            Exhibitor(name="Brand", website="ACME.example"),
            *(None, [("same website", "paris-2023/acme-sa", False)]),
        ),
        (Exhibitor(name="Brand", website="fair.example"), None, [(None, None, False)]),
        (Exhibitor(name="Brand"), None, [(None, None, False)]),
        (
            Exhibitor(name="Rotor"),
            *(None, [("same company", "paris-2023/rotor-canada-inc", False)]),
        ),
        (
            Exhibitor(name="Rotor"),
            "paris-2021",
            [("name", "paris-2021/rotor-ag", False)],
        ),
        (
            Exhibitor(name="Vane GmbH"),
            None,
            [
                ("longer name", "paris-2023/vane-east", False),
                ("longer name", "paris-2023/vane-west", False),
            ],
        ),
        (
            Exhibitor(name="Yoke"),
            *(None, [("longer name", "paris-2021/yoke-works", False)]),
        ),
        (
            Exhibitor(name="Yoke"),
            *("paris-2023", [("another name", "paris-2023/ox", False)]),
        ),
        (
            Exhibitor(name="WING + SONS"),
            *(None, [("name", "paris-2023/wing-and-sons", False)]),
        ),
        (Exhibitor(name="Van"), None, [(None, None, False)]),
        (Exhibitor(name="Stall"), None, [(None, None, False)]),
    ],
)
def test_a_company_is_listed_or_perhaps_or_not(
    account: Exhibitor,
    edition_id: str | None,
    expected: list[tuple[str | None, str | None, bool]],
) -> None:
    answer = matched(
        "accounts.csv",
        ImportedList(format="csv", exhibitors=(account,), rows=1),
        SHOWS,
        at("2024-01-01"),
        LISTS.get,
        Companies(lambda: LINKED),
        edition_id=edition_id,
    )
    assert [
        (
            row.reason,
            row.listed and row.listed.id.replace("/exhibitors/", "/"),
            row.match == "elsewhere",
        )
        for row in answer.rows
    ] == expected
