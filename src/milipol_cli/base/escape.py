"""Escapes characters that would act on a terminal."""

# Spaces of other widths; Python does not count them as printable.
_SPACES = frozenset("\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))))

# For a character class: bidirectional controls, which change the order of a text, and
# tags, which hide one in it.
HIDING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f"


def escape(text: str) -> str:
    r"""The text with invisible and control characters escaped.

    Control, bidirectional and zero-width characters and surrogates become `\x1b` or
    `\u202e`, a newline becomes a space. Accents, CJK and emoji stay as they are, but
    emoji joined by zero-width characters are split.
    """
    if text.isprintable():
        return text
    return "".join(map(_escape_sequence, text))


def escaped_characters(text: str) -> str:
    """The characters of a text that `escape` escapes, each once, without newlines."""
    if text.replace("\n", "").isprintable():
        return ""
    return "".join(c for c in dict.fromkeys(text) if c != "\n" and _escape_sequence(c) != c)


def _escape_sequence(char: str) -> str:
    """A character that is safe to print: itself, a space, or an escape sequence."""
    if char.isprintable() or char in _SPACES:
        return char
    if char == "\n":
        return " "
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
