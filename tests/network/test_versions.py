"""What older versions of milipol can read."""

import hashlib

import msgspec

from milipol_cli.network.load.fetched import DATA_VERSION
from milipol_cli.network.model.exhibitors import ExhibitorList
from milipol_cli.network.model.news import NewsFile
from milipol_cli.network.model.programmes import Programme
from milipol_cli.network.model.shows import ShowFile
from milipol_cli.network.model.sources import SourcesFile

FIELDS_OF = {(4, 0): "77d4e162636899b2"}


def test_new_fields_need_a_new_version() -> None:
    """If this fails, set DATA_VERSION to the next version, and add its hash here."""
    kinds = (ExhibitorList, NewsFile, Programme, ShowFile, SourcesFile)
    _, schemas = msgspec.json.schema_components(kinds, schema_hook=lambda _: {"type": "string"})
    names = sorted(
        f"{kind}.{field}"
        for kind, schema in schemas.items()
        for field in schema.get("properties", ())
    )
    digest = hashlib.sha256("\n".join(names).encode()).hexdigest()
    assert digest[:16] == FIELDS_OF[DATA_VERSION]
