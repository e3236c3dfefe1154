"""Texts of strangers -> texts that may stand in a data file and on a terminal."""

import html
import re

from milipol_cli.escape import escaped_characters
from milipol_cli.network.model.record import MOST_CHARACTERS, is_address

_BLOCKS = (
    "address|article|blockquote|body|br|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|"
    "head|header|hr|html|nav|ol|p|pre|section|table|tbody|td|th|thead|title|tr|ul"
)
_INLINE = (
    "a|abbr|b|big|center|cite|code|del|em|font|i|iframe|img|ins|kbd|mark|q|s|small|"
    "span|strong|sub|sup|tt|u|video|wbr"
)

_UNSEEN = re.compile(
    r"<(script|style)\b[^<>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
# Only elements of HTML, so that "a < b" and "<stdio.h>" stay.
_TAG = re.compile(
    rf"<(?:/?(?P<block>{_BLOCKS})|(?P<item>li)|/?(?:li|{_INLINE}))(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]\w{1,31});", re.IGNORECASE)

# No-break spaces stay: they belong to a text in French.
_SPACES = re.compile(r"[ \t\r\f\v\x1c-\x1f\x85]+")
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85\v\f]")
_EMPTY_LINES = re.compile(r"\n(?: ?\n)+")


def line_of_text(text: str) -> str | None:
    """A title, room or name: one line, without invisible characters or HTML entities.

    None if nothing is left of it.
    """
    text = _ENTITY.sub(_character, text)
    return _cut(_visible(" ".join(_LINE_ENDS.sub(" ", text).split("\n"))))


def paragraphs(text: str) -> str | None:
    """A description: plain text from HTML, without invisible characters.

    Its lines stay, and at most one empty line between them. None if nothing is left.
    """
    if "<" in text:
        # Each paragraph begins on a line of its own.
        text = _TAG.sub(
            lambda tag: "\n" if tag["block"] else "\n- " if tag["item"] else "",
            _UNSEEN.sub("", text),
        )
    text = _visible(_LINE_ENDS.sub("\n", _ENTITY.sub(_character, text)))
    lines = "\n".join(line.strip() for line in text.split("\n"))
    return _cut(_EMPTY_LINES.sub("\n\n", lines))


def address(text: str) -> str | None:
    """The address of a web page; None for any other text."""
    text = text.strip()
    return text if len(text) <= MOST_CHARACTERS and is_address(text) else None


def _character(entity: re.Match[str]) -> str:
    return html.unescape(entity[0])


def _visible(text: str) -> str:
    text = _SPACES.sub(" ", text)
    unseen = escaped_characters(text)
    return text.translate(dict.fromkeys(map(ord, unseen))) if unseen else text


def _cut(text: str) -> str | None:
    text = text.strip()
    if len(text) > MOST_CHARACTERS:
        text = f"{text[: MOST_CHARACTERS - 1].rstrip()}…"
    return text or None
