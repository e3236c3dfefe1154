"""The people met at an edition, as cards for an address book."""

from collections.abc import Iterator

from milipol_cli.commands.agenda.report.query import Contact, VisitReport
from milipol_cli.ics.contacts import Card, contacts_file
from milipol_cli.look.words.dates import day_long
from milipol_cli.look.words.picks import entry_title, follow_up


def cards_file(answer: VisitReport) -> bytes:
    """A card for each person met; whoever was met twice has one, with both notes."""
    cards: dict[tuple[object, ...], Card] = {}
    for card in _cards(answer):
        key = card.name, card.company, card.emails
        before = cards.get(key)
        if before is not None:
            notes = [before.note, card.note]
            card = before._replace(note="\n".join(filter(None, notes)))  # noqa: PLW2901
        cards[key] = card
    return contacts_file(cards.values())


def _cards(answer: VisitReport) -> Iterator[Card]:
    """A card for each person met, with what the exhibitor list says of the company."""
    for contact in answer.contacts:
        person = contact.person_in_note
        if contact.person is None:
            continue
        listed = contact.pick.listed
        yield Card(
            name=person.name or person.email or person.text,
            company=contact.company,
            role=person.role,
            emails=person.emails,
            phones=person.phones,
            website=None if listed is None else listed.exhibitor.website,
            note="\n".join(_note_lines(contact)),
        )


def _note_lines(contact: Contact) -> Iterator[str]:
    """Where and when the person was met, the note, and the follow-ups."""
    pick = contact.pick
    day = "" if pick.date is None else f", {day_long(pick.date)}"
    yield f"{entry_title(pick)}, {contact.edition.title}{day}"
    if pick.pick.note is not None:
        yield pick.pick.note
    for item in pick.pick.open_follow_ups:
        yield f"Follow-up: {follow_up(item)}"
