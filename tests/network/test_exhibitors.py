"""Ids of exhibitors, and companies that are on several lists."""

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import SOURCE, at, day
from conftest import DATA
from milipol_cli.base.errors import UnknownId
from milipol_cli.network.company_names import Companies, linked_names, name_key
from milipol_cli.network.exhibitors import newcomers, searched_text, searched_texts
from milipol_cli.network.load import Catalog
from milipol_cli.network.model.companies import CompaniesFile, NameGroup
from milipol_cli.network.model.exhibitors import Exhibitor, ExhibitorList, exhibitor_key

# What lists print for a country that has no code of today.
WITHOUT_CODE = {"BAH", "YU", "YU2", "YUGOSLAVIA"}


def listed(*names: str) -> ExhibitorList:
    """A list of exhibitors with these names."""
    return ExhibitorList(
        edition="paris-2025",
        known_by=day("2025-12-18"),
        copied=day("2025-12-18"),
        source=SOURCE,
        exhibitor=tuple(Exhibitor(name=name) for name in names),
    )


def lists(bundle: Catalog) -> dict[str, ExhibitorList]:
    """The bundled lists by their editions."""
    known = ((key, bundle.exhibitors(key)) for key, _ in bundle.editions())
    return {key: exhibitors for key, exhibitors in known if exhibitors is not None}


def test_each_list_is_whole(bundle: Catalog) -> None:
    known = lists(bundle)
    assert sum(len(exhibitors.listed) for exhibitors in known.values()) == 9707
    assert len([*DATA.rglob("*.exhibitors.toml")]) == len(known)


def test_few_countries_have_no_code(bundle: Catalog) -> None:
    everyone = [e for known in lists(bundle).values() for e in known.exhibitor]
    assert {e.country for e in everyone} - {None} == WITHOUT_CODE
    assert [e.name for e in everyone if e.country and e.country_code] == []


# By the day of each copy but the last, how many are left of it, and how many are gone.
COPIES = {
    "asia-pacific-2022": {"2022-03-23": (30, 35), "2022-05-17": (131, 0)},
    "asia-pacific-2026": {"2026-01-29": (100, 27), "2026-03-10": (154, 15), "2026-04-10": (211, 8)},
    "paris-2021": {"2021-10-15": (742, 12)},
    "paris-2025": {
        "2025-05-14": (460, 36),
        "2025-06-17": (505, 36),
        "2025-07-22": (597, 33),
        "2025-08-26": (790, 42),
        "2025-10-01": (1037, 47),
        "2025-11-04": (1155, 13),
    },
    "qatar-2022": {"2022-04-21": (47, 1)},
}


def test_a_list_is_that_of_the_last_copy_by_then(bundle: Catalog) -> None:
    """Ids are those of the whole list, in its order; it has nobody who is gone."""
    known = lists(bundle)
    assert {key for key, value in known.items() if value.earlier} == COPIES.keys()
    for key, copies in COPIES.items():
        whole = known[key]
        assert whole.as_of_day(whole.copied) is whole
        assert whole.gone == 0
        seen = {}
        for copy in whole.earlier:
            then = whole.as_of_day(copy.copied)
            seen[str(copy.copied)] = (len(then.listed), then.gone)
            assert then == whole.as_of_day(copy.copied + dt.timedelta(days=1))
            assert then.copied == copy.copied
            assert [entry.exhibitor for entry in then.listed] == [*then.exhibitor]
            assert [*then.by_key.items()] == [
                item for item in whole.by_key.items() if item in then.by_key.items()
            ]
        assert seen == copies


def test_a_list_may_say_by_when_without_earlier_copies() -> None:
    entries = (Exhibitor(name="Acme"), Exhibitor(name="acme", listed_by=day("2025-12-01")))
    whole = msgspec.structs.replace(listed(), known_by=day("2025-11-01"), exhibitor=entries)
    then = whole.as_of_day(day("2025-11-30"))
    assert ([*then.by_key], then.copied, then.gone) == (["acme"], whole.copied, 0)
    assert [*whole.as_of_day(day("2025-12-01")).by_key] == ["acme", "acme-2"]


def test_an_exhibitor_is_known_from_the_copy_that_has_it(bundle: Catalog) -> None:
    name = "paris-2025/exhibitors/3m"
    assert bundle.find(name, at("2025-10-01")).exhibitor is not None
    with pytest.raises(UnknownId, match="no id 'paris-2025/exhibitors/3m'; see"):
        bundle.find(name, at("2025-09-30"))
    before, then = (
        {match.id for match in bundle.exhibitors_named("3m", at(on))}
        for on in ("2025-09-30", "2025-10-01")
    )
    assert then - before == {name}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("THALES", "thales"),
        ("Thales", "thales"),
        ("Paul Boyé Technologies", "paul-boye-technologies"),
        ("Ørsted & Søn A/S", "orsted-son-a-s"),
        ("x" * 99, "x" * 80),
        ("会议", "name-9dc68272"),
        ("***", "name-7e4b1fda"),
    ],
)
def test_an_id_is_made_of_the_name(name: str, key: str) -> None:
    assert exhibitor_key(name) == key


def test_the_same_name_again_gets_a_number() -> None:
    names = ("Acme", "ACME", "acme 2", "Bolt", "acme", "会议", "会议")
    assert [*listed(*names).by_key] == [
        *("acme", "acme-2", "acme-2-2", "bolt", "acme-3"),
        *("name-9dc68272", "name-9dc68272-2"),
    ]


@given(st.lists(st.sampled_from(["a", "A", "a 2", "a-2-2", "!", "é"]) | st.text()))
def test_ids_are_unique(names: list[str]) -> None:
    known = listed(*names)
    assert [entry.exhibitor.name for entry in known.listed] == names
    assert [entry.key for entry in known.listed] == [*known.by_key]


