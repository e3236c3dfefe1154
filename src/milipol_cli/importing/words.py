"""Words of headers and of cells, in English, French and German."""

from pathlib import Path

from milipol_cli.tables.headers import Words, word_lists

HEADERS = Words.read(Path(__file__).with_name("headers.txt"))
WORDS = word_lists(Path(__file__).with_name("words.txt"))
