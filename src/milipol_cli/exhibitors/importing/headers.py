"""The headers that lists of exhibitors have, in English, French and German."""

from milipol_cli.tables.headers import Words

# The best ones first.
_FIELDS = {
    "company": (
        "company, company name, exhibitor, exhibitor name, exhibitors, companies, "
        "societe, nom de la societe, nom societe, exposant, exposants, "
        "nom de l exposant, nom exposant, raison sociale, nom de l entreprise, "
        "entreprise, organisation, organization, organisme, firm, brand, marque, "
        "enseigne, aussteller, firma, firmenname, unternehmen, "
        "customer, customers, customer name, competitor, competitors, account, "
        "accounts, account name, client, clients, client name, concurrent, "
        "concurrents, kunde, kunden, wettbewerber, name, nom, "
        "full name, prenom nom"
    ),
    "stand": (
        "stand, stands, booth, booths, stand number, booth number, stand numbers, "
        "booth numbers, stand no, booth no, "
        "stall, stall no, stall number, stand nr, stand n, booth n, n stand, "
        "n de stand, no de stand, numero de stand, numero stand, stand id, booth id, "
        "emplacement, emplacements, standnummer, standnr"
    ),
    "hall": (
        "hall, halls, hall number, hall name, hall no, n de hall, numero de hall, "
        "pavillon, building, batiment, halle, hallen"
    ),
    "country": (
        "country, pays, country name, country region, nation, nationality, land, staat"
    ),
    "country code": (
        "country code, code pays, country iso, iso country, iso code, landercode"
    ),
    "website": (
        "website, web site, site web, site internet, website url, url, web address, "
        "adresse web, homepage, home page, web page, web, site, www, internet, "
        "webseite, internetseite"
    ),
    "category": (
        "category, categories, categorie, product categories, product category, "
        "categories de produits, sector, sectors, secteur, secteurs, "
        "secteur d activite, secteurs d activite, activity, activities, activite, "
        "activites, domaine, domaines, segment, segments, products, produits, "
        "produktgruppe, produktgruppen, warengruppe, warengruppen, kategorie, "
        "kategorien, branche, branchen, produkte"
    ),
}

WORDS = Words(
    fields={field: headers.split(", ") for field, headers in _FIELDS.items()},
    optional=frozenset(["exhibitor", "exposant", "company", "societe", "main"]),
    needed=frozenset({"company"}),
    several=frozenset({"stand", "category"}),
    usual=frozenset({"stand", "hall", "country"}),
)
