"""What the tests ask `milipol update`; `tests/calls.py` explains the names."""

from pathlib import Path

# It has nothing newer than the bundled data.
EXAMPLE = ("update", str(Path(__file__).parent / "own" / "published"), "--json")
CALLS = ()
WITHOUT_FORMAT = ()
USES = ("news",)
# That there is nothing newer is known without the data, and said without a table.
LOADS = {"update tests/commands/update/own/published": ("*/show.toml",)}
# The bench has a server for it.
TIMED = ()
