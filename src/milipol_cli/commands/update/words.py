"""What an update did, in a line."""

import shlex

from milipol_cli.commands.update.store import Update
from milipol_cli.look.words.dates import count, day_short


def done(answer: Update) -> str:
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
