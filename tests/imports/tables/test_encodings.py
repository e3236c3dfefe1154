"""Texts in encodings that the file does not name."""

import pytest

from milipol_cli.base.errors import BadInput, MilipolError, NotRead
from milipol_cli.imports.questions import Questions
from milipol_cli.imports.tables.encodings import Decoded, convert_to_utf8, decode

FRENCH = "Titre;Salle\nL\u2019événement « à côté »;Théâtre\n"
LINE_2 = "line 2: bytes that"
POLISH = "Tytuł\nBezpieczeństwo granic; żegluga i łączność\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_needs_no_option(encoding: str) -> None:
    assert decode(FRENCH.encode(encoding), Questions()) == Decoded(FRENCH)


@pytest.mark.parametrize(
    ("text", "encoding", "note"),
    [
        (FRENCH, "mac_roman", "mac_roman (French or Portuguese)"),
        (POLISH, "cp1250", "cp1250 (Polish)"),
        ("Ασφάλεια συνόρων, Αίθουσα", "cp1253", "cp1253 (Greek)"),
        ("边境安全论坛\n会议室一", "gb18030", "gb18030 (Chinese)"),
    ],
)
def test_the_only_possible_reading_is_taken(text: str, encoding: str, note: str) -> None:
    questions = Questions()
    read = decode(text.encode(encoding), questions)
    assert (read, bool(questions)) == (Decoded(text, f"not UTF-8: read as {note}"), False)


@pytest.mark.parametrize(
    ("text", "encoding", "message"),
    [
        ("Café à côté", "cp1252", "not UTF-8: add --encoding; cp1252 makes 'à', cp1250 makes 'ŕ'"),
        (
            "Безопасность",
            "cp1251",
            "not UTF-8: add --encoding; cp1251 makes 'Безопасность', cp1253 makes"
            " 'Αεηξοΰρνξρςό', gb18030 makes '铃珙镟耥铖螯', big5 makes '鍊賧櫡劖闃譔'",
        ),
    ],
)
def test_of_several_readings_the_user_chooses(text: str, encoding: str, message: str) -> None:
    """And the advice works."""
    questions, raw = Questions(), text.encode(encoding)
    with pytest.raises(NotRead) as asked, questions.asked_at_end():
        decode(raw, questions)
    assert str(asked.value) == message
    assert decode(raw, Questions(), encoding) == Decoded(text)


@pytest.mark.parametrize(
    ("data", "encoding", "kind", "message"),
    [
        (
            b"Title\nCaf\xc3\xa9 cr\xc3\xa8me\ncaf\xe9",
            None,
            NotRead,
            "line 3: bytes that are not UTF-8",
        ),
        (b"\xef\xbb\xbfTitle\r\n\xff", None, NotRead, "line 2: bytes that are not UTF-8"),
        (b"\xff\xfeT\0\n\0\x00\xd8", None, NotRead, "line 2: bytes that are not UTF-16"),
        (b"Title\n\0\0", None, NotRead, "a NUL character, so it is not text"),
        (b"\x89PNG\r\n\x1a\n\0", None, NotRead, "not text in any usual encoding"),
        (b"caf\x81", "cp1252", NotRead, "line 1: bytes that are not cp1252"),
        (b"A", "cp9999", BadInput, "--encoding 'cp9999': no such encoding"),
    ],
)
def test_bytes_that_are_no_text_are_refused(
    data: bytes, encoding: str | None, kind: type[MilipolError], message: str
) -> None:
    questions = Questions()
    with pytest.raises(kind) as refused, questions.asked_at_end():
        decode(data, questions, encoding)
    assert str(refused.value) == message


def test_a_calendar_is_read_in_utf_8() -> None:
    raw = POLISH.encode("cp1250")
    assert convert_to_utf8(raw, Questions())[0] == POLISH.encode()
    cut = "\u0142ód\u017a".encode()[:-1]
    assert convert_to_utf8(cut, Questions()) == (cut, None)
