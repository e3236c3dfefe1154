"""What an update did, in a line."""

from milipol_cli.look.words.dates import count, day_short
from milipol_cli.update.store import Update


def done(answer: Update) -> str:
    """What was done, with the days on which the data was reviewed."""
    now, before = day_short(answer.reviewed), day_short(answer.before)
    match answer.outcome:
        case "up to date":
            return f"Up to date: data reviewed {now}; nothing newer at {answer.address}"
        case "newer":
            return (
                f"Newer data at {answer.address}: reviewed {now}, here {before};"
                " run milipol update"
            )
        case "back":
            which = answer.address or "the bundled data"
            return f"Back to data reviewed {now}, before {before}: {which}"
        case _:
            fetched = f"{count(answer.files, 'file')} fetched from {answer.address}"
            return f"Updated to data reviewed {now}, before {before}; {fetched}"
