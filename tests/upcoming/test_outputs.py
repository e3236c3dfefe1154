"""Whole outputs of `upcoming`, held by golden files."""

import pytest

from conftest import ENDINGS, Golden, Run

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


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize(
    ("form", "ending"),
    [("table", "txt"), ("plain", "plain.txt"), ("json", "json")],
    ids=["table", "plain", "json"],
)
def test_prints(
    run: Run,
    golden: Golden,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    form: str,
    ending: str,
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    ran = run(*CASES[name], "--format", form)
    assert (ran.code, ran.err) == (0, "")
    golden(f"{name}.{ending}", ran.out)


@pytest.mark.parametrize("columns", [24, 60, 80, 120, 300])
@pytest.mark.parametrize("name", ["upcoming-2023"])
def test_fits_a_terminal(
    run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch, name: str, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    golden(f"{name}.{columns}.txt", run(*CASES[name]).out)


@pytest.mark.parametrize("name", ["upcoming-2023"])
def test_is_as_wide_as_it_needs_off_a_terminal(
    run: Run, golden: Golden, name: str
) -> None:
    golden(f"{name}.piped.txt", run(*CASES[name]).out)


@pytest.mark.parametrize("name", CASES)
def test_loses_nothing_at_any_width(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Every id of the answer is there, whole, from 24 to 300 columns."""
    ids = [part["id"] for part in _with_ids(run(*CASES[name], "--json").json)]
    for columns in (*range(24, 141, 4), 200, 300):
        monkeypatch.setenv("COLUMNS", str(columns))
        out = run(*CASES[name]).out
        missing = [key for key in ids if key.rpartition("/")[2] not in out]
        assert (columns, missing) == (columns, [])


def _with_ids(record: dict[str, list[dict[str, str]]]) -> list[dict[str, str]]:
    found = list(record["editions"])
    for day in record["editions"]:
        found += day.get("sessions", [])  # type: ignore[arg-type]
    return found


def test_upcoming_lists_what_the_newsletter_had(run: Run) -> None:
    record = run("upcoming", "--on", "2023-11-16", "--json").json
    assert [
        (row["id"], row["start"], row["end"], row["phase"], row["day"], row["days"])
        for row in record["editions"]
    ] == [
        ("paris-2023", "2023-11-14", "2023-11-17", "on", 3, 4),
        ("asia-pacific-2024", "2024-04-03", "2024-04-05", "upcoming", None, None),
        ("qatar-2024", "2024-10-29", "2024-10-31", "upcoming", None, None),
        ("india-2025", "2025-04-08", "2025-04-10", "upcoming", None, None),
    ]
    assert [row["id"] for row in record["known_later"]] == ["india-2025"]


@pytest.mark.parametrize("form", ["csv", "markdown"])
@pytest.mark.parametrize(("name", "args"), {"upcoming": ("upcoming",)}.items())
def test_prints_for_programs_and_documents(
    run: Run, golden: Golden, name: str, args: tuple[str, ...], form: str
) -> None:
    golden(f"{name}.{ENDINGS[form]}", run(*args, "--format", form).out)
