"""Which names are of one company, by the rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milipol_cli.base.folding import fold
from milipol_cli.network import company_links
from milipol_cli.network.company_links import (
    Unit,
    clues,
    doubtful_entries,
    host_of,
    links_between,
    site_of,
    units,
    unlisted_unit,
)
from milipol_cli.network.company_names import unite_groups
from milipol_cli.network.company_parsing import parsed_name
from milipol_cli.network.model.exhibitors import Exhibitor


def unit(text: str) -> Unit:
    """A name like "Acme |FR|acme.example|a": its country, host and lists."""
    name, *more = (part.strip() for part in text.split("|"))
    country, host, lists = [*more, "", "", ""][:3]
    one = {country} - {""}, {host} - {""}, {*lists.split()}
    return Unit(name, *map(frozenset, one))


def verdict(*texts: str) -> str:
    """How the rules link the first two names, among others."""
    found = links_between([*map(unit, texts)])
    return "same" if (0, 1) in found.same else found.perhaps.get((0, 1), "")


SAME = [
    # All words but legal forms.
    ("THALES", "Thales S.A."),
    ("Mehler Vario System GmbH", "MEHLER VARIO SYSTEM"),
    ("ALSTOR Spółka z ograniczoną odpowiedzialnością", "Alstor Sp. z o.o."),
    ("Aselsan Elektronik San. ve Tic. A.Ş.", "ASELSAN ELEKTRONIK"),
    ("Smith and Wesson", "Smith & Wesson Inc."),
    ("MSI Defence Systems", "MSI Defense Systems Ltd"),
    ("W.L. Gore", "WL Gore"),
    ("Dräger |DE", "Draeger |FR"),
    ("Blücher GmbH |DE", "Bluecher GmbH |DE"),
    ("Dräger ||draeger.example", "Draegerwerk ||draeger.example"),
    ("Blue Halo", "BlueHalo"),
    ("Novator &amp; Sons", "NOVATOR & SONS"),
    # In another order, with the country or the website.
    ("Franz Achleitner |AT", "Achleitner Franz |AT"),
    ("SA Novator |FR", "NOVATOR |FR"),
    ("Carl Walther ||walther.example", "Walther Carl ||walther.example"),
    ("Ministry of Novaland Defence |AZ", "Defence Ministry, Novaland Republic |AZ"),
    ("SIA Robotwerk", "Robotwerk"),
    # Words in other languages, and one in the middle that is left out.
    ("Novator Savunma Sistemleri |TR", "Novator Defence Systems"),
    ("Novator Sécurité", "Novator Security"),
    ("Sprunger Structures |CA", "Sprunger Instant Structures |CA"),
    # A branch.
    ("Novator BV Sucursal en España |ES", "Novator |NL"),
    ("Novator Türkiye İrtibat Bürosu |TR", "Novator |IT"),
    # A group, a country and its words.
    ("Thales Group", "THALES"),
    ("Groupe Marck", "Marck"),
    ("Rheinmetall Italia |IT", "Rheinmetall |DE"),
    ("The Boeing Company", "Boeing"),
    # Words of the trade, with a country or a website.
    ("Invisio Communications |DK||a", "INVISIO |DK||b"),
    ("Elbit ||elbitsystems.example", "Elbit Systems ||elbitsystems.example"),
    ("Novator |SE||a", "Novator Solutions |SE||b"),
    ("Wenzhou Novator Police Equipment |CN", "Novator Police |CN"),
    # Websites that begin alike.
    ("Nova |US|novainc.example", "Nova Corp. |SE|nova.example"),
    ("Novator |US|novator.com|a", "Novator Systems |US|novatorsystemgroup.com|b"),
    # A group with many branches, whose sites have its name.
    ("Novator Italia |IT", "Novator |DE||", "Novator A |DE|novator.de",
     "Novator B |DE|novator.de", "Novator C |DE|novator.com", "Novator D", "Novator E",
     "Novator F", "Novator G"),
    # Words of the trade, if no other name begins so.
    ("Kontron", "Kontron Systems"),
    ("Kontron Systems |DE", "Kontron Systems International"),
    ("3M |FR|3m.fr", "3M France |FR|3m.fr"),
    # The beginning, if it is rare.
    ("Panasonic Toughbook |JP||a", "Panasonic |JP||b"),
    ("Novator", "Novator Digital Networks"),
    ("Spuhr i Dalby |SE||a", "Spuhr |SE||b"),
    # A website.
    ("Teledyne FLIR ||teledyneflir.example", "Teledyne Flir Defence ||teledyneflir.de"),
    ("Axon Public Safety |AU|axon.com", "Axon |US|axon.com"),
    (
        "Condor ||condor.example",
        "Condor Brasil Quimica ||condor.example",
        "Condor Lethal ||condor.example",
    ),
    ("Zodiac Milpro ||zodiacmilpro.example", "Milpro ||zodiacmilpro.example"),
    # Another name in the text.
    ("Novaflyer by Maddos", "Novaflyer Maddos"),
    ("Novaflyer by Maddos", "Novaflyer |FR"),
    ("Novaflyer / Maddos", "Novaflyer"),
    ("NDSX Norsk Defence Industries |NO", "Norsk Defence Industries (NDSX) |NO"),
    ("LRAD by Genasys ||genasys.example", "Genasys ||genasys.example"),
    ("Cognyte (formerly Verint) ||verint.example", "Verint ||verint.example"),
    ("Dataminr, a Corestar company ||corestar.example", "Corestar ||corestar.example"),
    # Initials.
    ("ESRI - Environmental Systems Research Institute |US", "ESRI |US"),
    ("CBC - Companhia Brasileira de Cartuchos", "Companhia Brasileira de Cartuchos"),
    ("Rheinisches Metall Werk (RMW)", "RMW Rheinisches Metall Werk"),
    ("Defense Conseil International ||dci.example", "DCI ||dci.example"),
    ("EMD (Equipements Metiers Defense)", "EMD - Equipements Metiers Defense"),
    ("ADD(Agency for Defense Development)", "Agency for Defense Development |KR"),
    # Words that countries have in common, of one country.
    ("Black Hawk |US", "Blackhawk |US"),
    ("Ministry of Interior |QA", "MINISTRY OF INTERIOR |QA"),
    ("Black Hawk |US|hawk.example", "Blackhawk |FR|hawk.example"),
    ("French Pavilion", "FRENCH PAVILION |FR"),
    ("Federation of Optical Works Latvia |LV", "Federation of Optical Works |LV"),
    ("Kata |IL", "Kata Systems |IL"),
    # Abbreviated words, and a name that is cut.
    ("Marlowe Univ.", "Marlowe University"),
    ("Fahrzeugwerke Marlowe Internati", "Fahrzeugwerke Marlowe International Bolt"),
    ("Ballistik Wilcoxon Kontr", "Ballistik Wilcoxon Kontron"),
    # A slip.
    ("Wilcoxon Communications", "Wilcoxon Communication |GB"),
    ("Wilcoxon Ballistik ||w.wilcox.example", "Wilcoxen Ballistik ||wilcox.example"),
    ("Wilcoxon Ballistik |DE||a", "Wilcoxen Ballistik |DE||b"),
]  # fmt: skip
PERHAPS = [
    ("Walther Carl", "Carl Walther"),
    ("BTG |FR|btg.example", "B.T. G |FR|b-t-g.example", "BT G |FR|b-t-g.example"),
    ("Scanna |GB||a", "Scanna Security |GB||a"),
    ("Kontron Optics |DE||a", "Kontron Systems |DE||b", "Kontron Bus", "Kontron Cat",
     "Kontron Dog"),
    ("Honeywell ||honeywell.example", "Honeywell Gas ||honeywell.example",
     "Honeywell Analytics ||honeywell.example", "Honeywell Land ||honeywell.example"),
    ("Condor |BR|condor.example", "Condor Lethal |US|condor.example",
     "Condor Quimica |AE|condor.example"),
    ("Bernier ||shared.example", "Marlowe ||shared.example"),
    ("Revisor |CA||a b", "Revisor Militaire |CA||b"),
    ("Panasonic", "Panasonic Toughbook"),
    ("Kontron", "Kontron Systems", "Kontron Bus", "Kontron Cat", "Kontron Dog"),
    ("Dyneema (Avient)", "Avient"),
    ("Compagnie Generale Optique Xenon |FR", "CGOX |FR"),
    ("SES |LU", "SES |TR"),
    ("RMX Systems |SA", "RMX System |DE"),
    ("Novaflyer by Maddos |US", "Novaflyer |FR"),
    ("B&T AG |CH", "BT plc"),
    ("SRC Inc.", "SRC (Somod Resilience Center) |QA"),
    ("Skyquanta |US|skyquanta.com", "Lotnicza Skyquanta |PL|skyquanta.pl"),
    ("Marlowe Bolt |FR||a", "Marlowe Bolt Schneider |FR||b", "Marlowe Cat",
     "Marlowe Dog", "Marlowe Eel"),
    ("Wilcoxon Ballistik", "Wilcoxen Ballistik"),
    ("Novator Warsaw |PL", "Novator |CN"),
    ("Kontron |DE", "Kontron Systems |FR"),
    # Words that countries have in common, and bodies of any state.
    ("Black Hawk |US", "Blackhawk |AE"),
    ("Ministry of Interior |QA", "MINISTRY OF INTERIOR |SA"),
    ("Ministry of Interior |QA", "MINISTRY OF INTERIOR"),
    ("Czech Embassy |HR", "CZECH EMBASSY |MY"),
]  # fmt: skip
APART = [
    ("Acme", "Bolt"),
    # Short names of different companies.
    ("AB CD |LU|ab.example", "CD AB |TR|other.example"),
    # Words of the trade alone, and legal forms.
    ("AD Industrie |FR", "AS Industries |FR"),
    ("Global Security |FR", "Global Systems |FR"),
    ("Kontron Optics |DE|kontron.example", "Kontron Systems |DE|other.example"),
    ("Kontron Optics |DE", "Kontron Systems |FR"),
    ("Novator (Marlowe)", "Souriau (Marlowe)"),
    ("Novator |CA|novator.example", "Novator Optics |CA|novatoroptics.example"),
    # Names that differ in a digit.
    ("Robotics Werk 7000", "Robotics Werk 8000"),
    ("Wilcoxon Ballistik |DE", "Wilcoxen Ballistik |FR"),
    ("Atay Savunma |TR", "Altay Savunma |TR"),
    ("Pro Tech Sécurité |FR", "Protec Sécurité |FR"),
    ("Aerowerk |DE", "Arowerk |US"),
    ("TAK Textilwerke |KR", "TCK Textilwerke |KR"),
    ("Sultan University ||sultan.edu.sa", "Prince University ||prince.edu.sa"),
    ("Panasonic Toughbook ||panasonic.example", "Panasonic ||other.example"),
    ("Compagnie Generale Optique |FR", "CGO |DE"),
]


@pytest.mark.parametrize("texts", SAME, ids=lambda texts: texts[0])
def test_names_of_one_company(texts: tuple[str, ...]) -> None:
    assert verdict(*texts) == "same"


@pytest.mark.parametrize("texts", PERHAPS, ids=lambda texts: texts[0])
def test_names_perhaps_of_one_company(texts: tuple[str, ...]) -> None:
    assert verdict(*texts) not in ("same", "")


@pytest.mark.parametrize("texts", APART, ids=lambda texts: texts[0])
def test_names_of_different_companies(texts: tuple[str, ...]) -> None:
    assert verdict(*texts) == ""


def test_a_key_that_very_many_names_have_links_none() -> None:
    """They are of many companies."""
    names = [f"Marlowe {letter}{other}x" for letter in "abcdefgh" for other in "abcdefgh"]
    assert links_between([*map(unit, names)]) == ({}, {})


def test_only_new_names_are_linked() -> None:
    three = [*map(unit, ("Acme", "ACME Ltd", "Acme Inc"))]
    assert links_between(three).same == {(0, 1): "core", (0, 2): "core", (1, 2): "core"}
    assert links_between(three, new=1).same == {(0, 1): "core", (0, 2): "core"}
    names = "Condor Nao", "Condor", "Condor Lethal", "Condor Quimica"
    condors = [unit(f"{name} |BR|condor.example") for name in names]
    assert links_between(condors, new=1).same == dict.fromkeys([(0, 1), (0, 2), (0, 3)], "site")


@pytest.mark.parametrize(
    ("account", "entries", "expected"),
    [
        # A state has its own, and one without a country may be any.
        ("Ministry of Interior |QA", ["QA", "SA", "", "|gov.example"], ". ? ? ?"),
        ("Ministry of Interior", ["QA", "SA", ""], "? ? ?"),
        # Companies of several countries have a name of ordinary words, or a short one.
        ("Black Hawk |US", ["US", "AE", ""], ". ? ."),
        ("ADS Group |GB", ["GB", "US|ads.example", "|ads.example"], ". ? ?"),
        ("Arex |TR", ["TR|arex.example", "FR|other.example", "US"], ". ? ."),
        # A website says that they are one.
        ("Black Hawk |US", ["US|hawk.example", "AE|hawk.example"], ". ."),
        ("Black Hawk |US|hawk.example", ["AE|hawk.example"], "."),
        ("Arex |TR|arex.tr", ["TR|arex.tr", "FR|arex.fr", "US|arexgroup.us"], ". . ."),
        ("Nova", ["AE|nova.ae", "FR|nova.fr", "US|other.example"], "? ? ?"),
        ("Nova ||nova.fr", ["AE|nova.ae", "FR|nova.fr", "US|other.example"], ". . ?"),
        ("Kontron |DE|kontron.de", ["DE", "GB|kontronoptics.uk"], ". ?"),
        ("3M |FR|3mfrance.fr", ["SE|3m.se", "US|mmm.example"], ". ?"),
        ("3M", ["FR|3mfrance.fr", "|3mnederland.nl"], ". ."),
        # Without a country of the account, those of others say it.
        ("Black Hawk", ["US"], "."),
        ("Black Hawk", ["US", "AE", ""], "? ? ."),
        ("Black Hawk", ["US|hawk.example", "AE|other.example", "FR"], "? ? ."),
        ("Black Hawk", ["US|hawk.example", "AE|hawk.example", "FR"], ". . ."),
        # Of many entries, nearly all say which company has the name.
        ("Arex", [*["TR|arex.tr"] * 5, "FR|other.example"], ". . . . . ?"),
        ("Arex", [*["TR|arex.tr"] * 4, "FR|other.example"], "? ? ? ? ?"),
        ("Arex", [*["TR|arex.tr"] * 4, *["FR|other.example"] * 2], "? ? ? ? ? ?"),
        # Another name is of one company everywhere.
        ("Thales |FR", ["FR", "QA|thales.example", ""], ". . ."),
    ],
)
def test_entries_of_other_countries_may_be_of_others(
    account: str, entries: list[str], expected: str
) -> None:
    """An entry with the name of the account is a country and a website."""

    def exhibitor(text: str) -> Exhibitor:
        name, country, site = (*map(str.strip, text.split("|")), "", "")[:3]
        return Exhibitor(name=name, country_code=country or None, website=site or None)

    listed = [exhibitor(f"{account.partition('|')[0]}|{entry}") for entry in entries]
    doubtful = doubtful_entries(exhibitor(account), listed)
    assert " ".join("?" if doubt else "." for doubt in doubtful) == expected


@pytest.mark.parametrize(
    ("website", "host", "site"),
    [
        ("https://www.thalesgroup.com/en/contacts", "thalesgroup.com", "thalesgroup"),
        ("HTTP://www2.Acme-Robots.co.uk:80?x", "acme-robots.co.uk", "acme-robots"),
        ("www.cea.fr#top", "cea.fr", "cea.fr"),
        ("a.b.com", "a.b.com", ""),
        ("https://www.linkedin.com/company/acme", "", ""),
        (None, "", ""),
    ],
)
def test_a_website_is_of_a_host_and_its_label(website: str | None, host: str, site: str) -> None:
    assert host_of(website) == host
    assert site_of(host) == site


def test_a_host_that_many_names_on_a_list_have_is_of_none() -> None:
    def listed(*names: str) -> list[Exhibitor]:
        return [Exhibitor(name=name, website="fair.example") for name in names]

    one = [*listed("Acme"), Exhibitor(name="ACME Ltd", country_code="FR")]
    made = units({"a": one, "b": listed("Acme", *"BCDEF")})
    assert made["acme"] == Unit("Acme", {"FR"}, {"fair.example"}, {"a", "b"})
    assert made["b"] == Unit("B", set(), set(), {"b"})


def test_a_company_of_many_spellings_keeps_its_host() -> None:
    """Only on one list do many names on a host say that it is of none."""
    spelled = [Exhibitor(name=f"Acme{'.' * dots}", website="acme.example") for dots in range(7)]
    assert unlisted_unit(spelled) == Unit("Acme", set(), {"acme.example"}, set())


def test_a_reader_may_have_many_names_on_a_site() -> None:
    """They do not hide the company that has it."""
    names = ["Bolt", "Cat", "Dog", "Eel"]
    on_site = [unit(f"{name} ||one.example") for name in names]
    assert {(0, 3), (1, 3), (2, 3)} <= {*links_between(on_site, new=3).perhaps}
    assert links_between(on_site) == ({}, {})


NAMES = st.text(st.sampled_from("abcdefgh &.-()"), min_size=1, max_size=14)
WITH_LETTERS = NAMES.filter(lambda name: any(map(str.isalnum, name)))


@given(st.lists(WITH_LETTERS, min_size=2, max_size=6, unique=True))
def test_what_is_linked_has_a_clue(names: list[str]) -> None:
    """So a name need not be compared with all others."""
    first, *others = (Unit(name) for name in names)
    found = links_between([first, *others], new=1)
    folded = "\n".join(other.name for other in others)
    near = {*clues([first]).likely_positions(folded)}
    assert {other - 1 for _, other in (*found.same, *found.perhaps)} <= near


# With signs, umlauts and words in several spellings.
WORDS = """
    ACME Bae Baer bds e l-3 SA s.a. a Dräger draegerwerk blue (bolt) - GmbH The
    système sistemas defence mydefence Güvenlik securité security and for of by
