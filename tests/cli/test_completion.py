"""What the shells offer, as the completion scripts ask for it."""

import os
import pwd
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
import shellingham
from typer.testing import CliRunner

from conftest import Run, write_file
from milipol_cli.app import COMMANDS, app
from milipol_cli.base.errors import InvalidData
from milipol_cli.cli import environment
from milipol_cli.cli.completion import editions, editions_and_fairs, shows, shows_and_fairs

PARIS_YEARS = (*range(2027, 1989, -2), *range(1990, 1983, -1))
PARIS_TECH = [*("paris-2023/tech-1-keynote", "paris-2023/tech-1-panel", "paris-2023/tech-2")]
MILIPOL = Path(sys.executable).with_name("milipol")


def question(words: str, shell: str) -> dict[str, str]:
    """The environment in which a shell asks what to offer for the last word typed."""
    return {
        "_MILIPOL_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": words,
        "COMP_CWORD": str(words.count(" ")),
        "_TYPER_COMPLETE_ARGS": words,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }


def answered(**env: str | None) -> str:
    """What milipol prints in this process, with variables set, or unset if None."""
    with pytest.MonkeyPatch.context() as patch:
        # The app hides it from Typer for the rest of the process.
        patch.setitem(sys.modules, "rich", sys.modules.get("rich"))
        result = CliRunner().invoke(app, [], prog_name="milipol", env=env)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def offered(words: str, shell: str = "bash") -> str:
    """What milipol offers for the last of the words typed."""
    return answered(**question(words, shell))


def offered_to_shell(words: str, shell: str = "bash", **env: str) -> str:
    """What milipol offers for them in a process of its own, as a shell starts one."""
    ran = asked(**question(words, shell), **env)
    assert ran.stderr == ""
    return ran.stdout


def asked(*args: str, **env: str | None) -> subprocess.CompletedProcess[str]:
    """Milipol in an environment in which a variable is set, or unset if None."""
    settled = {**os.environ, **env}
    return subprocess.run(
        [MILIPOL, *args],
        capture_output=True,
        check=False,
        env={name: value for name, value in settled.items() if value is not None},
        text=True,
    )


@pytest.mark.parametrize(
    ("words", "number"),
    [(None, "1"), ("milipol up", None), ("milipol up", "-1"), ("milipol up", "9" * 5000)],
)
def test_without_the_words_nothing_is_offered(words: str | None, number: str | None) -> None:
    env = {"COMP_WORDS": words, "COMP_CWORD": number}
    assert answered(_MILIPOL_COMPLETE="complete_bash", **env) == ""


@pytest.mark.slow
@pytest.mark.parametrize("words", ["", "milipol 'up", "milipol \\", "milipol show \udcff"])
def test_odd_words_are_no_error(words: str) -> None:
    env = {"COMP_WORDS": words, "COMP_CWORD": "7"}
    ran = asked(_MILIPOL_COMPLETE="complete_bash", **env)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_an_empty_question_counts_as_none() -> None:
    """As PowerShell leaves it."""
    ran = asked("upcoming", _MILIPOL_COMPLETE="")
    usual = asked("upcoming", _MILIPOL_COMPLETE=None)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, usual.stdout, "")


@pytest.mark.parametrize("question", ["bash_complete", "complete_tcsh", "complete"])
def test_a_question_that_no_shell_asks_is_refused(question: str) -> None:
    ran = asked(_MILIPOL_COMPLETE=question)
    assert (ran.returncode, ran.stdout, ran.stderr) == (
        2,
        "",
        f"milipol: _MILIPOL_COMPLETE={question!r}: not a completion request;"
        " expected for example complete_bash\n",
    )


def detect(monkeypatch: pytest.MonkeyPatch, shell: str | None) -> None:
    """Has Typer find this shell, or none."""

    def detected() -> tuple[str, str]:
        if shell is None:
            raise shellingham.ShellDetectionFailure
        return shell, shell

    monkeypatch.setattr(shellingham, "detect_shell", detected)


def test_completion_is_installed_at_home(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    detect(monkeypatch, "bash")
    script = tmp_path / ".bash_completions" / "milipol.sh"
    ran = run("--install-completion")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        f"bash completion installed in {script}\n"
        "Completion will take effect once you restart the terminal\n"
    )
    assert "complete_bash" in script.read_text("utf-8")
    ran = run("--show-completion")
    assert (ran.code, ran.out, ran.err) == (0, script.read_text("utf-8") + "\n", "")


@pytest.mark.parametrize(
    ("before", "menu"),
    [
        (None, "\nzstyle ':completion:*:*:milipol:*' menu select\n"),
        ("# zstyle\n", ""),
        ("zstyle ':completion:*' menu select\n", ""),
    ],
)
def test_zsh_shows_a_menu_for_milipol_alone(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str | None, menu: str
) -> None:
    detect(monkeypatch, "zsh")
    settings = tmp_path / ".zshrc"
    if before is not None:
        settings.write_text(before)
    for _ in range(2):
        assert run("--install-completion").code == 0
        own = f"{before or ''}\nfpath+=~/.zfunc; autoload -Uz compinit; compinit\n"
        assert settings.read_text() == f"{own}{menu}".lstrip("\n")


