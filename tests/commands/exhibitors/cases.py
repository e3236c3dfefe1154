"""What the tests ask `milipol exhibitors`; `tests/calls.py` explains the names."""

CASES = {
    "exhibitors-words": ("exhibitors", "paris-2025", "radar"),
    "exhibitors-new": ("exhibitors", "paris-2025", "--country", "IN", "--new"),
    "exhibitors-show-stands": ("exhibitors", "--show", "techx", "thales"),
    "exhibitors-stand": ("exhibitors", "asia-pacific-2026", "L1-A21"),
    "exhibitors-by-country": ("exhibitors", "qatar-2022", "--by", "country"),
    "exhibitors-by-category": (
        *("exhibitors", "paris-2025", "--country", "Brazil", "--by", "category"),
    ),
    "exhibitors-looking-back": (
        *("exhibitors", "robot", "--on", "2023-11-16", "--country", "united"),
    ),
    "exhibitors-moved": ("exhibitors", "india-2025", "x", "--on", "2025-02-26"),
    "exhibitors-then": (*("exhibitors", "paris-2025", "--on", "2025-11-18", "--limit", "2"),),
    "exhibitors-fair": ("exhibitors", "eurosatory-2026", "drone", "--limit", "4"),
    "exhibitors-sources": (
        *("exhibitors", "paris-2025", "--also", "eurosatory", "drone"),
        *("--limit", "1", "--sources"),
    ),
    "exhibitors-fair-gone": ("exhibitors", "idex", "--gone", "--limit", "4"),
    "exhibitors-fair-trend": ("exhibitors", "eurosatory", "--trend"),
    "exhibitors-show-fair": ("exhibitors", "--show", "dsei", "thales", "--limit", "5"),
    "exhibitors-also-fair": (
        *("exhibitors", "paris-2025", "--also", "eurosatory"),
        *("--by", "country", "--limit", "3"),
    ),
    "exhibitors-not-on": (
        *("exhibitors", "paris-2025", "--not-on", "qatar-2024", "drone", "--limit", "3"),
    ),
    "exhibitors-at-fairs": ("exhibitors", "--fairs", "counter-uas", "--limit", "5"),
    "exhibitors-at-fairs-one": ("exhibitors", "--fairs", "vodochody", "aero"),
    "exhibitors-at-fairs-country": (
        *("exhibitors", "--fairs", "--country", "QA", "--country", "np"),
        *("--limit", "2"),
    ),
    "exhibitors-at-fairs-country-none": (*("exhibitors", "--country", "NP", "--fairs", "drones"),),
    "exhibitors-at-fairs-another-country": (
        *("exhibitors", "--country", "US", "--fairs", "axonius", "--limit", "1"),
    ),
    "exhibitors-at-fairs-not-found": ("exhibitors", "--fairs", "conter-uas"),
    "exhibitors-at-fairs-none": ("exhibitors", "--fairs", "x", "--on", "1980-01-01"),
    "exhibitors-fairs": ("exhibitors", "fairs", "--limit", "6"),
    "exhibitors-fairs-none": ("exhibitors", "fairs", "--on", "1980-01-01"),
    "exhibitors-fair-early": (*("exhibitors", "mspo", "--by", "country", "--limit", "3"),),
    "exhibitors-nothing-listed": ("exhibitors", "paris-2027"),
    "exhibitors-nothing-yet": ("exhibitors", "--on", "1980-01-01", "--by", "country"),
    "exhibitors-not-found": ("exhibitors", "paris-2025", "thaels", "zzzz", "robot"),
    "exhibitors-gone-no-category": (
        *("exhibitors", "paris-2025", "--gone", "--category", "drone"),
    ),
    "exhibitors-no-country": ("exhibitors", "asia-pacific-2026", "--by", "country"),
    "exhibitors-no-category": ("exhibitors", "qatar-2024", "--category", "drone"),
    "exhibitors-names-only": ("exhibitors", "drone", "paris-2023"),
    "exhibitors-country-in-words": (*("exhibitors", "drone", "paris-2025", "South Korea"),),
    "exhibitors-either": (
        *("exhibitors", "paris-2025", "drones", "--country", "KR"),
        *("--country", "DE", "--category", "aerial", "--category", "counter"),
    ),
    "exhibitors-other-show": ("exhibitors", "--category", "drone", "--limit", "2"),
    "exhibitors-new-perhaps": (*("exhibitors", "paris-2025", "--new", "--country", "NO"),),
    "exhibitors-returning-perhaps": (
        *("exhibitors", "paris-2025", "--returning", "--country", "NO"),
    ),
    "exhibitors-gone": (
        *("exhibitors", "paris-2025", "--gone", "--country", "IL", "--limit", "10"),
    ),
    "exhibitors-gone-incomplete": (
        *("exhibitors", "paris-2025", "--gone", "--on", "2025-06-01", "--limit", "1"),
    ),
    "exhibitors-name-later": (
        *("exhibitors", "--show", "paris", "sicherheitstechnik", "--on", "2024-01-01"),
    ),
    "exhibitors-no-list": ("exhibitors", "brazil"),
    "exhibitors-part-before": ("exhibitors", "paris-2001", "--new"),
    "exhibitors-also": (
        *("exhibitors", "paris-2025", "--also", "asia-pacific", "--country", "US"),
    ),
    "exhibitors-other-names": ("exhibitors", "--show", "paris", "spectralx"),
    "exhibitors-name-elsewhere": ("exhibitors", "--show", "paris", "heuresis"),
    "exhibitors-trend": ("exhibitors", "--show", "paris", "--trend"),
    "exhibitors-trend-one": ("exhibitors", "india", "--trend"),
    "exhibitors-trend-incomplete": (
        *("exhibitors", "paris", "--trend", "--on", "2025-06-01", "--limit", "2"),
    ),
    "exhibitors-trend-country": (*("exhibitors", "--trend", "--country", "KR", "--limit", "10"),),
    "exhibitors-trend-then": (
        *("exhibitors", "qatar", "--trend", "--on", "2022-06-03", "--limit", "1"),
    ),
    "exhibitors-trend-nothing": ("exhibitors", "--trend", "--on", "1990-01-01"),
}
HELD = {
    "json": (
        *("exhibitors-new", "exhibitors-by-country", "exhibitors-names-only"),
        *("exhibitors-moved", "exhibitors-gone", "exhibitors-also"),
        *("exhibitors-trend-then", "exhibitors-fair", "exhibitors-fairs"),
        *("exhibitors-at-fairs-one", "exhibitors-at-fairs-not-found"),
    ),
    "csv": ("exhibitors-by-country", "exhibitors-trend", "exhibitors-at-fairs-one"),
    "markdown": ("exhibitors-new",),
}
WIDTHS = {
    "exhibitors-words": (80, None),
    "exhibitors-at-fairs": (40, 80),
    "exhibitors-gone": (80,),
    "exhibitors-trend": (80,),
}
CALLS = (
    "exhibitors --trend",
    *("exhibitors", "exhibitors {}", "exhibitors {} --new"),
    *("exhibitors {} --by category", "exhibitors --show {}"),
)
LOADS = {
    "exhibitors": ("rich", "*/show.toml", "lists.pack"),
    "exhibitors paris-2025 drones": (*("rich", "*/show.toml", "lists.pack"),),
    "exhibitors paris-2025 drones --json": (*("*/show.toml", "lists.pack", "sources.toml"),),
    "exhibitors --show india --trend": (*("rich", "*/show.toml", "lists.pack"),),
    "exhibitors paris-1999 --new": (*("rich", "*/show.toml", "lists.pack"),),
    "exhibitors --show india --format plain": (*("*/show.toml", "lists.pack"),),
}
TIMED = (
    "exhibitors --trend",
    *("exhibitors paris-2025 drones", "exhibitors paris-2025 drones --json"),
    *("exhibitors paris-2025 --new", "exhibitors --show paris thales"),
)
