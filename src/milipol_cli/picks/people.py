"""People the reader met: names, roles, addresses and numbers in the notes."""

import re
from collections.abc import Iterable
from typing import NamedTuple

_EMAIL = r"<?(?:mailto:)?([^\s@<>,;:()]+@[^\s@<>,;:()]+\.[^\s@<>,;:().]+)>?"

# Digits as people group them, six or more, perhaps after "tel." or "mobile:".
_PHONE = (
    r"(?i:(?:tel|phone|mobile|mob|cell|t|m|p)\b[.:]?\s*)?"
    r"(?![0-9]{4}-[0-9]{2}-[0-9]{2}$)(\+?\(?[0-9](?:[ ./()-]*[0-9]){5,18})"
)


class Person(NamedTuple):
    """A person as noted: the whole `text`, and the facts that it seems to give."""

    text: str
    name: str | None = None
    role: str | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()

    @property
    def email(self) -> str | None:
        return next(iter(self.emails), None)

    @property
    def phone(self) -> str | None:
        return next(iter(self.phones), None)


def person_noted(text: str) -> Person:
    """The person in "Jo Doe, sales, jo@example.org, +33 1 23 45 67 89".

    Commas and semicolons divide the text. Parts that look like e-mail addresses or
    phone numbers are such; the first of the other parts is the name, the rest the role.
    """
    emails = tuple(re.findall(_EMAIL, text))
    words, phones = [], []
    for part in map(str.strip, re.split("[,;]", re.sub(_EMAIL, ",", text))):
        if number := re.fullmatch(_PHONE, part):
            phones.append(number[1])
        elif re.search(r"\w", part):
            words.append(part)
    name, role = next(iter(words), None), ", ".join(words[1:]) or None
    return Person(text, name, role, emails, tuple(phones))


def people_noted(texts: Iterable[str]) -> tuple[Person, ...]:
    """The people in notes, one in each."""
    return tuple(map(person_noted, texts))
