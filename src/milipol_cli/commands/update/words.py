"""What an update did and changed, in words."""

import shlex

from milipol_cli.commands.update.query import ChangedProgramme
from milipol_cli.commands.update.store import Update
from milipol_cli.look.words.dates import count, day_short
from milipol_cli.look.words.picks import conflict_texts, time_of_pick
from milipol_cli.picks.as_of import PickAsOf


def outcome_line(answer: Update) -> str:
    """What was done, with the days on which the data was reviewed."""
    now, before = day_short(answer.reviewed), day_short(answer.before)
    is_same_day = answer.reviewed == answer.before
    was = "" if is_same_day else f" (was {before})"
    match answer.outcome:
        case "up to date":
            return f"Up to date: data reviewed {now}; nothing newer at {answer.address}"
        case "newer":
            reviewed = "also reviewed" if is_same_day else "reviewed"
            here = "" if is_same_day else f" (here {before})"
            command = shlex.join(["milipol", "update", answer.address or ""])
            return f"Newer data, {reviewed} {now}{here}; run {command}"
        case "back":
            data = answer.address and f"the data from {answer.address}"
            return (
                f"Now in use: {data or 'the bundled data'}, reviewed {now}{was};"
                " milipol update brings the newest again"
            )
        case _:
            fetched = f"{count(answer.files, 'file')} fetched from {answer.address}"
            return f"Updated to data reviewed {now}{was}; {fetched}"


def programme_line(changed: ChangedProgramme) -> str:
    """How many sessions of an edition changed: "Sessions of ...: 2 new, 1 changed."."""
    numbers = ", ".join(f"{number} {kind}" for kind, number in changed.numbers.items())
    return f"Sessions of {changed.title}: {numbers}."


def pick_changes(pick: PickAsOf) -> list[str]:
    """What an update did to a pick: its conflicts now, or else when it is."""
    return conflict_texts(pick) or [f"now {time_of_pick(pick)}"]
