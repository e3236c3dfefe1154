"""Texts without case and accents, and the positions of words in them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milipol_cli.base import folding
from milipol_cli.base.folding import FreeIds, fold, places_of_word, spans, words_asked, words_of

# What names and titles are made of, and what takes more care: ligatures, capitals that
# fold to two letters, accents of their own, marks that cannot be seen.
TRICKY = "ßẞﬁﬀŒœæøØłıİIſñÑẹ\u0301é\u0308\u0303\u00ad\u200d½⑴™㎏が한展Ωﾊﾟ’–"
TEXTS = st.text(st.sampled_from(TRICKY + "aeinsz AB.-(,1")) | st.text()


@pytest.fixture(autouse=True)
def _folded_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test folds was not folded before, by a test that ran in this process."""
    monkeypatch.setattr(folding, "_FOLDS", type(folding._FOLDS)())


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("NUN\u0303EZ", "nunez"),
        ("Straße STRASSE ẞ", "strasse strasse ss"),
        ("İstanbul Isparta Diyarbakır", "istanbul isparta diyarbakir"),
        ("Sørensen, Łukasz, Đorđević", "sorensen, lukasz, dordevic"),
        ("Æther, Œuvre, Þór, Garðar", "aether, oeuvre, thor, gardar"),
        ("conﬁdential", "confidential"),
        ("l’Intérieur", "l'interieur"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("ΣΊΣΥΦΟΣ σίσυφος", "σισυφοσ σισυφοσ"),
    ],
)
def test_case_accents_and_ligatures_go(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(TEXTS)
def test_equivalent_texts_fold_alike(text: str) -> None:
    same = {fold(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")}
    assert same == {fold(text)}
    assert fold(f"{text}é") == fold(text) + "e"


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (["Legacy", "games", "LEGACY"], ("Legacy", "games")),
        (['"The Games",'], ("The", "Games")),
        (["AI & security - now"], ("AI", "security", "now")),
        (["l'intelligence L’IA"], ("intelligence", "IA")),
        (["the minister's aujourd'hui"], ("the", "minister", "aujourd", "hui")),
        (["'quoted' rock'n'roll"], ("quoted", "rock", "roll")),
        (["l'a"], ("l", "a")),
        (["... !?", "\u0301", "\u200b", "😀"], ()),
        (["™"], ("™",)),
        (["«Xanadu»"], ("Xanadu",)),
    ],
)
def test_words_are_separated_by_spaces_and_apostrophes(
    texts: list[str], words: tuple[str, ...]
) -> None:
    assert words_of(texts) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Heckler und KOCH", ("Heckler", "KOCH")),
        ("command AND control et", ("command", "control", "et")),
        ("and", ("and",)),
        ("und koch", ("und", "koch")),
        ("https://www.axon.com/fr?x=1 radar", ("axon.com", "radar")),
        ("http://axon.com", ("axon.com",)),
        ("WWW.axon.com/", ("axon.com",)),
        ("axon.com C4ISR/EW www", ("axon.com", "C4ISR/EW", "www")),
    ],
)
def test_hosts_are_searched_and_no_and_between_words(text: str, words: tuple[str, ...]) -> None:
    assert words_asked([text]) == words


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("raid, raids, afraid", "raid", [(0, 0), (6, 1), (15, 2)]),
        ("aid raid available ai AI", "ai", [(0, 1), (19, 0), (22, 0)]),
        ("smart arts", "art", [(2, 2), (6, 1)]),
        ("安全展", "展", [(2, 2)]),
        ("part1", "1", []),
        ("(part 1)", "1", [(6, 0)]),
    ],
)
def test_a_word_is_whole_a_start_or_inside_another(
    text: str, word: str, expected: list[tuple[int, int]]
) -> None:
    assert list(places_of_word(fold(text), word)) == expected


@pytest.mark.parametrize(
    ("text", "word", "marked"),
    [
        ("Laurent Nuñez", "nunez", ["Nuñez"]),
        ("Laurent Nun\u0303ez", "nun", ["Nun\u0303"]),
        ("Straßen", "stras", ["Straß"]),
        ("Diyarbakır", "bakir", ["bakır"]),
        ("two conﬁdants", "confid", ["conﬁd"]),
        ("é legacy LEGACY", "legacy", ["legacy", "LEGACY"]),
    ],
)
def test_whole_characters_are_marked(text: str, word: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in spans(text, word)] == marked


@given(TEXTS, st.data())
def test_each_span_folds_to_the_word(text: str, data: st.DataObject) -> None:
    """A span has whole characters, also those that fold to several, and no others."""
    words = [fold(word) for word in words_of([text])]
    if words:
        whole = data.draw(st.sampled_from(words))
        words.append(whole[: data.draw(st.integers(1, len(whole)))])
    for word in words:
        last = 0
        for start, end in spans(text, word):
            part = text[start:end]
            assert word in fold(part)
            if all(len(fold(char)) <= 1 for char in part):
                assert fold(part) == word
            assert last <= start < end
            last = end if len(fold(text[end - 1])) <= 1 else end - 1


@given(TEXTS)
def test_every_word_of_a_text_is_found_in_it(text: str) -> None:
    for word in words_of([text]):
        assert any(spans(text, fold(word)))
        assert any(places_of_word(fold(text), fold(word)))


def test_ids_are_numbered_past_those_that_are_known() -> None:
    ids = FreeIds(["talk-2"])
    keys = ["talk", "talk", "talk-2", "talk", "panel"]
    assert list(map(ids.take, keys)) == ["talk", "talk-3", "talk-2-2", "talk-4", "panel"]


def test_thousands_of_a_title_are_numbered_in_a_straight_line() -> None:
    """Counted from the first number each, these would take minutes."""
    ids = FreeIds()
    for _ in range(50_000):
        ids.take("talk")
    assert ids.take("talk") == "talk-50001"
