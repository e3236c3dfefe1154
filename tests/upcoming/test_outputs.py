"""What `upcoming` answers; most whole answers are held by `test_outputs.py`."""

from conftest import Run


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
