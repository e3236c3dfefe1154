"""What the tests ask `milipol check`; `tests/calls.py` explains the names."""

from pathlib import Path

EXAMPLE = ("check", str(Path(__file__).parents[2] / "good"))
CALLS = ("check data --strict",)
WITHOUT_FORMAT = (
    "check data/oslo/show.toml",
    "check data/oslo data/news.toml --json",
    "check --schema",
    "check --schema news",
)
LOADS = {"check --json": ("*/*.toml", "*.toml"), "check --schema": ()}
