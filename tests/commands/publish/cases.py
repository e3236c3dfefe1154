"""What the tests ask `milipol publish`; `tests/calls.py` explains the names."""

EXAMPLE = ("publish", "--help")
CALLS = ()
WITHOUT_FORMAT = ("publish public", "publish public {}")
USES = ("check", "export", "news", "show", "upcoming")
# It is measured in the section of the exports.
TIMED = ()
