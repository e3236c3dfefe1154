"""Values as TOML writes them."""

import datetime as dt
import json
from zoneinfo import ZoneInfo


def toml_value(value: object) -> str:
    """A text, number, date, time, zone, true or false, or a tuple of them, as TOML."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    text = value.key if isinstance(value, ZoneInfo) else str(value)
    # JSON writes a text as TOML does, except that TOML allows no DEL in it.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
