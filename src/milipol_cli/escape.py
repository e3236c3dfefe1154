"""What the characters of a text may do on a terminal: nothing but be seen."""

# Blanks of other widths; Python does not count them as printable.
_BLANKS = frozenset(
    "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
)


def escape(text: str) -> str:
    r"""The text with whatever could act on a terminal, or hide, spelled out.

    Controls, bidirectional and zero-width characters and surrogates become `\x1b` or
    `\u202e`, a newline a blank; accents, CJK and emoji stay as they are, though those
    that a zero-width character joins stand apart.
    """
    if text.isprintable():
        return text
    return "".join(map(_spelled, text))


def hidden(text: str) -> str:
    """The characters of a text that `visible` spells out, each once."""
    return "".join(c for c in dict.fromkeys(text) if c != "\n" and _spelled(c) != c)


def _spelled(char: str) -> str:
    if char.isprintable() or char in _BLANKS:
        return char
    if char == "\n":
        return " "
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
