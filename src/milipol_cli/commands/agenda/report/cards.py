"""The people met at an edition, as cards for an address book."""

from milipol_cli.commands.agenda.report.query import VisitReport
from milipol_cli.ics.contacts import Card, contacts_file
from milipol_cli.look.words.dates import day_long
from milipol_cli.look.words.picks import entry_title, follow_up


def cards_file(answer: VisitReport) -> bytes:
    """A card for each person met; whoever was met twice has one, with both notes."""
    card_by_person: dict[object, Card] = {}
    for contact in answer.contacts:
        if contact.person is None:
            continue
        person, pick = contact.person_in_note, contact.pick
        day = "" if pick.date is None else f", {day_long(pick.date)}"
        notes = [f"{entry_title(pick)}, {contact.edition.title}{day}"]
        notes += [] if pick.pick.note is None else [pick.pick.note]
        notes += [f"Follow-up: {follow_up(item)}" for item in pick.pick.open_follow_ups]
        card = Card(
            name=person.name or person.email or person.text,
            company=contact.company,
            role=person.role,
            emails=person.emails,
            phones=person.phones,
            website=pick.listed and pick.listed.exhibitor.website,
            note="\n".join(notes),
        )
        key = card.name, card.company, card.emails
        if known := card_by_person.get(key):
            card = known._replace(note=f"{known.note}\n{card.note}")
        card_by_person[key] = card
    return contacts_file(card_by_person.values())
