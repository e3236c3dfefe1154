"""XML files: elements made of texts, without characters that XML cannot have."""

import re
from xml.etree import ElementTree as ET

from milipol_cli.escape import HIDING

Element = ET.Element

# What XML 1.0 does not allow, and the other control characters, except tab and newline.
_CONTROLS = re.compile(
    f"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[{HIDING}]"
)


def root(name: str, /, **attributes: str) -> Element:
    """The outermost element of a file."""
    return Element(name, attributes)


def add(parent: Element, name: str, text: str = "", /, **attributes: str) -> Element:
    """Adds an element to another, with a text and attributes."""
    clean = {key: _clean(value) for key, value in attributes.items()}
    element = ET.SubElement(parent, name, clean)
    element.text = _clean(text) or None
    return element


def _clean(text: str) -> str:
    return text if text.isascii() and text.isprintable() else _CONTROLS.sub("", text)


def file_of(element: Element) -> bytes:
    """A file with an element: UTF-8, indented, with a newline at the end."""
    ET.indent(element)
    raw: bytes = ET.tostring(element, encoding="utf-8", xml_declaration=True)
    return raw + b"\n"
