"""The copy of an agenda that `agenda undo` takes back: whole, private and of now."""

import datetime as dt
import re
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agendas import change_picks, own, read_picks
from conftest import Run
from milipol_cli.base import files
from milipol_cli.base.errors import CannotWrite
from milipol_cli.network.model.picks import Pick, Picks
from milipol_cli.picks.undo import keep_former, renumber
from milipol_cli.picks.write import take_back

DAY = dt.date(2026, 12, 1)
FIRST, SECOND, THIRD = (own(key, "2023-11-15T10:00") for key in ("a", "b", "c"))


def ids_in(path: Path) -> list[str]:
    return [pick.id for pick in read_picks(path)]


def test_each_step_is_taken_back_and_taken_back_again(agenda: Path) -> None:
    change_picks(agenda, lambda _: [FIRST])
    change_picks(agenda, lambda old: [*old, SECOND])
    for expected in (["agenda/a"], ["agenda/a", "agenda/b"], ["agenda/a"]):
        take_back(agenda, DAY)
        assert ids_in(agenda) == expected


def test_comments_come_back(agenda: Path) -> None:
    agenda.write_text('# Mine.\n[[pick]]\nid = "paris-2027"  # whole\n# end\n')
    text = agenda.read_text()
    change_picks(agenda, lambda _: [])
    assert "whole" not in agenda.read_text()
    assert take_back(agenda, DAY)[0] == "edit"
    assert agenda.read_text() == text


def test_the_copy_is_for_the_reader_alone(agenda: Path) -> None:
    agenda.write_text("# Mine.\n")
    agenda.chmod(0o644)
    change_picks(agenda, lambda _: [FIRST])
    copy = Path(f"{agenda}.undo")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert copy.read_text().endswith("\n# Mine.\n")


class _DiedError(Exception):
    """What stands for a kill."""


def _die(*_: object, **__: object) -> None:
    raise _DiedError


@pytest.mark.parametrize("step", ["keep_former", "settle"])
def test_an_interrupted_command_loses_neither(
    agenda: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Before the agenda is written, and after it: what is there is taken back."""
    change_picks(agenda, lambda _: [FIRST])
    change_picks(agenda, lambda old: [*old, SECOND])
    with monkeypatch.context() as patched:
        if step == "settle":
            patched.setattr(files, "move", _die)
        else:
            writers = iter([files.write_whole, _die])

            def write_whole(name: str, parts: Any, *, is_private: bool) -> None:
                next(writers)(name, parts, is_private=is_private)

            patched.setattr(files, "write_whole", write_whole)
        with pytest.raises(_DiedError):
            change_picks(agenda, lambda old: [*old, THIRD])
    written = step == "settle"
    assert ids_in(agenda) == ["agenda/a", "agenda/b", *(["agenda/c"] * written)]
    take_back(agenda, DAY)
    assert ids_in(agenda) == ["agenda/a", *(["agenda/b"] * written)]


@pytest.mark.slow
@pytest.mark.parametrize("death", ["files.write_whole", "files.move"])
def test_a_kill_loses_neither(agenda: Path, death: str) -> None:
    """The second file that is written is the agenda."""
    change_picks(agenda, lambda _: [FIRST])
    code = f"""
import os
from milipol_cli.base import files
from milipol_cli.app import app
real, calls = {death}, []
def dies(*args, **more):
    calls.append(args)
    if len(calls) == {2 if death.endswith("whole") else 1}:
        os.kill(os.getpid(), 9)
    return real(*args, **more)
{death} = dies
app(["agenda", "remove", "a"])
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert ran.returncode == -signal.SIGKILL
    take_back(agenda, DAY)
    gone = death == "files.write_whole"
    assert ids_in(agenda) == ([] if gone else ["agenda/a"])


def test_what_changed_by_hand_stays(run: Run, agenda: Path) -> None:
    change_picks(agenda, lambda _: [FIRST])
    agenda.write_text(f"{agenda.read_text()}# by hand\n")
    text = agenda.read_text()
    ran = run("agenda", "undo")
    assert ran.refusal == (
        2,
        "nothing undone: the agenda changed since the last command, by hand or by a"
        f" sync; the agenda before that command is in {agenda.name}.undo, next to it",
    )
    assert agenda.read_text() == text


def test_what_is_forgotten_is_nowhere(run: Run, agenda: Path) -> None:
    change_picks(agenda, lambda _: [FIRST, SECOND])
    change_picks(agenda, lambda old: old[:1])
    run("agenda", "remove", "a", "--forget")
    texts = [path.read_text() for path in agenda.parent.iterdir() if path.is_file()]
    assert not re.search("agenda/[ab]", "".join(texts))
    assert run("agenda", "undo").code == 2


def test_a_copy_can_be_forgotten_alone(run: Run, agenda: Path) -> None:
    """Also after the undo of a wrong import, whose notes are in the copy."""
    change_picks(agenda, lambda _: [FIRST, SECOND])
    text = agenda.read_text()
    change_picks(agenda, lambda old: old[:1])
    run("agenda", "undo")
    answer = run("agenda", "remove", "--forget")
    assert answer.err == "The last command cannot be undone: no copy is kept.\n"
    assert agenda.read_text().count("[[pick]]") == text.count("[[pick]]") == 2
    assert not (agenda.parent / f"{agenda.name}.undo").exists()
    assert run("agenda", "remove", "--forget", "--json").json["items"] == []
    assert run("agenda", "remove").refusal == (
        2,
        "expected ids of picks, or --forget to delete the copy for undo",
    )


@given(
    then=st.lists(st.sampled_from([FIRST, SECOND, THIRD]), unique_by=id), sequence=st.integers(0, 3)
)
def test_calendars_follow(then: list[Pick], sequence: int) -> None:
    """What is as it was keeps its number; everything else is numbered above both."""
    now: Picks = (FIRST, own("b", "2023-11-15T12:00", sequence=sequence))
    for was, new in zip(then, renumber(tuple(then), now, DAY), strict=True):
        if was is FIRST:
            assert new == was
        else:
            above = sequence if was is SECOND else 0
            assert (new.sequence, new.updated) == (above + 1, DAY)


def test_a_copy_that_cannot_be_written_names_the_agenda(tmp_path: Path) -> None:
    path = tmp_path / "none" / "agenda.toml"
    path.parent.write_text("")
    with pytest.raises(CannotWrite) as error:
        keep_former(path, "edit", "", "")
    assert ".undo" not in str(error.value)
