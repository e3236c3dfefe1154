"""The fields of a pick in JSON and CSV, as `agenda` and `today` give them."""

from milipol_cli.look.data import Fields
from milipol_cli.network.model.dates import Dates
from milipol_cli.picks.conflict_words import ConflictInWords, PickInWords
from milipol_cli.picks.words import dates, exhibitor_name, kind_of, label

CONFLICT = Fields[ConflictInWords](
    "conflict",
    (
        "kind",
        lambda c: c.conflict.kind.replace(" ", "_"),
        "overlap, may_overlap, tight, same_days, moved, new_title, new_room,"
        " new_speakers, cancelled, postponed, not_known_yet, not_read or gone",
    ),
    ("text", lambda c: c.text, "the conflict in words"),
    ("other", lambda c: c.conflict.other, "id of the other pick or edition"),
    ("minutes", lambda c: c.conflict.minutes, "how long they overlap, or are apart"),
    ("others", lambda _: None, "always null: every conflict is listed"),
    text=lambda c: c.text,
)


def _title(row: PickInWords) -> str | None:
    session = row.pick.session
    if row.record.is_exhibitor:
        return exhibitor_name(row.pick)
    return row.record.title if session is None else session.session.title


def _whole_dates(row: PickInWords) -> Dates:
    has_days = row.pick.is_whole_days or row.record.is_visit
    return dates(row.pick) if has_days else Dates()


PICK = Fields[PickInWords](
    "pick",
    ("id", lambda row: row.pick.id, "id of the pick"),
    (
        "kind",
        lambda row: kind_of(row.pick),
        "edition, day, a kind of session, visit, meeting, deadline or travel",
    ),
    ("title", _title, "its title"),
    ("label", lambda row: label(row.pick), "the pick in a line, without its dates"),
    ("date", lambda row: row.pick.first, "its day, or first day"),
    ("last", lambda row: row.pick.last, "its last day"),
    ("month", lambda row: _whole_dates(row).month, "month, if no day is known"),
    ("year", lambda row: _whole_dates(row).year, "year, if no month is known"),
    (
        "start",
        lambda row: row.pick.starts and row.pick.starts.isoformat(),
        "when it starts, with the UTC offset",
    ),
    (
        "end",
        lambda row: row.pick.ends and row.pick.ends.isoformat(),
        "when it ends; null if that was not published",
    ),
    (
        "half_day",
        lambda row: row.pick.session and row.pick.session.half_day,
        "morning or afternoon, if known",
    ),
    ("edition", lambda row: row.record.edition_id, "id of the edition it belongs to"),
    (
        "timezone",
        lambda row: row.pick.zone and row.pick.zone.key,
        "IANA time zone of its days",
    ),
    ("place", lambda row: row.pick.room, "its room, hall or stand"),
    ("phase", lambda row: row.pick.phase, "upcoming, on or over; null if not known"),
    (
        "picked_date",
        lambda row: None if row.record.is_own else row.record.date,
        "its day when it was picked",
    ),
    ("picked_last", lambda row: row.record.last, "its last day when it was picked"),
    ("picked_start", lambda row: row.record.start, "its start when it was picked"),
    ("picked_end", lambda row: row.record.end, "its end when it was picked"),
    ("note", lambda row: row.record.note, "your note"),
    ("alarms", lambda row: row.record.alarm, "your alarms; null for the default ones"),
    ("marks", lambda row: CONFLICT.rows(row.conflicts), "its conflicts"),
    (
        "sources",
        lambda row: row.pick.session.session.source if row.pick.session else (),
        "ids of the sources",
    ),
    (
        "done",
        lambda row: row.record.done if row.record.is_exhibitor else None,
        "whether you ticked off an exhibitor; null for other picks",
    ),
)
