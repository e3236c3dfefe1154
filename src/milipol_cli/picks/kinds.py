"""The types of the texts that only an agenda file has."""

from typing import Annotated

from milipol_cli.network.model.kinds import WORDS, matching

WholeId = Annotated[
    str,
    matching(
        f"{WORDS}(/(exhibitors/)?{WORDS})?",
        "an id like paris-2027 or paris-2023/raid-demonstration",
        most=150,
    ),
]

# The id of an edition has a hyphen, so no other event can have such a UID.
Uid = Annotated[
    str, matching("[0-9a-f]{16}([0-9a-f]{16})?", "16 or 32 hexadecimal digits")
]

AlarmOffsetText = Annotated[
    str,
    matching(
        "(([0-9]{1,3}w|[0-9]{1,4}d)(@([01][0-9]|2[0-3]):[0-5][0-9])?"
        "|[0-9]{1,5}h|[0-9]{1,7}m)",
        "a time before the start, like 2w, 1d@09:00, 2h or 15m",
    ),
]
