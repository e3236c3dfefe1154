"""Other fairs as shows, so that their lists are answered like the lists of shows."""

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from milipol_cli.network.countries import countries
from milipol_cli.network.model.fairs import Fair, FairsFile
from milipol_cli.network.model.shows import Edition, FairShow, Notice, ShowFile
from milipol_cli.network.model.sources import Source

# As in the sources of Milipol's lists.
_PUBLISHER = "CAAT and Omega Research Foundation, exhibitor data"


def fair_shows(file: FairsFile) -> Iterator[ShowFile]:
    """The fairs as shows; an edition is known since the day its list was copied."""
    for fair in file.fair:
        show = FairShow(
            id=fair.id,
            name=fair.name,
            city=fair.city or "",
            country=countries().get(fair.country_code or "", ""),
            country_code=fair.country_code or "",
            zone=ZoneInfo("UTC"),
            reviewed=file.collection.date,
            source=(),
        )
        yield ShowFile(show=show, edition=tuple(_editions(fair)))


def _editions(fair: Fair) -> Iterator[Edition]:
    """The editions of a fair with lists, each with one notice, made from its list."""
    for of_year in fair.list:
        key = f"{fair.id}-{of_year.year}"
        notice = Notice(
            known_by=of_year.copied,
            start=of_year.start,
            end=of_year.end,
            status="announced",
            source=(source_id(key),),
        )
        yield Edition(id=key, notice=(notice,))


def fair_sources(file: FairsFile) -> Mapping[str, Source]:
    """Where the lists of fairs come from, by the ids of the sources."""
    sources = (
        Source(
            id=source_id(f"{fair.id}-{of_year.year}"),
            publisher=_PUBLISHER,
            kind="reference",
            title=f"{fair.name} {of_year.year}",
            address=f"{file.collection.address}{of_year.file}.json",
            date=file.collection.date,
        )
        for fair in file.fair
        for of_year in fair.list
    )
    return {source.id: source for source in sources}


def source_id(edition_id: str) -> str:
    """The id of the source of a list of a fair."""
    return f"caat-{edition_id}"
