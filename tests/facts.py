"""What an answer states, whatever its format."""

import re

from milipol_cli.network.model.dates import MONTHS, WEEKDAYS

# What the table shortens, and plain lines write out.
SHORT = {name[:3]: name for name in (*MONTHS, *WEEKDAYS)} | {
    "exp.": "expected",
    "hours": "hour",
    "h": "hour",
    "minutes": "minute",
    "min": "minute",
}
# Parts of a table that are no facts, each with the reason.
DRAWN = {
    "numbers of sources; plain lines list what they cite": r"\[[0-9-]+\]",
    "heads of columns, above a rule": r"^(?!.*: ).*\n(?= *─)",
    "the key to the bars": r"^ Each cell of a bar.*$",
    "the key to signs and short forms": r"^ (\*|\u2013|exp\.|[A-Z]+): .*(\n {3,}.*)*$",
    "how ids follow from names": r"^ Show one by .*(\n .*below\.)?$",
    "the end of what is cut, which plain lines have in full": r"\w+…",
    "how to see what the table leaves out": r"^.*milipol show .*$|^.*--format plain.*$",
    "how many others speak, whom plain lines name": r" and [0-9]+ others?\b",
    "the number of a session's edition": r"(?<=20[0-9]{2}), [0-9]+(st|nd|rd|th)(?=,)",
    "how many more categories, which plain lines list": r" \+[0-9]+\b",
    "days until an edition whose dates stand there": r"(?<=^ Dates).*?, in [0-9]+ days",
}
# Words of the table that plain lines do not need, each with the reason.
NOT_NEEDED = {
    "labels, which are in the singular where a fact has a line": {
        *("categories", "figures", "remarks")
    },
    "that an edition has no number, of which plain lines have no line": {"none"},
    "small words of sentences that plain lines put otherwise": {
        *("also", "at", "no", "of", "was", "with")
    },
}


def facts(text: str) -> set[str]:
    """The words and numbers of an answer, short forms written out."""
    halls = re.findall(r"^ ([A-Z]+): (.*)\.$", text, flags=re.MULTILINE)
    for pattern in DRAWN.values():
        text = re.sub(pattern, "", text, flags=re.MULTILINE)
    for short, whole in (*SHORT.items(), *halls):
        text = re.sub(rf"\b{re.escape(short)}(?!\w)", whole, text)
    text = re.sub(r"(?<=[0-9])-(?=[0-9])", " to ", text)
    return set(re.findall(r"[^\W_]+", text.casefold()))


def lost(table: str, other: str) -> list[str]:
    """The facts of a table that another format of the same answer lacks."""
    needed = facts(table) - set().union(*NOT_NEEDED.values())
    return sorted(needed - facts(other))
