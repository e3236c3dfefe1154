"""The JSON and CSV fields of `milipol agenda --follow-ups`."""

from operator import attrgetter

from milipol_cli.commands.agenda.follow_ups.query import FollowUpList
from milipol_cli.commands.agenda.query import DueFollowUp
from milipol_cli.look.data import Data, Fields
from milipol_cli.look.fields import NOT_SHOWN, head
from milipol_cli.look.pick_fields import FOLLOW_UP, PERSON
from milipol_cli.picks.people import people_noted

DUE = Fields[DueFollowUp](
    "follow-up of a pick",
    *FOLLOW_UP.of_part(attrgetter("item")),
    ("pick", lambda due: due.pick.id, "id of the pick that it follows"),
    ("title", lambda due: due.pick.title, "title of the pick; of an exhibitor, its name"),
    (
        "company",
        lambda due: due.pick.title if due.pick.pick.is_exhibitor else due.pick.pick.company,
        "the exhibitor, or the company that your entry names",
    ),
    ("edition", lambda due: due.pick.pick.edition_id, "id of the edition of the pick"),
    (
        "people",
        lambda due: PERSON.rows(people_noted(due.pick.pick.met)),
        "the people you met, with their addresses",
    ),
    brief=("by", "text", "company", "id"),
)

RECORD = Fields[FollowUpList](
    "agenda --follow-ups",
    *head(),
    (
        "items",
        lambda answer: DUE.rows(answer.listed),
        "the open follow-ups by day; with `--all` also those that are done",
    ),
    ("open", lambda answer: answer.number_open, "number of open ones, listed or not"),
    ("done", lambda answer: answer.number_done, "number that are done, listed or not"),
    NOT_SHOWN,
)


def data(answer: FollowUpList) -> Data:
    """The record of the follow-ups; CSV lists them."""
    record = RECORD.row(answer)
    return Data(record, DUE, record["items"])
