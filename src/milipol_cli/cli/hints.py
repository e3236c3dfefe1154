"""The closing hint after an answer."""

from milipol_cli.cli import environment
from milipol_cli.errors import MilipolError
from milipol_cli.look import streams


def suggest(text: str) -> None:
    """Suggests commands on stderr to a person who has no picks and no data yet."""
    if streams.is_watched() and _is_new():
        streams.report(["", f"Try: {text}"])


def _is_new() -> bool:
    # Imported only at a terminal.
    from milipol_cli.cli.agenda import open_agenda  # noqa: PLC0415

    try:
        own_folders = environment.data_folders()[1:]
        has_data = any(next(folder.rglob("*.toml"), None) for folder in own_folders)
        return not has_data and not open_agenda()
    except MilipolError:
        return False
