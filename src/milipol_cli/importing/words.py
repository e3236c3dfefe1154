"""The words in `words.txt`, by what they mean."""

from pathlib import Path

from milipol_cli.tables.headers import word_lists

WORDS = word_lists(Path(__file__).with_name("words.txt"))
