"""Values of JSON that may be of any type."""

from typing import Any


def as_list(value: object) -> list[Any]:
    """The value if it is a list; else an empty list."""
    return value if isinstance(value, list) else []


def objects(value: object) -> list[dict[str, Any]]:
    """The objects in a list; none if it is no list."""
    return [item for item in as_list(value) if isinstance(item, dict)]


def text_of_value(value: object, *names: str) -> str:
    """A text, a number, or what an object has below the first of some names; or ""."""
    if isinstance(value, dict):
        texts = (text_of_value(value.get(name), *names) for name in names)
        return next(filter(None, texts), "")
    is_text = isinstance(value, (str, int, float)) and not isinstance(value, bool)
    return str(value).strip() if is_text else ""
