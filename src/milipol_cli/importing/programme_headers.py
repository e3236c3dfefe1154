"""The headers that programmes have, in English, French and German."""

from pathlib import Path

from milipol_cli.tables.headers import Words, word_lists

WORDS = Words(
    fields=word_lists(Path(__file__).with_name("headers.txt")),
    optional=frozenset(
        [
            *("session", "sessions", "event", "talk", "presentation", "activity"),
            *("programme", "program", "scheduled", "of", "the", "lead", "preferred"),
            *("str", "local", "dt", "utc", "name", "your", "presenting", "proposal"),
            *("seance", "intervention", "conference", "evenement", "de", "du", "la"),
            *("l", "der", "des", "vortrags", "beitrags", "communication", "passage"),
        ]
    ),
    needed=frozenset({"title"}),
    several=frozenset({"speaker"}),
    usual=frozenset({"start"}),
)
