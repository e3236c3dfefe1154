"""What the tests ask `milipol show`; `tests/calls.py` explains the names."""

CASES = {
    "show-qatar-2026-announced": ("show", "qatar-2026", "--on", "2026-10-21"),
    "show-day-announced": ("show", "qatar-2026/2026-10-21", "--on", "2026-10-21"),
    "show": ("show",),
    "show-2023": ("show", "--on", "2023-10-20"),
    "show-session-there": (
        *("show", "raid-demonstration", "--tz", "Europe/Paris"),
        *("--on", "2023-11-15T10:00+01:00"),
    ),
    "show-1983": ("show", "--on", "1983-01-01"),
    "show-paris": ("show", "paris"),
    "show-india-sources": ("show", "india", "--sources"),
    "show-paris-2023-sources": ("show", "paris-2023", "--sources"),
    "show-paris-1987": ("show", "paris", "--on", "1987-12-31"),
    "show-asia-pacific": ("show", "techx"),
    "show-india-2025-then": ("show", "india-2025", "--on", "2023-11-16"),
    "show-paris-2023": ("show", "paris-2023"),
    "show-paris-2027": ("show", "paris-2027"),
    "show-qatar-2020": ("show", "qatar-2020"),
    "show-paris-2025": ("show", "paris-2025"),
    "show-paris-1991": ("show", "paris-1991", "--sources"),
    "show-day": ("show", "paris-2023/2023-11-15", "--tz", "Asia/Singapore"),
    "show-day-empty": ("show", "paris-2013/2013-11-20"),
    "show-session": ("show", "paris-2023/continuum-2-panel", "--tz", "Asia/Tokyo"),
    "show-session-now": ("show", "raid-demonstration", "--on", "2023-11-15T11:10+01:00"),
    "show-session-undated": ("show", "htxai-keynote", "--sources"),
    "show-exhibitor": ("show", "paris-2025/exhibitors/thales"),
    "show-exhibitor-elsewhere": (*("show", "paris-2025/exhibitors/balp-jerem-j-international"),),
    "show-exhibitor-stand": ("show", "asia-pacific-2026/exhibitors/cyabra"),
    "show-exhibitor-sources": ("show", "qatar-2002/exhibitors/thales", "--sources"),
    "show-exhibitor-then": (*("show", "paris-2021/exhibitors/thales", "--on", "2022-06-30"),),
    "show-unknown-yet": ("show", "brazil", "--on", "2020-01-01"),
}
HELD = {
    "plain": ("show-paris-2023", "show-session"),
    "json": ("show", "show-paris", "show-paris-2023", "show-exhibitor-then"),
    "markdown": ("show-day", "show-session"),
}
WIDTHS = {"show": (24,), "show-paris": (80,)}
EXAMPLE = ("show", "paris-2025", "--sources")
CALLS = ("show", "show {}", "show {} --sources")
LOADS = {
    "show": ("rich", "*/show.toml"),
    "show paris": ("rich", "*/show.toml", "sources.toml"),
    "show paris --json": ("*/show.toml", "sources.toml"),
    "show paris-2025": (*("rich", "*/show.toml", "paris/2025.toml", "lists.pack"), "sources.toml"),
    "show paris-2023": (
        *("rich", "*/show.toml", "paris/2023.toml"),
        *("lists.pack", "sources.toml"),
    ),
    "show paris-2025/2025-11-18": (*("rich", "*/show.toml", "paris/2025.toml", "sources.toml"),),
    "show paris-2025/exhibitors/thales": (
        *("rich", "*/show.toml", "lists.pack"),
        *("companies.toml", "sources.toml"),
    ),
    "show raid-demonstration --json": ("*/????.toml", "news.toml", "sources.toml"),
}
TIMED = (
    *("show paris", "show paris --json", "show paris-2023", "show paris-2023 --json"),
    *("show paris-2025", "show paris-2025/exhibitors/thales"),
)
