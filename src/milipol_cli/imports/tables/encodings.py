"""The text of a file that does not name its encoding.

UTF-8 and UTF-16 are recognised by their bytes. Another encoding is taken only if it
alone gives a text in the letters of one language.
"""

import contextlib
import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from milipol_cli.base.errors import BadInput, NotRead, one_of
from milipol_cli.imports.questions import Questions

_GREEK = "άέήίόύώϊϋΐΰς" + "".join(map(chr, range(0x3B1, 0x3CA)))
_CYRILLIC = "".join(map(chr, range(0x430, 0x450)))
# The letters of each language beside those of ASCII.
_LETTERS = {
    "French": "àâæçèéêëîïôœùûüÿ",
    "German": "äöüßé",
    "English": "éèêïöçàâñ",
    "Spanish": "áéíñóúüªº",
    "Portuguese": "ãáàâçéêíõóôúüªº",
    "Italian": "àèéìíîòóùú",
    "Dutch": "áéëèïíóöüú",
    "Danish": "æøåéäöü",
    "Swedish": "åäöéüà",
    "Finnish": "åäöšž",
    "Icelandic": "áðéíóúýþæö",
    "Catalan": "àçèéíïòóúü",
    "Polish": "ąćęłńóśźż",
    "Czech": "áčďéěíňóřšťúůýž",
    "Slovak": "áäčďéíĺľňóôŕšťúýž",
    "Hungarian": "áéíóöőúüű",
    "Romanian": "ăâîșțşţ",
    "Croatian": "čćđšž",
    "Slovenian": "čšž",
    "Albanian": "çë",
    "Turkish": "çğıöşüâîû",
    "Greek": _GREEK,
    "Russian": _CYRILLIC + "ё",
    "Ukrainian": _CYRILLIC + "іїєґ",
    "Bulgarian": _CYRILLIC,
    "Serbian": _CYRILLIC + "ђјљњћџ",
}
_WESTERN = "French German English Spanish Portuguese Italian Dutch Danish Swedish"
_CENTRAL = "Polish Czech Slovak Hungarian Romanian Croatian Slovenian German"
# The usual encodings, with the languages that are written in each.
_LANGUAGES = {
    "cp1252": f"{_WESTERN} Finnish Icelandic Catalan Albanian",
    "cp1250": f"{_CENTRAL} Albanian",
    "cp1251": "Russian Ukrainian Bulgarian Serbian",
    "cp1253": "Greek",
    "cp1254": "Turkish French German",
    "mac_roman": f"{_WESTERN} Icelandic Catalan",
    "cp850": _WESTERN,
    "cp437": "French German Spanish Italian",
    "shift_jis": "Japanese",
    "gb18030": "Chinese",
    "big5": "Chinese",
    "iso8859_2": _CENTRAL,
    "koi8_r": "Russian",
}
# Dashes, quotes and other usual signs, some of which look like those of ASCII.
_SIGNS = frozenset(
    "\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u201a\u2039\u203a\u2026\u2022"
    "\xb4\xd7\xa0\xad·«»°€£©®™§¡¿¹²³½¼¾±¬†‡"
)
_ASIAN = frozenset(("shift_jis", "gb18030", "big5"))
_OTHER_SCRIPTS = frozenset(("cp1251", "cp1253", "koi8_r"))
_MIXED = re.compile("[A-Za-z][\u0370-\u04ff]|[\u0370-\u04ff][A-Za-z]")
_BESIDE_ASIAN = re.compile("[a-z][^\0-\x7f]|[^\0-\x7f][a-z]|[\uff61-\uff9f]")
_WORD = re.compile(r"[^\W\d_]*[^\W\d_\0-\x7f][^\W\d_]*")
_UNUSUAL = ("Cc", "Co", "Cn")


class Decoded(NamedTuple):
    """The text of a file, and a note if its encoding was found by its letters."""

    text: str
    note: str | None = None


def decode(data: bytes, questions: Questions, encoding: str | None = None) -> Decoded:
    """The text of a file, in UTF-8, UTF-16 or the encoding named.

    Otherwise the only possible reading is taken, or the user is asked for one. Raises
    NotRead for what is not text, and BadInput for an unknown encoding.
    """
    named = _unicode_name(data) or encoding
    try:
        text = data.decode(named or "utf-8")
    except LookupError:
        raise BadInput(f"--encoding {encoding!r}: no such encoding") from None
    except UnicodeError as error:
        if named is not None or _is_damaged(data):
            begin = getattr(error, "start", 0)
            line = data[:begin].count(b"\n") + 1
            raise NotRead(f"bytes that are not {named or 'UTF-8'}", line) from None
        return _decode_by_guess(data, questions)
    if "\0" in text:
        raise NotRead("a NUL character, so it is not text")
    return Decoded(text.removeprefix("\ufeff"))


