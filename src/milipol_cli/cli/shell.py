"""Completion as shells ask for it, and its installation: Typer does both."""

import contextlib
import functools
import io
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer
from typer import _completion_shared

from milipol_cli.base import streams
from milipol_cli.base.errors import BadInput, CannotWrite

VARIABLE = "_MILIPOL_COMPLETE"
# What Typer changes for all commands, and for milipol alone.
_TAB_FOR_ALL = "Set-PSReadLineKeyHandler -Chord Tab -Function MenuComplete\n"
_MENU_FOR_ALL = b"zstyle ':completion:*' menu select"
_OUR_MENU = b"zstyle ':completion:*:*:milipol:*' menu select"
# Shells sort what they are offered, which would put past editions first. Before version
# 4.4, bash cannot keep the order.
_IN_ORDER = {
    "bash": ("    return 0", "    compopt -o nosort 2> /dev/null\n    return 0"),
    "zsh": ("  eval", "  zstyle ':completion:*:*:%(prog_name)s:*' sort false\n  eval"),
    "fish": ("complete --command", "complete --keep-order --command"),
}
_QUESTION = "(complete|source)_(bash|zsh|fish|powershell|pwsh)"


def prepare_answer() -> None:
    """Prepares for a shell that asks for completions, or for its script.

    Raises BadInput if no shell asks so; exits if it does not say what was typed.
    """
    question = os.environ.get(VARIABLE)
    if not question:
        return
    # With Rich, Typer would read titles as markup, and take twice as long.
    sys.modules.setdefault("rich", None)  # type: ignore[arg-type]
    if re.fullmatch(_QUESTION, question) is None:
        raise BadInput(
            f"{VARIABLE}={question!r}: not a completion request; expected for example complete_bash"
        )
    # Typer would read these from the environment unchecked.
    number = os.environ.get("COMP_CWORD", "")
    has_words = "COMP_WORDS" in os.environ and re.fullmatch("[0-9]{1,9}", number)
    if question == "complete_bash" and not has_words:
        sys.exit(0)


def guard_installation(command: Any) -> None:
    """Makes errors of --install-completion and --show-completion ours.

    The help of the latter is shortened to one line, so that `--help` fits a screen.
    """
    for option in command.params:
        if option.name in ("install_completion", "show_completion"):
            option.callback = functools.partial(_call_with_guards, option.callback)
        if option.name == "show_completion":
            option.help = "Show completion for the current shell, to copy it."


def _call_with_guards(callback: Callable[..., Any], context: Any, option: Any, value: Any) -> Any:
    """Calls Typer's callback of an option, with our scripts, menu and errors.

    Alone, it would create a missing home folder, change what other commands show in
    zsh, and end with a traceback if a file cannot be written.
    """
    if not value:
        return callback(context, option, value)
    _change_scripts()
    folder = _home(must_exist=option.name == "install_completion")
    settings = folder / ".zshrc"
    had_menu = b"zstyle" in _contents(settings)
    script = io.StringIO()
    try:
        with contextlib.redirect_stdout(script), contextlib.redirect_stderr(io.StringIO()):
            return callback(context, option, value)
    except SystemExit:  # Typer ends so when all went well
        if not had_menu:
            _limit_menu(settings)
        streams.write_text(script.getvalue())
        raise
    except typer.Exit:
        raise BadInput(
            f"{option.opts[0]}: this shell is not known; expected bash, zsh, fish or PowerShell"
        ) from None
    except (OSError, UnicodeError) as error:
        raise _not_installed(error) from None


def _home(*, must_exist: bool) -> Path:
    """The home folder; raises CannotWrite if it `must_exist`, as Typer would create it.

    A folder that does not exist stands for one that is not known.
    """
    from milipol_cli.cli.environment import home  # noqa: PLC0415  only to install

    folder = home() or Path("nowhere")
    if must_exist and not folder.is_dir():
        raise CannotWrite(
            "completion cannot be installed: your home folder does not exist; set HOME"
        )
    return folder


def _change_scripts() -> None:
    """Changes Typer's scripts: they keep our order, and leave Tab as it is elsewhere.

    A script that has been changed stays as it is.
    """
    scripts = _completion_shared._completion_scripts
    for shell, lines in scripts.items():
        # PowerShell keeps the order: "" replaces nothing.
        line, in_order = _IN_ORDER.get(shell, ("", ""))
        ordered = lines if in_order in lines else lines.replace(line, in_order)
        scripts[shell] = ordered.replace(_TAB_FOR_ALL, "")


def _limit_menu(settings: Path) -> None:
    """Limits the menu that Typer has added to the settings of zsh to milipol."""
    from milipol_cli.base import files  # noqa: PLC0415  only to install

    contents = _contents(settings)
    if _MENU_FOR_ALL in contents:
        ours = contents.replace(_MENU_FOR_ALL, _OUR_MENU)
        files.write_whole(str(settings), [ours])


def _not_installed(error: OSError | UnicodeError) -> CannotWrite:
    """The error for settings of a shell that cannot be read or written."""
    filename = getattr(error, "filename", None)
    where = "your shell's settings" if filename is None else str(filename)
    why = getattr(error, "strerror", None) or "not UTF-8"
    return CannotWrite(f"completion cannot be installed: {where}: {why}")


def _contents(path: Path) -> bytes:
    """The bytes of a file; none if it is missing or cannot be read."""
    with contextlib.suppress(OSError):
        return path.read_bytes()
    return b""
