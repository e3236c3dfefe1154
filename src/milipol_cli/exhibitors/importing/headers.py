"""The headers that lists of exhibitors have, in English, French and German."""

from pathlib import Path

from milipol_cli.tables.headers import Words, word_lists

WORDS = Words(
    fields=word_lists(Path(__file__).with_name("headers.txt")),
    optional=frozenset(["exhibitor", "exposant", "company", "societe", "main"]),
    needed=frozenset({"company"}),
    several=frozenset({"stand", "category"}),
    usual=frozenset({"stand", "hall", "country"}),
)
