"""What the tests ask `milipol remind`; `tests/calls.py` explains the names."""

EXAMPLE = ("remind", "--all", "--on", "2027-11-02T09:00:59+01:00", "--tz=Europe/Paris")
CASES = {
    "remind": EXAMPLE,
    "remind-2023": (
        *("remind", "--all", "--on", "2023-10-25T12:00Z", "--tz", "America/New_York"),
        *("--within", "9999h"),
    ),
}
WIDTHS = {"remind-2023": (40, None)}
CALLS = ("remind --within 9999h", "remind --all --within 9999h")
USES = ("export",)
LOADS = {
    "remind --json": ("*/show.toml",),
    "remind --tz Europe/Paris": ("rich", "*/show.toml"),
    "remind --all --format plain": ("*/show.toml",),
}
TIMED = ("remind", "remind --json")
