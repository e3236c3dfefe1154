"""The fields of a pick in JSON and CSV, as `agenda` and `today` give them."""

from typing import TYPE_CHECKING, Any

from milipol_cli.look.data import Fields
from milipol_cli.look.fields import iso
from milipol_cli.look.words.picks import conflict_text, dates, label
from milipol_cli.network.occasions import Conflict
from milipol_cli.picks.as_of import PickAsOf
from milipol_cli.picks.people import Person, people_noted

if TYPE_CHECKING:  # many readers have no agenda
    from milipol_cli.network.model.picks import FollowUp

CONFLICT = Fields[Conflict](
    "conflict",
    (
        "kind",
        lambda c: c.kind.replace(" ", "_"),
        "overlap, may_overlap, tight, same_days, moved, new_title, new_room,"
        " new_speakers, cancelled, postponed, not_known_yet, not_read or gone",
    ),
    ("text", conflict_text, "the conflict in words"),
    ("other", lambda c: c.other, "id of the other pick or edition"),
    ("minutes", lambda c: c.minutes, "how long they overlap, or are apart"),
    ("others", lambda _: None, "always null: see conflicts_more of the pick"),
    text=conflict_text,
)


PERSON = Fields[Person](
    "person",
    ("text", lambda person: person.text, "what you noted, as in met"),
    ("name", lambda person: person.name, "the name"),
    ("role", lambda person: person.role, "what else you noted"),
    ("email", lambda person: person.email, "the e-mail address, if one is recognised"),
    ("phone", lambda person: person.phone, "the phone number, if one is recognised"),
    text=lambda person: person.text,
)

FOLLOW_UP: "Fields[FollowUp]" = Fields(
    "follow-up",
    ("id", lambda item: item.id, "its id, also of its event in a calendar"),
    ("text", lambda item: item.text, "what is to be done"),
    ("by", lambda item: item.by, "the day it is due"),
    ("done", lambda item: item.done, "the day it was marked as done; null if open"),
    text=lambda item: item.text,
)


def _first_open(pick: PickAsOf) -> Any:
    return next(iter(pick.pick.open_follow_ups), None)


PICK = Fields[PickAsOf](
    "pick",
    ("id", lambda pick: pick.id, "id of the pick"),
    (
        "kind",
        lambda pick: pick.kind,
        "edition, day, a kind of session, visit, meeting, deadline, travel, dinner, meal or event",
    ),
    ("title", lambda pick: pick.title, "its title"),
    ("label", label, "the pick in a line, without its dates"),
    ("date", lambda pick: pick.first, "its day, or first day"),
    ("last", lambda pick: pick.last, "its last day"),
    ("month", lambda pick: dates(pick).month, "month, if no day is known"),
    ("year", lambda pick: dates(pick).year, "year, if no month is known"),
    ("start", lambda pick: iso(pick.starts), "when it starts, with the UTC offset"),
    ("end", lambda pick: iso(pick.ends), "when it ends; null if not published"),
    ("half_day", lambda pick: pick.half_day, "morning or afternoon, if known"),
    ("edition", lambda pick: pick.pick.edition_id, "id of the edition it belongs to"),
    ("timezone", lambda pick: pick.zone and pick.zone.key, "IANA name of its zone"),
    ("place", lambda pick: pick.room, "its room, hall or stand"),
    ("phase", lambda pick: pick.phase, "upcoming, on or over; null if not known"),
    (
        "picked_date",
        lambda pick: None if pick.pick.is_own else pick.pick.date,
        "its day when it was picked",
    ),
    ("picked_last", lambda pick: pick.pick.last, "its last day when it was picked"),
    ("picked_start", lambda pick: pick.pick.start, "its start when it was picked"),
    ("picked_end", lambda pick: pick.pick.end, "its end when it was picked"),
    ("note", lambda pick: pick.pick.note, "your note"),
    ("alarms", lambda pick: pick.pick.alarm, "your alarms; null for the default ones"),
    ("marks", lambda pick: CONFLICT.rows(pick.conflicts), "its conflicts"),
    ("sources", lambda pick: pick.session.source if pick.session else (), "ids of the sources"),
    (
        "done",
        lambda pick: None if pick.pick.is_of_days else pick.pick.done,
        "whether you marked it as visited or attended; null for editions and days",
    ),
    (
        "done_at",
        lambda pick: iso(pick.pick.done_at),
        "when you marked it as done; without an offset, only the day counts",
    ),
    ("met", lambda pick: pick.pick.met, "people you met"),
    (
        "follow_up",
        lambda pick: _first_open(pick) and _first_open(pick).text,
        "what is to be done afterwards: the first that is open",
    ),
    ("follow_up_by", lambda pick: _first_open(pick) and _first_open(pick).by, "the day it is due"),
    (
        "conflicts_more",
        lambda pick: sum(number for _, number in pick.unlisted),
        "how many conflicts with other picks are not in marks, which has the first ten",
    ),
    (
        "follow_ups",
        lambda pick: FOLLOW_UP.rows(pick.pick.all_follow_ups),
        "all that is to be done afterwards, also what is done",
    ),
    (
        "people",
        lambda pick: PERSON.rows(people_noted(pick.pick.met)),
        "the people you met, with their addresses",
    ),
    (
        "company",
        lambda pick: pick.pick.company,
        "the company of your own entry; null for exhibitors, which have a title",
    ),
    (
        "before",
        lambda pick: pick.pick.before,
        "how long before its edition a deadline is that moves with it, like 8w",
    ),
    brief=("date", "start", "end", "label", "place", "id"),
)
