"""What the tests ask `milipol upcoming`; `tests/calls.py` explains the names."""

CASES = {
    "upcoming": ("upcoming",),
    "upcoming-2023": ("upcoming", "--on", "2023-11-16"),
    "upcoming-2023-qatar": ("upcoming", "doha", "--on", "2023-11-16"),
    "upcoming-2025-moved": ("upcoming", "--on", "2025-04-08"),
    "upcoming-2020-month": ("upcoming", "--on", "2020-11-01"),
    "upcoming-1983-nothing": ("upcoming", "--on", "1983-01-01"),
    "upcoming-2028-stale": ("upcoming", "--on", "2028-01-10"),
    "upcoming-unknown-yet": ("upcoming", "brazil", "--on", "2023-11-16"),
    "upcoming-within": ("upcoming", "--on", "2023-11-16", "--within", "20w"),
    "upcoming-limit": ("upcoming", "--on", "2023-11-16", "--limit", "2"),
}
HELD = {
    "plain": ("upcoming-2023",),
    "json": ("upcoming-2025-moved",),
    "csv": ("upcoming",),
    "markdown": ("upcoming",),
}
WIDTHS = {"upcoming-2023": (24, 80, None)}
EXAMPLE = ("upcoming", "--on", "2023-11-16")
CALLS = ("upcoming", "upcoming {}")
LOADS = {
    "upcoming": ("rich", "*/show.toml"),
    "upcoming --json": ("*/show.toml", "sources.toml"),
    "upcoming --format plain": ("*/show.toml",),
    "upcoming --format csv": ("*/show.toml",),
    "upcoming --format markdown": ("*/show.toml",),
}
TIMED = (
    *("upcoming --help", "upcoming", "upcoming --json"),
    *("upcoming --format tsv", "upcoming --format plain"),
)