def test_powershell_keeps_its_tab(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    detect(monkeypatch, "pwsh")
    shown = run("--show-completion").out
    assert "Register-ArgumentCompleter" in shown
    assert "Set-PSReadLineKeyHandler" not in shown


@pytest.mark.parametrize("named", [None, "here", "{folder}/none/home"])
def test_completion_is_not_installed_without_a_home(
    run: Run, named: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(_: int) -> NoReturn:
        raise KeyError

    detect(monkeypatch, "bash")
    monkeypatch.setattr(pwd, "getpwuid", nobody)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HOME")
    if named is not None:
        monkeypatch.setenv("HOME", named.format(folder=tmp_path))
    assert run("--install-completion").refusal == (
        5,
        "completion cannot be installed: your home folder does not exist; set HOME",
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("option", ["--install-completion", "--show-completion"])
@pytest.mark.parametrize("shell", [None, "tcsh"])
def test_completion_needs_a_shell_that_is_known(
    run: Run, option: str, shell: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    detect(monkeypatch, shell)
    assert run(option).refusal == (
        2,
        f"{option}: this shell is not known; expected bash, zsh, fish or PowerShell",
    )


def test_settings_of_a_shell_that_cannot_be_changed_are_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    detect(monkeypatch, "bash")
    settings = tmp_path / ".bashrc"
    settings.write_bytes(b"# \xff\n")
    assert run("--install-completion").refusal == (
        5,
        "completion cannot be installed: your shell's settings: not UTF-8",
    )
    settings.unlink()
    settings.mkdir()
    assert run("--install-completion").refusal == (
        5,
        f"completion cannot be installed: {settings}: Is a directory",
    )


OFFERED = {
    "milipol up": ["upcoming", "update"],
    "milipol ": list(COMMANDS),
    "milipol help ": list(COMMANDS),
    "milipol help agenda ad": ["add"],
    "milipol search legacy --kind s": ["show", "session", "speaker"],
    "milipol show paris-2023/tech": PARIS_TECH,
    "milipol today --tz europe/par": ["Europe/Paris"],
    "milipol today --tz fact": [],
    "milipol upcoming --li": ["--limit"],
    "milipol show Par": ["paris", *(f"paris-{y}" for y in PARIS_YEARS)],
    "milipol show --on 2025-11-01 gign": ["gign-demonstration"],
    "milipol show --on soon paris-": [],
    "milipol show AI-E": ["ai-ethics"],
    "milipol show PARIS-2023/RAID": ["paris-2023/raid-demonstration"],
    "milipol show techx-2017/2017": [f"techx-2017/2017-04-0{d}" for d in (4, 5, 6)],
    "milipol show nothing-2023/": [],
    "milipol export ag": ["agenda"],
    "milipol export raid": ["raid-demonstration"],
    "milipol show ag": [],
    "milipol show --format t": ["table", "tsv"],
    "milipol exhibitors india": ["india", "india-2025", "india-2023"],
    "milipol exhibitors --by c": ["country", "category"],
    "milipol exhibitors --country fra": ["France"],
    "milipol exhibitors im": ["import"],
    "milipol exhibitors idex": ["idex", "idex-2025", "idex-2023"],
    "milipol exhibitors paris-2025 --not-on aad-": ["aad-2026", "aad-2024"],
    "milipol exhibitors --show dse": ["dsei", "dsei-japan"],
    "milipol exhibitors import --int": ["--into"],
    "milipol exhibitors import x.csv --edition india-20": ["india-2025", "india-2023"],
    "milipol show thales": [],
    "milipol show paris-2027/exhibitors/": [],
    "milipol show paris-1900/exhibitors/": [],
    "milipol agenda add --kind me": ["meeting", "meal"],
    "milipol agenda edit ": [],
}


@pytest.mark.parametrize(("words", "offers"), OFFERED.items(), ids=OFFERED)
def test_bash_is_offered_what_begins_so(words: str, offers: list[str]) -> None:
    assert offered(words).split() == offers


def test_exhibitors_are_offered_only_where_one_is_being_typed() -> None:
    assert "thales" not in offered("milipol show paris-2025/")
    offer = offered("milipol show paris-2025/Exhibitors/thal", "fish")
    assert offer == "paris-2025/exhibitors/thales\tTHALES\n"


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_a_value_after_a_sign_is_offered(shell: str) -> None:
    """In bash Typer is handed the sign as a word of its own."""
    offers = offered("milipol show --format=c", shell)
    assert "csv" in offers
    assert "json" not in offers


@pytest.mark.slow
def test_a_shell_runs_nothing_of_a_title(folder: Path, tmp_path: Path) -> None:
    """What is offered to zsh is evaluated twice; here by bash, which quotes alike."""
    (folder / "paris").mkdir()
    title = r"a \$(touch f) \\`touch f` '; touch f; ' $(touch f)"
    quoted = "".join(f"\\U{ord(char):08x}" for char in title)
    text = PROGRAMME.replace("TITLE", quoted)
    (folder / "paris" / "2027.toml").write_text(text, "utf-8")
    offers = offered_to_shell("milipol show paris-2027/own", "zsh")
    script = '_arguments() { eval "x=( ${1#*((} "; }\n' + offers.replace("))'", ")'")
    ran = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert not (tmp_path / "f").exists()


@pytest.mark.slow
def test_titles_reach_a_terminal_that_lacks_their_characters() -> None:
    offer = offered_to_shell("milipol show paris-2015/", "fish", PYTHONIOENCODING="ascii")
    assert offer.isascii()


def test_zsh_and_fish_are_told_the_titles() -> None:
    words = "milipol show paris-2023/raid"
    key, name = "paris-2023/raid-demonstration", "Demonstration: RAID"
    escaped = name.replace(":", "\\\\:")
    assert f'"{key}":"{escaped}"' in offered(words, "zsh")
    assert offered(words, "fish") == f"{key}\t{name}\n"
    assert offered("milipol today --format pl", "fish") == (
        "plain\tlines of whole words, for screen readers\n"
    )


def test_wrong_data_of_the_readers_takes_nothing_away(folder: Path) -> None:
    write_file(folder / "paris" / "show.toml", "show = 5")
    assert offered("milipol upcoming par") == "paris\n"


@pytest.mark.parametrize(
    "words",
    [
        "milipol show par",
        "milipol upcoming par",
        "milipol exhibitors par",
        "milipol agenda add --edition par",
        "milipol agenda add --company tha",
    ],
)
def test_data_that_cannot_be_opened_offers_nothing(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MILIPOL_DATA", str(tmp_path / "none"))
    assert offered(words) == "\n"


@pytest.mark.parametrize("edition", ["", "--edition paris-2025 "])
def test_companies_are_offered_of_the_nearest_list_or_that_of_the_edition(edition: str) -> None:
    words = f"milipol agenda add --on 2025-11-17 {edition}--company thales"
    assert offered(words, "fish").splitlines()[0] == "thales\tTHALES"


def test_picks_are_offered_with_their_titles(agenda: Path) -> None:
    assert offered("milipol agenda remove ") == "\n"
    agenda.write_text('[[pick]]\nid = "paris-2027"\ntitle = "P"\n[[pick]]\nid = "x-1"\n')
    assert offered("milipol agenda remove pa", "fish") == "paris-2027\tP\n"
    assert offered("milipol agenda remove ").split() == ["paris-2027", "x-1"]
    assert offered("milipol agenda remove 1").split() == []
    agenda.write_text(
        "".join(
            f'[[pick]]\nid = "{key}"\n'
            for key in ("paris-2023/raid", "paris-2025/raid", "paris-2025/keynote")
        )
    )
    # The end of an id is offered if it is enough.
    assert offered("milipol agenda remove k").split() == ["keynote"]
    assert offered("milipol agenda remove r").split() == []
    agenda.write_text("[[pick]\n")
    assert offered("milipol agenda remove ") == "\n"


PROGRAMME = """
edition = "paris-2027"

[[session]]
id = "own-talk"
title = "TITLE"
kind = "talk"
source = ["own"]
"""


@pytest.mark.parametrize(
    ("shell", "line"),
    [
        ("bash", "    compopt -o nosort 2> /dev/null\n    return 0\n"),
        ("zsh", "  zstyle ':completion:*:*:milipol:*' sort false\n  eval"),
        ("fish", "complete --keep-order --command milipol"),
    ],
)
def test_shells_keep_the_order_of_offers(
    run: Run, monkeypatch: pytest.MonkeyPatch, shell: str, line: str
) -> None:
    detect(monkeypatch, shell)
    for _ in range(2):
        assert run("--show-completion").out.count(line) == 1


def test_upcoming_ids_are_offered_before_past_ones(
    agenda: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MILIPOL_ON", "2025-01-01")
    editions = offered("milipol show paris-").split()
    assert editions[:3] == ["paris-2023", "paris-2021", "paris-2019"]
    monkeypatch.setenv("MILIPOL_ON", "2022-01-01")
    assert offered("milipol show paris-").split()[:2] == ["paris-2023", "paris-2021"]
    for key, on in (
        ("paris-2019", "2019-01-01"),
        ("qatar-2024", "2023-01-01"),
        ("paris-2023/2023-11-15", "2023-01-01"),
    ):
        assert run("agenda", "add", key, "--on", on, "--quiet").code == 0
    assert agenda.exists()
    picks = offered("milipol agenda remove ").split()
    assert picks == ["qatar-2024", "paris-2023/2023-11-15", "paris-2019"]


@pytest.mark.parametrize("offer", [shows, editions, shows_and_fairs, editions_and_fairs])
def test_nothing_is_offered_from_data_that_cannot_be_read(
    offer: Callable[[str], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> NoReturn:
        raise InvalidData("x")

    monkeypatch.setattr(environment, "open_quietly", fail)
    assert offer("") == []


def test_data_that_was_not_fetched_adds_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for folder in (None, tmp_path / "none"):
        monkeypatch.setattr(environment, "fetched_folder", lambda folder=folder: folder)
        assert not environment.base_adds()
