"""What the tests ask `milipol update`; `tests/commands.py` explains the names."""

from pathlib import Path

# It has nothing newer than the bundled data.
EXAMPLE = ("update", str(Path(__file__).parent / "own" / "published"))
CALLS = ()
WITHOUT_FORMAT = ()
TIMED = ()
