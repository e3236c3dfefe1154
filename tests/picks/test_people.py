"""Names, roles, addresses and numbers in what was noted about people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milipol_cli.picks.people import Person, person_noted


@pytest.mark.parametrize(
    ("text", "name", "role", "emails", "phones"),
    [
        (
            "Jo Doe, sales, jo@example.org, +33 1 23 45 67 89",
            "Jo Doe",
            "sales",
            ("jo@example.org",),
            ("+33 1 23 45 67 89",),
        ),
        ("Jo Doe", "Jo Doe", None, (), ()),
        ("Jo Doe <jo.doe@mail.example.org>", "Jo Doe", None,
         ("jo.doe@mail.example.org",), ()),
        ("jo@example.org", None, None, ("jo@example.org",), ()),
        ("Al Roe; CTO, R&D; tel. (030) 123-4567; mobile: 0171 1234567",
         "Al Roe", "CTO, R&D", (), ("(030) 123-4567", "0171 1234567")),
        ("Jo, write to jo@example.org.", "Jo", "write to",
         ("jo@example.org",), ()),
        ("Jo, stand 5A020, hall 12345", "Jo", "stand 5A020, hall 12345", (), ()),
        ("@jo, 2023-11-15", "@jo", "2023-11-15", (), ()),
    ],
)  # fmt: skip
def test_what_looks_like_an_address_or_a_number_is_one(
    text: str, name: str | None, role: str | None, emails: tuple[str, ...], phones: tuple[str, ...]
) -> None:
    person = person_noted(text)
    assert person == Person(text, name, role, emails, phones)
    assert (person.email, person.phone) == (next(iter(emails), None), next(iter(phones), None))


@given(text=st.text(alphabet="aé@.,; +0129()-", max_size=40))
def test_any_text_is_a_person(text: str) -> None:
    """Nothing of it is made up, and it stays whole."""
    person = person_noted(text)
    assert person.text == text
    parts = [person.name, *(person.role or "").split(", "), *person.emails]
    for part in (*filter(None, parts), *person.phones):
        assert part in text