"""


NAMES_OF_WORDS = st.lists(st.sampled_from(WORDS.split()), min_size=1).map(" ".join)


@given(NAMES_OF_WORDS, st.lists(NAMES_OF_WORDS))
def test_few_clues_find_what_many_find(name: str, names: list[str]) -> None:
    """For few, most names are dismissed by their letters alone."""
    sought, folded = clues([Unit(name)]), fold("\n".join(names))
    few = {*sought.likely_positions(folded)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(company_links, "_FEW_CLUES", 0)
        assert few == {*sought.likely_positions(folded)}


def test_what_many_names_have_is_no_clue() -> None:
    names = ["acme tools", *(f"bolt tools {n}" for n in range(101)), "toolbox"]
    assert [*clues([Unit("Acme Tools")]).likely_positions("\n".join(names))] == [0]


def test_initials_are_a_clue() -> None:
    long, short = "Defense Conseil International", "DCI"
    assert [*clues([Unit(short)]).likely_positions(f"thales\n{long.lower()}")] == [1]
    assert [*clues([Unit(long)]).likely_positions(f"thales\n{short.lower()}")] == [1]


def test_groups_are_joined_by_pairs() -> None:
    assert [*unite_groups(6, [(4, 2), (5, 4), (0, 1), (1, 0)])] == [0, 0, 2, 3, 2, 2]


@given(NAMES)
def test_any_name_can_be_compared(name: str) -> None:
    assert parsed_name(name).core or not any(map(str.isalnum, name))
