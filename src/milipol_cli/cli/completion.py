"""Values that a shell offers to complete; none if the data has errors."""

import sys
from collections.abc import Iterable, Sequence

import typer

from milipol_cli.base.errors import MilipolError
from milipol_cli.base.escape import escape
from milipol_cli.base.zones import zone_names
from milipol_cli.cli import environment
from milipol_cli.look import output
from milipol_cli.network import load as catalog
from milipol_cli.network.as_of import AsOf, read_as_of
from milipol_cli.network.editions import EditionAsOf, editions_as_of, nearness
from milipol_cli.network.model.exhibitor_ids import EXHIBITORS

# A value, and the title that zsh and fish show beside it.
Offer = tuple[str, str]

# Characters that a shell acts on, and characters that look like them.
_LOOKALIKES = str.maketrans(
    {
        "\\": "\N{REVERSE SOLIDUS OPERATOR}",
        "`": "\N{LEFT SINGLE QUOTATION MARK}",
        "$": "\N{FULLWIDTH DOLLAR SIGN}",
        "'": "\N{RIGHT SINGLE QUOTATION MARK}",
        '"': "\N{RIGHT DOUBLE QUOTATION MARK}",
    }
)


class _Offered(str):
    """A value that Typer keeps even if it does not begin with what was typed.

    So case does not matter, and a show can be completed by its alias.
    """

    __slots__ = ()

    def startswith(self, *_: object) -> bool:
        return True


def shows(incomplete: str) -> list[Offer]:
    """The ids and aliases of shows, with their names."""
    try:
        return matching_offers(_shows(environment.open_quietly()), incomplete)
    except MilipolError:
        return []


def shows_and_fairs(incomplete: str) -> list[Offer]:
    """What `shows` offers, then the ids of other fairs."""
    try:
        data = environment.open_quietly()
        return matching_offers([*_shows(data), *_fairs(data)], incomplete)
    except MilipolError:
        return []


def editions(incomplete: str) -> list[Offer]:
    """The ids and aliases of shows, and the ids of editions."""
    try:
        data = environment.open_quietly()
        return matching_offers([*_shows(data), *data.editions()], incomplete)
    except MilipolError:
        return []


def editions_and_fairs(incomplete: str) -> list[Offer]:
    """What `editions` offers, then the ids of other fairs and of their editions."""
    try:
        data = environment.open_quietly()
        fairs = data.lists.shows_of_fairs.values()
        of_fairs = [
            (edition.id, f"{file.show.name} {edition.id[-4:]}")
            for file in fairs
            for edition in reversed(file.edition)
        ]
        every = [*_shows(data), *data.editions(), *_fairs(data), *of_fairs]
        return matching_offers(every, incomplete)
    except MilipolError:
        return []


def ids(context: typer.Context, incomplete: str) -> list[Offer]:
    """Every id that `show` takes; after a slash, the edition's days and sessions.

    Exhibitors are offered only after `exhibitors/`, as there are thousands.
    Aliases work in the ids of editions, too. If no show or edition matches, the short
    ids of sessions are offered. What was not known yet as of `--on` is left out.
    """
    typed = incomplete.casefold()
    try:
        as_of = read_as_of(context.params.get("on"), context.params.get("tz"))
        data = environment.open_quietly()
        if "/" in typed:  # "milipol-paris-2025/", then a day, a session or an exhibitor
            edition_id, _, rest = typed.partition("/")
            if rest.startswith(f"{EXHIBITORS}/"):
                return matching_offers(data.exhibitor_ids(edition_id), typed)
            return matching_offers(data.parts(edition_id, as_of.reader_day), typed)
        editions = _nearest_first(data, as_of)
        titles = {edition.id: f"{edition.show.name} {edition.year}" for edition in editions}
        by_alias = [
            (f"{alias}-{edition.year}", titles[edition.id])
            for edition in editions
            for alias in edition.show.aliases
        ]
        return (
            matching_offers([*_shows(data), *titles.items()], typed)
            or matching_offers(by_alias, typed)
            or _sessions(data, editions, typed)
        )
    except MilipolError:
        return []


def companies(context: typer.Context, incomplete: str) -> list[Offer]:
    """The ids of the exhibitors of --edition, with their names.

    Without --edition, the exhibitors of the nearest edition that has a list.
    """
    try:
        params = context.params
        as_of = read_as_of(params.get("on"), params.get("tz"))
        data = environment.open_quietly()
        edition_id = params.get("edition")
        if edition_id is None:
            ids_by_nearness = (edition.id for edition in _nearest_first(data, as_of))
            edition_id = next(filter(data.exhibitors, ids_by_nearness), "")
        offers = [
            (exhibitor_id.rpartition("/")[2], name)
            for exhibitor_id, name in data.exhibitor_ids(edition_id)
        ]
        return matching_offers(offers, incomplete)
    except MilipolError:
        return []


def formats(incomplete: str) -> list[Offer]:
    """The formats, each with what it is for."""
    return matching_offers(output.FORMATS.items(), incomplete)


def zones(incomplete: str) -> list[str]:
    """The names of time zones, ignoring case."""
    return _values_beginning(zone_names(), incomplete)


def countries(incomplete: str) -> list[str]:
    """The codes and the names of countries, ignoring case."""
    from milipol_cli.network.countries import countries as country_names  # noqa: PLC0415  of one option

    pairs = country_names().items()
    return _values_beginning([value for pair in pairs for value in pair], incomplete)


def _values_beginning(values: Iterable[str], incomplete: str) -> list[str]:
    typed = incomplete.casefold()
    return [_Offered(value) for value in values if value.casefold().startswith(typed)]


def _nearest_first(data: catalog.Catalog, as_of: AsOf) -> list[EditionAsOf]:
    return sorted(editions_as_of(data.shows, as_of), key=lambda edition: nearness(edition, as_of))


def _shows(data: catalog.Catalog) -> Iterable[Offer]:
    return [
        (name, file.show.name) for file in data.shows for name in (file.show.id, *file.show.aliases)
    ]


def _fairs(data: catalog.Catalog) -> Iterable[Offer]:
    fairs = data.lists.shows_of_fairs.values()
    return [(file.show.id, file.show.name) for file in fairs]


def _sessions(data: catalog.Catalog, editions: Sequence[EditionAsOf], typed: str) -> list[Offer]:
    """The short ids of sessions, each with the title in the nearest edition."""
    titles: dict[str, str] = {}
    for edition in editions:
        programme = data.programme(edition.id)
        for session in programme.session:
            if session.id.startswith(typed):
                titles.setdefault(session.id, programme.name_of(session))
    return matching_offers(titles.items(), typed)


def matching_offers(offers: Iterable[Offer], incomplete: str) -> list[Offer]:
    """The offers that begin with what was typed, ignoring case."""
    typed = incomplete.casefold()
    return [
        (_Offered(value), _harmless_title(title))
        for value, title in offers
        if value.startswith(typed)
    ]


def _harmless_title(title: str) -> str:
    """A title that no shell runs as a command: zsh evaluates the titles it gets.

    Characters that stdout cannot encode become question marks.
    """
    encoding = sys.stdout.encoding
    shown = escape(title).translate(_LOOKALIKES)
    return shown.encode(encoding, "replace").decode(encoding)
