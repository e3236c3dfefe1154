"""What the tests ask `milipol search`; `tests/commands.py` explains the names."""

CASES = {
    "search-legacy": ("search", "legacy", "games"),
    "search-nunez": ("search", "nunez"),
    "search-panel": ("search", "panel", "paris", "2023"),
    "search-speaker": ("search", "police", "--kind", "speaker"),
    "search-venue": ("search", "bourget", "--kind", "venue", "--kind", "show"),
    "search-edition-id": ("search", "paris-2013"),
    "search-mtx": ("search", "mtx", "--kind", "show"),
    "search-2023": ("search", "india", "--on", "2023-11-16"),
    "search-limit": ("search", "singapore", "--limit", "3"),
    "search-shut-out": (
        "search",
        "continuum",
        "--kind",
        "news",
        "--from",
        "2024-01-01",
    ),
    "search-unknown-word": ("search", "nunes", "xyzzyx"),
    "search-apart": ("search", "nunez", "raid"),
}
HELD = {
    "json": (
        *("search-legacy", "search-nunez", "search-speaker", "search-venue"),
        *("search-limit", "search-shut-out", "search-unknown-word"),
    ),
    "csv": ("search-legacy", "search-nunez", "search-unknown-word"),
    "markdown": ("search-legacy", "search-unknown-word"),
}
WIDTHS = {"search-nunez": (24, 60, 80, 120)}
EXAMPLE = ("search", "nunez")
CALLS = ("search word games", "search {}", "search {} talk")
LOADS = {
    "search legacy": ("rich", "*/????.toml", "news.toml"),
    "search paris --kind venue --format plain": ("*/show.toml",),
    "search opened --kind news": ("rich", "*/show.toml", "news.toml"),
    "search opening --kind session --show india": (
        *("rich", "*/show.toml", "india/2023.toml", "india/2025.toml"),
    ),
}
TIMED = ("search legacy games", "search legacy games --json")
