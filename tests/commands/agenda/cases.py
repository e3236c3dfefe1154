"""What the tests ask `milipol agenda`; `tests/calls.py` explains the names."""

EXAMPLE = ("agenda", "--on", "2023-11-15")
CALLS = (
    "agenda",
    "agenda --all",
    "agenda --show {} --day 2028-05-03",
    "agenda --with agenda.toml",
    "agenda report {}",
)
WITHOUT_FORMAT = (
    "agenda add {}",
    "agenda add {} --if-free --change 2h",
    "agenda add --own {} --at 2028-05-03T10:00 --minutes 30",
    "agenda add --own {} --at 2028-05-03 --edition oslo-2028 --if-free",
    "agenda add {} --json",
    "agenda edit {} --note ask --if-free",
    "agenda edit {} --no-alarm --json",
    "agenda import agenda.toml --dry-run",
    "agenda import agenda.toml --json",
    "agenda share",
    "agenda sheet {} -o -",
    "agenda undo",
    "agenda undo --json",
    "agenda remove {} --forget",
    "agenda share --json",
    "agenda remove {}",
    "agenda remove {} --json",
    "agenda done {}",
    "agenda done {} --undo --json",
    "agenda done {} --note ask --met Ann --follow-up call --by 2028-05-03",
    "agenda edit {} --met Ann --follow-up call --by 2028-05-03",
)
LOADS = {"agenda": ("rich", "*/show.toml"), "agenda --json": ("*/show.toml",)}
