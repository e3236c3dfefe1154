"""What the shells offer, as the completion scripts ask for it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from milipol_cli.commands import completion

COMMANDS = ["upcoming", "today", "show", "search", "news", "agenda", "export", "check"]
MILIPOL = Path(sys.executable).with_name("milipol")


def offered(words: str, shell: str = "bash", **env: str) -> str:
    """What milipol offers for the last of the words typed."""
    asked = {
        "_MILIPOL_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": words,
        "COMP_CWORD": str(words.count(" ")),
        "_TYPER_COMPLETE_ARGS": words,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    ran = subprocess.run(
        [MILIPOL],
        capture_output=True,
        check=False,
        env={**os.environ, **asked, **env},
        text=True,
    )
    assert ran.stderr == ""
    return ran.stdout


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("milipol up", ["upcoming"]),
        ("milipol ", COMMANDS),
        ("milipol upcoming --li", ["--limit"]),
        ("milipol upcoming te", ["techx"]),
        ("milipol news doh", ["doha"]),
        ("milipol today sing", ["singapore"]),
        ("milipol show india", ["india", "india-2025", "india-2023"]),
        ("milipol show raid", ["raid-demonstration"]),
        (
            "milipol show paris-2023/tech",
            [
                "paris-2023/tech-1-keynote",
                "paris-2023/tech-1-panel",
                "paris-2023/tech-2",
            ],
        ),
        (
            "milipol show techx-2017/2017",
            ["techx-2017/2017-04-04", "techx-2017/2017-04-05", "techx-2017/2017-04-06"],
        ),
        ("milipol show nothing-2023/", []),
        ("milipol nothing ", COMMANDS),
        ("milipol export india-202", ["india-2025", "india-2023"]),
        ("milipol show --format t", ["table", "tsv"]),
        ("milipol search legacy --kind s", ["show", "session", "speaker"]),
        ("milipol search legacy --show pa", ["paris"]),
        ("milipol search leg", []),
        ("milipol today --tz Europe/Par", ["Europe/Paris"]),
    ],
)
def test_bash_is_offered_what_begins_so(words: str, found: list[str]) -> None:
    assert offered(words).split() == found


def test_zsh_and_fish_are_told_the_titles() -> None:
    words = "milipol show paris-2023/raid"
    assert '"paris-2023/raid-demonstration":"RAID"' in offered(words, "zsh")
    assert offered(words, "fish") == "paris-2023/raid-demonstration\tRAID\n"
    assert offered("milipol today --format pl", "fish") == (
        "plain\tlines of whole words, for screen readers\n"
    )


def test_commands_are_told_with_their_help() -> None:
    assert offered("milipol ne", "fish") == (
        "news\tWhat was made known: announcements, moves, results, newsletters.\n"
    )


def test_wrong_data_of_the_readers_takes_nothing_away(folder: Path) -> None:
    (folder / "paris").mkdir()
    (folder / "paris" / "show.toml").write_text("show = 5")
    assert offered("milipol upcoming par") == "paris\n"


@pytest.mark.parametrize("words", ["milipol show par", "milipol upcoming par"])
def test_data_that_cannot_be_opened_offers_nothing(
    words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MILIPOL_DATA", "/nonexistent")
    assert offered(words) == "\n"


def test_picks_are_offered_with_their_titles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "agenda.toml"
    monkeypatch.setenv("MILIPOL_AGENDA", str(file))
    assert offered("milipol agenda remove ") == "\n"
    file.write_text('[[pick]]\nid = "paris-2027"\ntitle = "P"\n[[pick]]\nid = "x-1"\n')
    assert offered("milipol agenda remove pa", "fish") == "paris-2027\tP\n"
    assert offered("milipol agenda remove ").split() == ["paris-2027", "x-1"]
    file.write_text("[[pick]\n")
    assert offered("milipol agenda remove ") == "\n"


def test_kinds_of_own_entries_are_offered() -> None:
    assert offered("milipol agenda add --kind me").split() == ["meeting"]
    assert offered("milipol agenda ").split() == ["add", "remove"]


def test_zones_are_found_in_any_case() -> None:
    assert completion.zones("europe/par") == ["Europe/Paris"]
