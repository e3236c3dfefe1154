"""Ids that are made of titles."""

from milipol_cli.folding import FreeIds


def test_ids_are_numbered_past_those_that_are_known() -> None:
    ids = FreeIds(["talk-2"])
    keys = ["talk", "talk", "talk-2", "talk", "panel"]
    assert list(map(ids.take, keys)) == [
        "talk",
        "talk-3",
        "talk-2-2",
        "talk-4",
        "panel",
    ]


def test_thousands_of_a_title_are_numbered_in_a_straight_line() -> None:
    """Counted from the first number each, these would take minutes."""
    ids = FreeIds()
    for _ in range(50_000):
        ids.take("talk")
    assert ids.take("talk") == "talk-50001"
