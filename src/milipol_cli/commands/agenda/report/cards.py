"""The people met at an edition, as cards for an address book."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from milipol_cli.commands.agenda.report.query import Contact, VisitReport
from milipol_cli.ics.contacts import Card, contacts_file
from milipol_cli.look.words.dates import day_long
from milipol_cli.look.words.picks import entry_title, follow_up


def cards_file(answer: VisitReport) -> bytes:
    """A card for each person met; whoever was met twice has one, with both notes."""
    meetings: dict[tuple[object, ...], list[Card]] = defaultdict(list)
    for card in _cards(answer):
        meetings[card.name, card.company, card.emails].append(card)
    return contacts_file(map(_with_all_notes, meetings.values()))


def _with_all_notes(cards: Sequence[Card]) -> Card:
    """The first card of a person, with the notes of all."""
    return cards[0]._replace(note="\n".join(card.note for card in cards if card.note))


def _cards(answer: VisitReport) -> Iterator[Card]:
    """A card for each meeting with a person, with the website on the exhibitor list."""
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
