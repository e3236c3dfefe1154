"""What the tests ask `milipol search`; `tests/calls.py` explains the names."""

CASES = {
    "search-legacy": ("search", "legacy", "games"),
    "search-nunez": ("search", "nunez"),
    "search-panel": ("search", "panel", "paris", "2023"),
    "search-speaker": ("search", "police", "--kind", "speaker"),
    "search-venue": ("search", "bourget", "--kind", "venue", "--kind", "show"),
    "search-mtx": ("search", "mtx", "--kind", "show"),
    "search-limit": ("search", "singapore", "--limit", "3"),
    "search-excluded": ("search", "gign", "--kind", "news", "--from", "2024-01-01"),
    "search-unknown-word": ("search", "nunes", "xyzzyx"),
    "search-exhibitor": ("search", "drones", "--kind", "exhibitor", "--limit", "8"),
    "search-thales": ("search", "thales", "--show", "paris"),
    "search-names-only": ("search", "drone", "--show", "qatar"),
    "search-elistair": ("search", "elistair"),
    "search-other-name": ("search", "heuresis"),
    "search-perhaps": ("search", "spectralx"),
    "search-summary": ("search", "christophe", "november", "2019", "--kind", "news"),
    "search-stand": ("search", "l1-a21"),
    "search-fairs": ("search", "gdels", "--fairs", "--limit", "3"),
    "search-fairs-not-found": ("search", "gdelz", "zagreb", "--fairs"),
    "search-apart": ("search", "nunez", "raid"),
}
HELD = {
    "plain": ("search-nunez",),
    "json": ("search-nunez", "search-venue", "search-excluded", "search-thales"),
    "markdown": ("search-legacy",),
}
WIDTHS = {"search-thales": (60,), "search-elistair": (80,)}
EXAMPLE = ("search", "nunez")
USES = ("news",)
CALLS = ("search word games", "search {}", "search {} talk")
LOADS = {
    "search legacy": ("rich", "*/show.toml", "*/[0-9]???.toml", "news.toml", "lists.pack"),
    "search paris --kind venue --format plain": ("*/show.toml",),
    "search opened --kind news": ("rich", "*/show.toml", "news.toml"),
    "search drones --kind exhibitor --show india": (*("rich", "*/show.toml", "lists.pack"),),
    "search opening --kind session --show india": (
        *("rich", "*/show.toml", "india/2023.toml", "india/2025.toml"),
    ),
}
TIMED = (
    *("search legacy games", "search legacy games --json"),
    *("search drones", "search drones --kind exhibitor"),
)
