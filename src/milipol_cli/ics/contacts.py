"""Contacts as a file for address books: vCard 3.0, which most of them read."""

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from icalendar import Component
from icalendar.prop import vN, vOrg, vText


class Card(NamedTuple):
    """A person as an address book holds one."""

    name: str
    company: str | None = None
    role: str | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    website: str | None = None
    note: str | None = None


def contacts_file(cards: Iterable[Card]) -> bytes:
    """The cards in one file; the same cards give the same bytes."""
    return b"".join(_vcard(card).to_ical(sorted=False) for card in cards)


class _Vcard(Component):
    name = "VCARD"


def _vcard(card: Card) -> Component:
    """A card as a vCard of version 3.0."""
    component = _Vcard()
    component.add("VERSION", vText("3.0"))  # it has to stand first
    component.add("UID", vText(_uid(card)))
    component.add("FN", vText(card.name))
    component.add("N", vN(_family_first(card)))
    if card.company is not None:
        component.add("ORG", vOrg((card.company,)))
    texts = {"TITLE": card.role, "URL": card.website, "NOTE": card.note}
    for name, text in texts.items():
        if text is not None:
            component.add(name, vText(text))
    for email in card.emails:
        component.add("EMAIL", vText(email))
    for phone in card.phones:
        component.add("TEL", vText(phone))
    return component


def _family_first(card: Card) -> tuple[str, ...]:
    """The five parts of a name: family, given, more, before and after it.

    The last word is taken for the family name; of a number, the whole.
    """
    given, _, family = card.name.rpartition(" ")
    if not any(map(str.isalpha, card.name)):
        given, family = "", card.name
    return (family, given, "", "", "")


def _uid(card: Card) -> str:
    """An id that stays if the note changes, so that a second import updates a card."""
    identity = "\n".join([card.name, card.company or "", *card.emails[:1]])
    return hashlib.sha256(identity.encode()).hexdigest()[:32]
