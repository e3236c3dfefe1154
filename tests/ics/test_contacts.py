"""Contacts as vCard files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar.prop import vText

from milipol_cli.ics.contacts import Card, contacts_file

TEXTS = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=90
).map(str.strip).filter(bool)  # fmt: skip
CARDS = st.builds(
    Card,
    name=TEXTS,
    company=st.none() | TEXTS,
    role=st.none() | TEXTS,
    phones=st.just(("+33 1 23 45 67 89",)),
    note=st.none() | st.lists(TEXTS, min_size=1, max_size=2).map("\n".join),
)


@given(cards=st.lists(CARDS, max_size=3))
def test_a_file_begins_each_card_with_its_version_and_folds_its_lines(cards: list[Card]) -> None:
    raw = contacts_file(cards)
    assert raw == contacts_file(cards)
    assert raw.count(b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:") == len(cards)
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    lines = raw.replace(b"\r\n ", b"").decode().splitlines()
    names = [line.removeprefix("FN:") for line in lines if line.startswith("FN:")]
    assert names == [vText(card.name).to_ical().decode() for card in cards]


@pytest.mark.slow
@given(cards=st.lists(CARDS, min_size=1, max_size=3))
def test_another_reader_reads_the_same(cards: list[Card]) -> None:
    import vobject  # noqa: PLC0415  only with the group `slow`

    read = list(vobject.readComponents(contacts_file(cards).decode()))
    assert [(card.version.value, card.fn.value, card.tel.value) for card in read] == [
        ("3.0", card.name, "+33 1 23 45 67 89") for card in cards
    ]
    for component, card in zip(read, cards, strict=True):
        values = component.contents
        for key, text in (("title", card.role), ("note", card.note)):
            assert [line.value for line in values.get(key, [])] == ([] if text is None else [text])
        if card.company is not None:
            assert component.org.value == [card.company]


def test_a_number_alone_is_nobody_s_first_name() -> None:
    raw = contacts_file([Card("+33 1 23"), Card("Jo van Doe"), Card("Jo")])
    names = [line for line in raw.split(b"\r\n") if line.startswith(b"N:")]
    assert names == [b"N:+33 1 23;;;;", b"N:Doe;Jo van;;;", b"N:Jo;;;;"]
