"""The text of a `<year>.exhibitors.toml`, an entry a line."""

from collections.abc import Iterable, Iterator

from milipol_cli.network.model.exhibitors import ExhibitorList
from milipol_cli.network.model.record import Record
from milipol_cli.toml_values import toml_fields


def text(exhibitors: ExhibitorList) -> str:
    """A list of exhibitors as TOML, which reads back as the same list."""
    head = toml_fields(exhibitors)
    lines = [f"{key} = {head[key]}\n" for key in _HEAD if key in head]
    if exhibitors.earlier:
        lines += _tables("earlier", exhibitors.earlier)
    return "".join([*lines, "\n", *_tables("exhibitor", exhibitors.exhibitor)])


def _tables(key: str, records: Iterable[Record]) -> Iterator[str]:
    """A list of tables, one a line."""
    yield f"{key} = [\n"
    for record in records:
        fields = (f"{key} = {value}" for key, value in toml_fields(record).items())
        yield f"    {{ {', '.join(fields)} }},\n"
    yield "]\n"


_HEAD = ("edition", "known", "known_by", "copied", "page", "notes", "source")
