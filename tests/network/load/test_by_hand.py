"""Programmes written by hand: what may be left out, and what a file beside adds."""

from pathlib import Path

import pytest

from builders import session
from conftest import DATA, HERE, write_file
from milipol_cli.network.load import Catalog
from milipol_cli.network.model.programmes import Programme, Session

BY_HAND = HERE / "commands" / "show" / "own" / "by-hand"


def ids(*sessions: Session) -> list[str]:
    """The ids that these sessions have in a programme."""
    programme = Programme(edition="oslo-2028", source=("own",), session=sessions)
    assert list(programme.sessions_by_id) == [each.id for each in programme.session]
    return list(programme.sessions_by_id)


def untitled(title: str) -> Session:
    """A session with a title and nothing else."""
    return Session(title=title)


def test_twenty_sessions_take_at_most_ninety_lines() -> None:
    lines = (BY_HAND / "expo" / "2027.toml").read_text("utf-8").splitlines()
    programme = Catalog([DATA, BY_HAND]).programme("expo-2027")
    assert programme is not None
    assert (len(programme.session), len(lines)) == (20 + 1, 40)  # one is beside it
    assert {each.source for each in programme.session} == {("own",)}


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["Who guards the port?"], ["who-guards-the-port"]),
        (["Tea", "tea!", "TEA"], ["tea", "tea-2", "tea-3"]),
        (["Été à Paris", "港"], ["ete-a-paris", "entry"]),
        (["2028-05-03", "2028/05/03"], ["session-2028-05-03", "session-2028-05-03-2"]),
        (["a" * 39 + " b"], ["a" * 39]),
    ],
    ids=["words", "the same", "letters", "dates", "long"],
)
def test_an_id_is_made_of_the_title(titles: list[str], expected: list[str]) -> None:
    assert ids(*map(untitled, titles)) == expected


def test_an_id_that_was_written_is_kept() -> None:
    """Also if it comes after sessions whose titles would give the same."""
    tea = session("tea")
    assert ids(untitled("Tea"), untitled("Tea 3"), untitled("Tea"), tea) == [
        "tea-2",
        "tea-3",
        "tea-4",
        "tea",
    ]


def test_a_kind_is_session_beside_a_title() -> None:
    assert Session(title="Tea").kind == "session"
    with pytest.raises(ValueError, match="kind of a session without a title"):
        Session(id="tea")


@pytest.mark.parametrize(("base", "sessions"), [("", 0), ("2027.toml", 20)])
def test_sessions_are_added_from_several_folders(tmp_path: Path, base: str, sessions: int) -> None:
    """Also to no programme; a later folder adds nothing that an earlier one has."""
    for name in ("show.toml", base):
        if name:
            text = (BY_HAND / "expo" / name).read_text("utf-8")
            (tmp_path / "a" / "expo").mkdir(parents=True, exist_ok=True)
            (tmp_path / "a" / "expo" / name).write_text(text, "utf-8")
    for folder, titles in (("a", ["One", "Two"]), ("b", ["Two", "Three"])):
        text = 'edition = "expo-2027"\nsource = ["own"]\n'
        text += "".join(f'[[session]]\ntitle = "{title}"\n' for title in titles)
        path = write_file(tmp_path / folder / "expo" / "2027-extra.toml", text)
    messages: list[str] = []
    data = Catalog([DATA, tmp_path / "a", tmp_path / "b"], messages.append)
    programme = data.programme("expo-2027")
    assert programme is not None
    added = [each.id for each in programme.session]
    assert added[-3:] == ["one", "two", "three"]
    assert len(added) == sessions + 3
    assert messages == [
        f"{path}: line 3: session[0].id: ignored, because an earlier file has 'two';"
        " use another id; see milipol check"
    ]
