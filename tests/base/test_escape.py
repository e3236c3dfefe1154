"""No character of a text acts on a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milipol_cli.base.escape import escape


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", r"\x1b[31mred"),  # escape
        ("\x85", r"\x85"),  # c1 next line
        ("\x7f", r"\x7f"),  # delete
        ("a\tb", r"a\x09b"),  # tab
        ("a\rb", r"a\x0db"),  # carriage return
        ("a\nb", "a b"),  # newline
        ("\u2028", r"\u2028"),  # line separator
        ("\u202eabc\u202c", r"\u202eabc\u202c"),  # bidi override
        ("a\u200bb", r"a\u200bb"),  # zero width space
        ("a\u00adb", r"a\xadb"),  # soft hyphen
        ("\udcff", r"\udcff"),  # surrogate of an undecodable byte
        ("\ue000", r"\ue000"),  # private use
        ("\U000e0041", r"\U000e0041"),  # tag
        ("10\u00a0%\u2009\x1b", "10\u00a0%\u2009\\x1b"),  # beside other blanks
        ("\U0001f468\u200d\U0001f680", "\U0001f468\\u200d\U0001f680"),  # joined emoji
    ],
)
def test_character_that_acts_or_hides_is_escaped(text: str, shown: str) -> None:
    assert escape(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Milipol Paris 2023, 23rd",  # ascii
        "S\u00e3o Paulo, \u00c9tats-Unis, Nu\u00f1ez",  # accents
        "Etats: e\u0301",  # combining accent
        "\u30df\u30ea\u30dd\u30fc\u30eb \u5df4\u9ece",  # cjk
        "\u0645\u064a\u0644\u064a\u0628\u0648\u0644",  # arabic
        "\U0001f46e \U0001f1eb\U0001f1f7",  # emoji
        "10\u00a0%\u202f\u2000\u200a\u3000",  # blanks of other widths
        "[x] [/x] \\x1b",  # markup and backslashes
    ],
)
def test_other_characters_stay_as_they_are(text: str) -> None:
    assert escape(text) == text


@given(st.text(st.characters()))
def test_result_holds_nothing_but_printable_characters_and_blanks(text: str) -> None:
    shown = escape(text)
    assert "\x1b" not in shown
    assert all(char.isprintable() or char.isspace() for char in shown)
    assert shown.splitlines() in ([], [shown])


@given(st.text(st.characters()))
def test_what_is_shown_is_shown_again_as_it_is(text: str) -> None:
    assert escape(escape(text)) == escape(text)