def convert_to_utf8(
    data: bytes, questions: Questions, encoding: str | None = None
) -> tuple[bytes, str | None]:
    """A file in UTF-8, and a note if its encoding was found.

    Valid UTF-8 stays, whatever encoding is given. Unless one is, UTF-16 and damaged
    UTF-8 stay, and so do bytes that are not text in any usual encoding. Raises the
    errors of `decode`.
    """
    with contextlib.suppress(UnicodeDecodeError):
        data.decode()
        return data, None
    is_known = _unicode_name(data) is not None or _is_damaged(data)
    if encoding is None and (is_known or not any(_decodable(data))):
        return data, None
    text, note = decode(data, questions, encoding)
    return text.encode(errors="replace"), note


def _unicode_name(data: bytes) -> str | None:
    """The form of Unicode that the first bytes show; None if they show none."""
    head = data[:2000]
    if head.startswith(b"\xef\xbb\xbf"):
        return "UTF-8"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    for name, zeros in (("UTF-16-LE", head[1::2]), ("UTF-16-BE", head[::2])):
        if zeros.count(0) * 2 > len(zeros):  # every second byte of most letters
            return name
    return None


def _is_damaged(data: bytes) -> bool:
    """Whether bytes are damaged UTF-8: half of what is not ASCII can be read."""
    text = data.decode(errors="replace")  # with U+FFFD for what cannot
    return sum(char > "\x7f" for char in text) >= 2 * text.count("\ufffd")


def _decode_by_guess(data: bytes, questions: Questions) -> Decoded:
    """The text if all encodings that make sense agree; otherwise asks for --encoding.

    If none makes sense, those are shown that the bytes fit.
    """
    possible = dict(possible_readings(data))
    if len({*possible.values()}) == 1:
        name, text = next(iter(possible.items()))
        languages = one_of(_languages(name, text)[:3])
        return Decoded(text, f"not UTF-8: read as {name} ({languages})")
    shown = possible or dict(_decodable(data))
    if not shown or b"\0" in data:
        raise NotRead("not text in any usual encoding")
    examples = [f"{name} makes {word!r}" for name, word in _examples(data, shown)]
    questions.ask(f"not UTF-8: add --encoding; {', '.join(examples)}")
    return Decoded(next(iter(shown.values())))


def possible_readings(data: bytes) -> Iterator[tuple[str, str]]:
    """The usual encodings that give words of one language, with the text of each.

    No word mixes scripts or has a capital after a small letter.
    """
    for name, text in _decodable(data):
        if _is_possible(name, text):
            yield name, text


def _is_possible(name: str, text: str) -> bool:
    """Whether the text that an encoding gives has words as people write them."""
    if name in _ASIAN:
        return not _BESIDE_ASIAN.search(text)
    if name in _OTHER_SCRIPTS and _MIXED.search(text):
        return False
    has_odd_word = any(map(_has_capital_inside, {*_WORD.findall(text)}))
    return not has_odd_word and bool(_languages(name, text))


def _decodable(data: bytes) -> Iterator[tuple[str, str]]:
    """The usual encodings that bytes fit, with the text of each: no odd characters."""
    for name in _LANGUAGES:
        try:
            text = data.decode(name)
        except UnicodeError:
            continue
        if not any(unicodedata.category(c) in _UNUSUAL for c in {*text} - {*"\r\n\t"}):
            yield name, text


def _has_capital_inside(word: str) -> bool:
    """Whether a capital follows a small letter, if either is not of ASCII: "cafÉ"."""
    return any(
        letter.islower() and after.isupper() and not (letter + after).isascii()
        for letter, after in itertools.pairwise(word)
    )


def _languages(name: str, text: str) -> list[str]:
    """The languages of an encoding whose letters hold all letters of a text."""
    if name in _ASIAN:
        return _LANGUAGES[name].split()
    foreign = {char for char in text if char > "\x7f"}
    letters = {c for c in foreign if unicodedata.category(c)[0] in "LM"}
    if foreign - letters - _SIGNS:
        return []
    small = {char.lower() for char in letters}
    return [language for language in _LANGUAGES[name].split() if small <= {*_LETTERS[language]}]


def _examples(data: bytes, shown: Mapping[str, str]) -> list[tuple[str, str]]:
    """The word that has the most different readings, with an encoding of each."""
    best: dict[str, str] = {}  # an encoding by what it makes of the word
    for raw in re.findall(rb"[^\s,;|\"]*[\x80-\xff][^\s,;|\"]*", data)[:200]:
        encoding_of: dict[str, str] = {}
        for name in shown:
            encoding_of.setdefault(raw.decode(name, "replace")[:24], name)
        if len(encoding_of) > len(best):
            best = encoding_of
    return [(name, word) for word, name in best.items()]
