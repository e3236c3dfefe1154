"""What the tests ask `milipol today`; `tests/calls.py` explains the names."""

MOMENT = ("--on", "2023-11-15T10:20+01:00", "--tz", "Asia/Singapore")
CASES = {
    "today-14-november": ("today", "--on", "2023-11-14"),
    "today-15-november": ("today", *MOMENT),
    "today-15-november-evening": ("today", "--on", "2023-11-15T14:35+01:00"),
    "today-17-november": ("today", "--on", "2023-11-17"),
    "today-nothing": ("today", "--on", "2026-11-28"),
    "today-nothing-qatar": ("today", "qatar"),
    "today-2025-announced": ("today", "--on", "2025-04-08"),
    "today-2025-held": ("today", "--on", "2025-04-24"),
    "today-2021-no-next": ("today", "--on", "2021-03-16"),
    "today-2026-announced": ("today", "--on", "2026-10-21"),
    "today-1983-nothing": ("today", "--on", "1983-01-01"),
}
HELD = {
    "plain": ("today-15-november", "today-nothing"),
    "json": ("today-15-november", "today-nothing"),
    "csv": ("today-15-november",),
    "markdown": ("today-15-november",),
}
WIDTHS = {"today-15-november": (80,)}
EXAMPLE = ("today", "--on", "2023-11-15T10:20+01:00")
CALLS = ("today", "today {}")
WITHOUT_FORMAT = ("today --line", "today {} --line")
LOADS = {
    "today": ("rich", "*/show.toml", "news.toml"),
    "today --json": ("*/show.toml", "news.toml", "sources.toml"),
    "today --line": ("*/show.toml",),
    "today --on 2023-11-17": ("rich", "*/show.toml", "news.toml", "paris/2023.toml"),
    "today --on 2023-11-15T10:20+01:00": (
        *("rich", "*/show.toml", "news.toml", "paris/2023.toml"),
    ),
    "today --line --on 2023-11-15T10:20+01:00": ("*/show.toml", "paris/2023.toml"),
}
TIMED = (
    *("today", "today --json", "today --line"),
    *(f"{' '.join(EXAMPLE)}{form}" for form in ("", " --json", " --line")),
)
