"""What `milipol agenda report` gives to programs."""

from typing import NamedTuple

from milipol_cli.commands.agenda.report.query import DonePick, VisitReport
from milipol_cli.look.data import Data, Fields
from milipol_cli.look.fields import head
from milipol_cli.look.pick_fields import PICK


class _Contact(NamedTuple):
    """A visit or meeting and a person met there; without one, the person is None."""

    pick: DonePick
    edition: str
    person: str | None


CONTACT = Fields[_Contact](
    "contact, in CSV",
    (
        "company",
        lambda row: row.pick.title if row.pick.pick.is_exhibitor else None,
        "name of the exhibitor; null for other picks",
    ),
    (
        "title",
        lambda row: None if row.pick.pick.is_exhibitor else row.pick.title,
        "title of a session or an entry of your own",
    ),
    (
        "country",
        lambda row: row.pick.listed and row.pick.listed.exhibitor.country_name,
        "name of its country",
    ),
    (
        "website",
        lambda row: row.pick.listed and row.pick.listed.exhibitor.website,
        "its website, as printed",
    ),
    ("stand", lambda row: row.pick.room, "its stand, or the place"),
    ("edition", lambda row: row.edition, "id of the edition"),
    ("date", lambda row: row.pick.date, "day of the visit, if kept"),
    ("note", lambda row: row.pick.pick.note, "your note"),
    ("person", lambda row: row.person, "a person you met; each has a row"),
    ("follow_up", lambda row: row.pick.pick.follow_up, "what is to be done"),
    ("follow_up_by", lambda row: row.pick.pick.follow_up_by, "the day it is due"),
    brief=("company", "title", "person", "follow_up", "follow_up_by"),
)

REPORT = Fields[VisitReport](
    "agenda report",
    *head(),
    ("edition", lambda answer: answer.edition.id, "id of the edition"),
    (
        "items",
        lambda answer: PICK.rows(answer.done),
        "the picks that were done, in order of time",
    ),
    (
        "contacts",
        lambda answer: CONTACT.rows(_contacts(answer)),
        "a row for each person met, and for visits, meetings and noted sessions"
        " without one",
    ),
    (
        "not_reached",
        lambda answer: PICK.rows(answer.not_reached),
        "the picks that were not done",
    ),
)


def _contacts(answer: VisitReport) -> list[_Contact]:
    return [
        _Contact(pick, answer.edition.id, person)
        for pick in answer.done
        if (pick.pick.is_own and not pick.pick.is_errand)
        or pick.pick.is_exhibitor
        or (pick.pick.met or pick.pick.note or pick.pick.follow_up)
        for person in pick.pick.met or (None,)
    ]


def data(answer: VisitReport) -> Data:
    """The record of the report; CSV lists the contacts."""
    record = REPORT.row(answer)
    return Data(record, CONTACT, record["contacts"])
