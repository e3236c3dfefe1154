"""As of an earlier date, only sources dated by then are listed."""

from pathlib import Path
from typing import Any

import pytest

from conftest import Put, Run, rewrite

# The sources in `own/dated` are named after when they are dated.
DATED = ["day", "month", "year"]
# Of the sources behind "Since then", those without a date are listed, too.
SINCE = ["after", "undated-too"]


@pytest.fixture(autouse=True)
def _expo(put: Put) -> None:
    put("dated")


def ids(value: Any, *, key: str = "") -> set[str]:
    """The ids in every list of sources inside a record."""
    if isinstance(value, dict):
        value = {name: part for name, part in value.items() if name != "known_later"}
        return set().union(*(ids(part, key=name) for name, part in value.items()))
    if isinstance(value, list):
        if key == "sources":
            return {source if isinstance(source, str) else source["id"] for source in value}
        return set().union(*(ids(part) for part in value))
    return set()


@pytest.mark.parametrize(
    ("on", "listed"),
    [
        ("2024-02-01", {*DATED, *SINCE}),
        ("2024-06-01", {*DATED, "later", *SINCE}),
        ("2025-05-10", {*DATED, "later", "after"}),
        ("2026-11-24", {*DATED, "later", "after", "undated", "undated-too"}),
    ],
)
def test_json_lists_them(run: Run, on: str, listed: set[str]) -> None:
    for key in ("expo", "expo-2025"):
        record = run("show", key, "--on", on, "--json").json
        assert {source["id"] for source in record["sources"]} == listed
        assert ids(record) == listed
        changes = [change["sources"] for change in record["known_later"]]
        assert changes == ([SINCE] if set(SINCE) <= listed and on < "2025" else [])


def test_news_names_publishers_of_sources_dated_by_then(run: Run, folder: Path) -> None:
    """Of notices, and of news without a date."""
    show = folder / "expo" / "show.toml"
    rewrite(show, '["day", "undated", "later"]', '["undated"]')
    (folder / "news.toml").write_text(
        '[[news]]\nid = "list"\ntitle = "A list"\nsummary = "A list."\n'
        'show = "expo"\nknown_by = 2024-02-01\nsource = ["undated"]\n',
        "utf-8",
    )
    early, now = run("news", "expo", "--on", "2024-02-01").out, run("news", "expo").out
    assert "no source dated by then" in early
    assert "A list (by 1 February 2024)" in early
    assert "no source dated by then" not in now
    assert "A list (The Undated, by 1 February 2024)" in now


def test_show_lists_and_numbers_them(run: Run) -> None:
    ask = ("show", "expo-2025", "--sources", "--format", "plain", "--on", "2024-02-01")
    out = run(*ask).out
    assert [line for line in out.splitlines() if "[" in line] == [
        "Dates: Sunday 4 to Monday 5 May 2025 [1]",
        "Figure: 500 visitors, expected [2], [3]",
        "Sources: [1]",
        "Since then: Expo 2025 was held on 11 to 12 May 2025. [4], [5]",
        "Source: [1] The Day, 1 February 2024, press",
        "Source: [2] The Month, February 2024, press",
        "Source: [3] The Year, 2024, press",
        "Source: [4] The After, 10 May 2025, press",
        "Source: [5] The Undated-Too, press",
    ]
    early = ("--sources", "--on", "2024-02-01")
    since = "Since then: Expo 2025 was held on 11-12 May 2025. [4] [5]"
    assert since in run("show", "expo", *early).out
    talk = ("show", "expo-2025/talk", "--sources", "--on")
    assert "The Later" not in run(*talk, "2024-02-01").out
    assert "The Later" in run(*talk, "2024-06-01").out