@pytest.mark.slow
def test_every_id_names_its_exhibitor(bundle: Catalog) -> None:
    for known in lists(bundle).values():
        for entry in known.listed:
            match = bundle.find(entry.id, at("2026-12-01"))
            assert (match.id, match.exhibitor) == (entry.id, entry)


@pytest.mark.parametrize(
    ("edition", "key", "when", "message"),
    [
        ("paris-2025", "thalles", "2026-12-01", "did you mean paris-2025/exhibitors/thales,"),
        ("paris-2025", "zzzzzzzz", "2026-12-01", "see milipol exhibitors paris-2025"),
        (
            *("paris-2025", "thales", "2025-05-13"),
            "no exhibitor list for paris-2025 is known before 2025-05-14",
        ),
        (
            *("paris-2027", "thales", "2026-12-01"),
            "no exhibitor list for paris-2027 is known; for a meeting, use milipol"
            ' agenda add --own "Meet thales" --edition paris-2027 --at WHEN'
            " --place STAND",
        ),
    ],
)
def test_an_unknown_exhibitor_is_refused(
    bundle: Catalog, edition: str, key: str, when: str, message: str
) -> None:
    whole = f"{edition}/exhibitors/{key}"
    with pytest.raises(UnknownId) as refused:
        bundle.find(whole, at(when))
    assert str(refused.value).startswith(f"no id '{whole}'; {message}")


def test_an_exhibitor_is_found_by_an_alias_and_in_any_case(bundle: Catalog) -> None:
    match = bundle.find("Villepinte-2025/Exhibitors/THALES", at("2025-12-18"))
    assert match.id == "paris-2025/exhibitors/thales"


@pytest.mark.parametrize(
    ("name", "common"),
    [
        ("THALES S.A.S.", "thales"),
        ("Thales Sas", "thales"),
        ("3DX-Ray Ltd", "3dx ray"),
        ("Hoffmann GmbH & Co. KG", "hoffmann"),
        ("Micro S. R. O.", "micro"),
        ("Foo Sp. z o.o.", "foo"),
        ("Bar A/S", "bar"),
        ("Société Générale, SA", "societe generale"),
        ("SAS", "sas"),
        ("Smith and Wesson", "smith wesson"),
        ("VERNE-ET-CLET", "verne clet"),
        ("Und & Söhne und Co. KG", "und sohne"),
        ("Now And", "now and"),
        ("会议 Ltd", "会议"),
        ("---", "---"),
    ],
)
def test_a_company_is_known_without_its_legal_form(name: str, common: str) -> None:
    assert name_key(name) == common


FILE = CompaniesFile(
    same=(("ACME", "Acme (formerly Bolt)", "Bolt Ltd"),),
    # A pair that is now in a group says no more than that.
    perhaps=(("Bolt", "Cog"), ("Acme", "Dot SA"), ("Acme", "Bolt")),
)
LINKED = Companies(lambda: linked_names([FILE]))


@pytest.mark.parametrize("odd", ["Bolt", "Bo\0lt"])
def test_the_texts_of_a_list_are_searched_as_those_of_its_entries(odd: str) -> None:
    """Also if one has the character that stands between them."""
    known = listed("Nuñez", odd, "ACME")
    texts = searched_texts(known)
    assert texts == [*map(searched_text, known.exhibitor)]
    assert [text.strip() for text in texts] == ["nunez", odd.lower(), "acme"]


def test_who_is_new_is_not_on_the_list_before() -> None:
    """Those that are perhaps on it under another name are counted among the new."""
    before, after = listed("Acme Ltd", "Bolt"), listed("ACME", "Cog", "BOLT sas", "Eel")
    assert newcomers(after.exhibitor, before, Companies()) == (2, 0)
    assert newcomers(after.exhibitor, before, LINKED) == (2, 1)


@pytest.mark.parametrize(
    ("name", "key", "perhaps"),
    [
        ("bolt, SAS", "acme", {"cog", "dot"}),
        ("ACME formerly Bolt", "acme", {"cog", "dot"}),
        ("COG", "cog", {"acme"}),
        ("Else", "else", set()),
    ],
)
def test_names_of_a_company_have_one_key(name: str, key: str, perhaps: set[str]) -> None:
    """What is perhaps the same as one name is so for all names of the company."""
    assert LINKED.key_of(name) == key
    assert {*LINKED.perhaps(key)} == perhaps


def test_what_a_later_file_says_about_two_names_counts() -> None:
    later = CompaniesFile(
        same=(("Cog", "Eel"),),
        perhaps=(("Fox", "Eel"),),
        different=(("ACME", "Bolt"), NameGroup(names=("Dot", "Acme"))),
    )
    known = Companies(lambda: linked_names([FILE, later]))
    names = ("ACME", "Acme formerly Bolt", "Bolt", "Cog", "Eel", "Dot")
    assert [known.key_of(name) for name in names] == [
        *("acme", "acme", "bolt", "cog", "cog", "dot")
    ]
    assert known.perhaps("acme") == ()
    assert known.perhaps("bolt") == ("cog",)
    assert known.perhaps("cog") == ("bolt", "fox")


def test_a_pair_is_of_two_companies_and_there_only_once(bundle: Catalog) -> None:
    (file,) = bundle._companies
    key_of = bundle.companies.key_of
    groups = file.value.groups("perhaps")
    pairs = [frozenset(map(key_of, group.names)) for group in groups]
    assert {len(pair) for pair in pairs} == {2}
    assert len({*pairs}) == len(pairs)
