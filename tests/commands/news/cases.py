"""What the tests ask `milipol news`; `tests/calls.py` explains the names."""

CASES = {
    "news": ("news",),
    "news-since": ("news", "--since", "2025-01-01"),
    "news-2023": ("news", "--on", "2023-11-17", "--since", "2023-01-01"),
    "news-edition": ("news", "paris-2025"),
    "news-nothing": ("news", "brazil", "--since", "2026-06-01"),
}
HELD = {"plain": ("news-2023",), "json": ("news",), "markdown": ("news-nothing",)}
WIDTHS = {"news-since": (80,)}
CALLS = ("news", "news {}")
LOADS = {
    "news": ("rich", "*/show.toml", "news.toml", "sources.toml"),
    "news --format tsv": ("*/show.toml", "news.toml", "sources.toml"),
}
# Some news beside all news shows how long a row takes.
TIMED = ("news", "news --json", "news --since 2026-08-01")
