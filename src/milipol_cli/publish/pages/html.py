"""HTML, made of elements: every text in it is escaped.

A plain `str` is always a text, so that no text of the data can become an element. Only
what is written in the code is `Html`.
"""

import html
from collections.abc import Iterable

from milipol_cli.escape import escape
from milipol_cli.publish.paths import web_address


class Html(str):
    """A part of a page: text that is escaped, or elements."""

    __slots__ = ()


# What an element may have in it; None is left out.
Content = str | None | Iterable["Content"]

# Elements that have no end.
_VOID = frozenset({"link", "meta"})

# Elements that end their line, so that the source can be read.
_ENDS_A_LINE = frozenset(
    (
        *("body", "div", "dl", "footer", "h1", "h2", "h3", "head", "header", "li"),
        *("main", "nav", "ol", "p", "section", "table", "tbody", "thead", "title"),
        *("tr", "ul"),
    )
)


def text(content: Content) -> Html:
    """The HTML of a content; control and invisible characters are shown as codes."""
    if content is None:
        return Html()
    if isinstance(content, Html):
        return content
    if isinstance(content, str):
        return Html(html.escape(escape(content)))
    return Html("".join(map(text, content)))


def element(name: str, /, *content: Content, **attributes: str | None) -> Html:
    """An element with its content and its attributes; None leaves an attribute out.

    `class_` stands for `class`, `data_label` for `data-label`.
    """
    start = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Html(f"<{name}{start}>\n")
    end = "\n" if name in _ENDS_A_LINE else ""
    return Html(f"<{name}{start}>{text(content)}</{name}>{end}")


def data_block(kind: str, source: str) -> Html:
    """A block of JSON, which no program runs; nothing in it can end the block."""
    for char in "<>&":
        source = source.replace(char, f"\\u{ord(char):04x}")
    return Html(f'<script type="{kind}">{source}</script>\n')


def outside(address: str | None, *content: Content) -> Html:
    """A link to another site if the address is one on the web; else only its text."""
    href = web_address(address)
    if href is None:
        return text(content)
    return element("a", *content, href=href, rel="noreferrer")


def section(title: Content, *content: Content) -> Html:
    """A part of a page under its heading; nothing if there is no content."""
    inner = text(content)
    if not inner:
        return Html()
    return element("section", element("h2", title), inner)


def items(rows: Iterable[Content], class_: str | None = None) -> Html:
    """A list; nothing without rows."""
    listed = [element("li", row) for row in rows]
    return element("ul", *listed, class_=class_) if listed else Html()


def facts(pairs: Iterable[tuple[str, Content]]) -> Html:
    """Labels with what they say; pairs without content are left out."""
    rows = [
        element("div", element("dt", label), element("dd", inner))
        for label, content in pairs
        if (inner := text(content))
    ]
    return element("dl", *rows) if rows else Html()


def paragraphs(lines: Iterable[Content], class_: str | None = None) -> Html:
    """Each line in a paragraph."""
    return text([element("p", line, class_=class_) for line in lines])
