"""No character of a text acts on a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milipol_cli.escape import escape


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("\x1b[31mred", r"\x1b[31mred", id="escape"),
        pytest.param("\x9b31m", r"\x9b31m", id="c1-control-sequence"),
        pytest.param("\x85", r"\x85", id="c1-next-line"),
        pytest.param("\0", r"\x00", id="nul"),
        pytest.param("\a", r"\x07", id="bell"),
        pytest.param("ab\b", r"ab\x08", id="backspace"),
        pytest.param("\x7f", r"\x7f", id="delete"),
        pytest.param("a\tb", r"a\x09b", id="tab"),
        pytest.param("a\rb", r"a\x0db", id="carriage-return"),
        pytest.param("a\nb", "a b", id="newline"),
        pytest.param("a\r\nb", r"a\x0d b", id="carriage-return-and-newline"),
        pytest.param("\u2028", r"\u2028", id="line-separator"),
        pytest.param("\u2029", r"\u2029", id="paragraph-separator"),
        pytest.param("\u202eabc\u202c", r"\u202eabc\u202c", id="bidi-override"),
        pytest.param("\u2066abc\u2069", r"\u2066abc\u2069", id="bidi-isolate"),
        pytest.param("\u200f", r"\u200f", id="right-to-left-mark"),
        pytest.param("\u061c", r"\u061c", id="arabic-letter-mark"),
        pytest.param("a\u200bb", r"a\u200bb", id="zero-width-space"),
        pytest.param("a\u200cb", r"a\u200cb", id="zero-width-non-joiner"),
        pytest.param("\ufeffa", r"\ufeffa", id="byte-order-mark"),
        pytest.param("a\u00adb", r"a\xadb", id="soft-hyphen"),
        pytest.param("\ud800", r"\ud800", id="high-surrogate"),
        pytest.param("\udcff", r"\udcff", id="surrogate-of-an-undecodable-byte"),
        pytest.param("\ue000", r"\ue000", id="private-use"),
        pytest.param("\uffff", r"\uffff", id="noncharacter"),
        pytest.param("\U000e0041", r"\U000e0041", id="tag"),
    ],
)
def test_character_that_acts_or_hides_is_escaped(text: str, shown: str) -> None:
    assert escape(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("Milipol Paris 2023, 23rd", id="ascii"),
        pytest.param("S\u00e3o Paulo, \u00c9tats-Unis, Nu\u00f1ez", id="accents"),
        pytest.param("Etats: e\u0301", id="combining-accent"),
        pytest.param("\u30df\u30ea\u30dd\u30fc\u30eb \u5df4\u9ece", id="cjk"),
        pytest.param("\u0645\u064a\u0644\u064a\u0628\u0648\u0644", id="arabic"),
        pytest.param("\U0001f46e \U0001f1eb\U0001f1f7", id="emoji"),
        pytest.param("\u2708\ufe0f", id="emoji-with-a-variation-selector"),
        pytest.param("\U0001f46e\U0001f3fd", id="emoji-with-a-skin-tone"),
        pytest.param("10\u00a0%\u202f\u2000\u200a\u3000", id="blanks-of-other-widths"),
        pytest.param("[x] [/x] \\x1b", id="markup-and-backslashes"),
    ],
)
def test_other_characters_stay_as_they_are(text: str) -> None:
    assert escape(text) == text


def test_blank_of_another_width_stays_beside_a_control() -> None:
    assert escape("10\u00a0%\u2009\x1b") == "10\u00a0%\u2009\\x1b"


def test_joined_emoji_come_apart() -> None:
    """Their joiner has no width and is spelled out, as it is everywhere else."""
    assert escape("\U0001f468\u200d\U0001f680") == "\U0001f468\\u200d\U0001f680"


@given(st.text(st.characters()))
def test_result_holds_nothing_but_printable_characters_and_blanks(text: str) -> None:
    shown = escape(text)
    assert "\x1b" not in shown
    assert all(char.isprintable() or char.isspace() for char in shown)
    assert shown.splitlines() in ([], [shown])


@given(st.text(st.characters()))
def test_what_is_shown_is_shown_again_as_it_is(text: str) -> None:
    assert escape(escape(text)) == escape(text)


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_harmless_text_is_left_alone(text: str) -> None:
    assert escape(text) == text
