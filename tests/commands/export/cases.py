"""What the tests ask `milipol export`; `tests/calls.py` explains the names."""

EXAMPLE = ("export", "paris-2023", "--sessions", "--no-alarm", "-o", "-")
CALLS = ()
WITHOUT_FORMAT = (
    "export -o -",
    "export {} --sessions --private -o -",
    "export {} --sessions --reminder-events --alarm 2h -o -",
    "export agenda -o -",
    "export agenda --dry-run",
    "export {} --sessions --dry-run --json",
)
LOADS = {
    "export paris-2023 -o -": ("*/show.toml", "paris/2023.toml"),
    "export paris-2023 --dry-run --json": ("*/show.toml", "paris/2023.toml"),
    "export paris-2023 --dry-run": ("rich", "*/show.toml", "paris/2023.toml"),
}
TIMED = ("export paris-2023 --sessions --output -",)
