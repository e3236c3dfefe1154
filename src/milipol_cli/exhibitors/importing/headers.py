"""The headers that lists of exhibitors have, in English, French and German."""

from pathlib import Path

from milipol_cli.tables.headers import Words

WORDS = Words.read(Path(__file__).with_name("headers.txt"))
