"""The JSON and CSV fields of `milipol agenda report`."""

from milipol_cli.commands.agenda.report.query import Contact, VisitReport
from milipol_cli.look.data import Data, Fields
from milipol_cli.look.fields import head
from milipol_cli.look.pick_fields import FOLLOW_UP, PICK

CONTACT = Fields[Contact](
    "contact, in CSV",
    (
        "company",
        lambda row: row.company,
        "name of the exhibitor, or the company that your entry names",
    ),
    (
        "title",
        lambda row: None if row.pick.pick.is_exhibitor else row.pick.title,
        "title of a session or of your own entry",
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
    ("edition", lambda row: row.edition.id, "id of the edition"),
    ("date", lambda row: row.pick.date, "day of the visit, if noted"),
    ("note", lambda row: row.pick.pick.note, "your note"),
    ("person", lambda row: row.person, "a person you met; each has a row"),
    (
        "follow_up",
        lambda row: row.follow_up and row.follow_up.text,
        "what is to be done: the first that is open",
    ),
    ("follow_up_by", lambda row: row.follow_up and row.follow_up.by, "the day it is due"),
    ("name", lambda row: row.person_in_note.name, "name of the person"),
    ("role", lambda row: row.person_in_note.role, "what else you noted, like a role"),
    ("email", lambda row: row.person_in_note.email, "the e-mail address, if one is recognised"),
    ("phone", lambda row: row.person_in_note.phone, "the phone number, if one is recognised"),
    (
        "follow_ups",
        lambda row: FOLLOW_UP.rows(row.pick.pick.all_follow_ups),
        "all that is to be done, also what is done",
    ),
    brief=("company", "title", "person", "follow_up", "follow_up_by"),
)

REPORT = Fields[VisitReport](
    "agenda report",
    *head(),
    ("edition", lambda answer: answer.edition.id, "id of the edition"),
    ("items", lambda answer: PICK.rows(answer.done), "the picks that were done, in order of time"),
    (
        "contacts",
        lambda answer: CONTACT.rows(answer.contacts),
        "a row for each person met, and for visits, meetings and noted sessions without one",
    ),
    ("not_reached", lambda answer: PICK.rows(answer.not_reached), "the picks that were not done"),
)


def data(answer: VisitReport) -> Data:
    """The record of the report; CSV lists the contacts."""
    record = REPORT.row(answer)
    return Data(record, CONTACT, record["contacts"])
