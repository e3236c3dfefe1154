"""The outcome and the changes of an update, in words."""

import datetime as dt
import shlex
from collections.abc import Sequence

from milipol_cli.commands.update.query import ChangedProgramme, DataChanges
from milipol_cli.commands.update.store import ShowUse, Update
from milipol_cli.look.words.dates import count, day_short, join_names
from milipol_cli.look.words.picks import conflict_texts, time_of_pick
from milipol_cli.network.load.fetched import Fetched, bundle_reviewed, bundle_reviews
from milipol_cli.picks.as_of import PickAsOf


def outcome_line(answer: Update) -> str:
    """The outcome of an update, with review dates, and the origin of the data.

    "Up to date: data reviewed 3 May 2027; nothing newer at https://www.example.org".
    If only some shows are used from there, it says which instead.
    """
    now, before = day_short(answer.reviewed), day_short(answer.before)
    is_same_day = answer.reviewed == answer.before
    match answer.outcome:
        case "up to date" if answer.is_split:
            return f"Nothing newer at {answer.address}: {_origin_in_words(answer)}"
        case "up to date":
            return f"Up to date: data reviewed {now}; nothing newer at {answer.address}"
        case "newer":
            reviewed = "also reviewed" if is_same_day else "reviewed"
            here = "" if is_same_day else f" (here {before})"
            of = f" of {join_names(answer.only)}" if answer.only else ""
            command = shlex.join(["milipol", "update", answer.address or ""])
            return f"Newer data{of}, {reviewed} {now}{here}; run {command}"
        case "back":
            in_use, former = _state_texts(answer.now, answer.then)
            return f"Now using {in_use}; previously {former}; milipol update gets the newest data"
        case _:
            number, address = count(answer.files, "file"), answer.address
            if answer.is_split:
                origin = _origin_in_words(answer)
                return f"Updated from {address}: {origin}; {number} fetched"
            was = "" if is_same_day else f" (was {before})"
            return f"Updated to data reviewed {now}{was}; {number} fetched from {address}"


def _origin_in_words(answer: Update) -> str:
    """The origin of the data: "PortSec is from there, reviewed ...; the ..."."""
    fetched = [use for use in answer.uses if use.is_fetched]
    bundled = _bundled_text([use for use in answer.uses if not use.is_fetched])
    if not fetched:
        return bundled
    day = day_short(min(use.reviewed for use in fetched))
    names = join_names([use.name for use in fetched])
    is_there = fetched[0].address == answer.address
    where = "there" if is_there else fetched[0].address
    are = "are" if fetched[1:] else "is"
    return f"{names} {are} from {where}, reviewed {day}; {bundled}"


def _bundled_text(bundled: Sequence[ShowUse]) -> str:
    """The shows that stay as bundled, with the days reviewed here and at the address.

    "the Milipol shows stay as bundled, reviewed 24 Nov 2026 (there 1 Oct 2026)"
    """
    are_all = {use.id for use in bundled} == bundle_reviews().keys()
    names = "the Milipol shows" if are_all else join_names([use.name for use in bundled])
    stay = "stay" if bundled[1:] else "stays"
    day = day_short(min(use.reviewed for use in bundled))
    offered = [use.offered for use in bundled if use.offered is not None]
    there = f"there {day_short(min(offered))}" if offered else "not offered there"
    return f"{names} {stay} as bundled, reviewed {day} ({there})"


def _state_texts(now: Fetched | None, then: Fetched | None) -> tuple[str, str]:
    """Two states of the data; with when they were published if they look the same."""
    texts = _state_text(now), _state_text(then)
    if now is None or then is None or texts[0] != texts[1]:
        return texts
    return (
        f"{texts[0]}, published {_time_published(now)}",
        f"{texts[1]}, published {_time_published(then)}",
    )


def _time_published(fetched: Fetched) -> str:
    """When data was published, from its serial: a time in UTC, or a number after it."""
    serial = str(fetched.serial)
    try:
        moment = dt.datetime.strptime(f"{serial}Z", "%Y%m%d%H%M%S%z")
    except ValueError:
        return f"as number {serial}"
    return f"{day_short(moment.date())}, {moment:%H:%M} UTC"


def _state_text(fetched: Fetched | None) -> str:
    """A state of the data, by its publisher and its day."""
    if fetched is None:
        return f"the bundled data, reviewed {day_short(bundle_reviewed())}"
    by = f" of {fetched.by}" if fetched.by else ""
    day = day_short(fetched.reviewed)
    return f"the data{by} from {fetched.address}, reviewed {day}"


def lost_line(changes: DataChanges) -> str | None:
    """The records that are lost: "No longer in the data: PortSec, 2 news items."."""
    lost = [*changes.lost_shows]
    lost += [count(changes.lost_news, "news item")] if changes.lost_news else []
    return f"No longer in the data: {', '.join(lost)}." if lost else None


def programme_line(changed: ChangedProgramme) -> str:
    """How many sessions of an edition changed: "Sessions of ...: 2 new, 1 changed."."""
    numbers = ", ".join(f"{number} {kind}" for kind, number in changed.numbers.items())
    return f"Sessions of {changed.title}: {numbers}."


def pick_changes(pick: PickAsOf) -> list[str]:
    """The effect of an update on a pick: its conflicts now, or else when it is."""
    return conflict_texts(pick) or [f"now {time_of_pick(pick)}"]
