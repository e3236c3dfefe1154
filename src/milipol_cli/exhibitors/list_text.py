"""The text of a `<year>.exhibitors.toml`, an entry a line."""

from milipol_cli.network.model.exhibitors import ExhibitorList
from milipol_cli.toml_values import toml_fields


def text(exhibitors: ExhibitorList) -> str:
    """A list of exhibitors as TOML, which reads back as the same list."""
    head = toml_fields(exhibitors)
    lines = [f"{key} = {head[key]}\n" for key in _HEAD if key in head]
    lines.append("\nexhibitor = [\n")
    for exhibitor in exhibitors.exhibitor:
        fields = (f"{key} = {value}" for key, value in toml_fields(exhibitor).items())
        lines.append(f"    {{ {', '.join(fields)} }},\n")
    return "".join([*lines, "]\n"])


_HEAD = ("edition", "known", "known_by", "copied", "page", "notes", "source")
