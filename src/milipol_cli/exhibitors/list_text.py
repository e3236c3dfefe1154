"""The text of a `<year>.exhibitors.toml`, an entry a line."""

from collections.abc import Iterator

from milipol_cli.network.model.exhibitors import Exhibitor, ExhibitorList
from milipol_cli.network.model.record import Record
from milipol_cli.toml_values import toml_value


def text(exhibitors: ExhibitorList) -> str:
    """A list of exhibitors as TOML, which reads back as the same list."""
    lines = [f"{field}\n" for field in _fields(exhibitors, _HEAD)]
    lines.append("\nexhibitor = [\n")
    lines += [
        f"    {{ {', '.join(_fields(exhibitor, Exhibitor.__struct_fields__))} }},\n"
        for exhibitor in exhibitors.exhibitor
    ]
    return "".join([*lines, "]\n"])


_HEAD = ("edition", "known", "known_by", "copied", "page", "notes", "source")


def _fields(record: Record, keys: tuple[str, ...]) -> Iterator[str]:
    """The fields that have a value: `key = value`."""
    for key in keys:
        value = getattr(record, key)
        if value is not None and value != ():
            yield f"{key} = {toml_value(value)}"
