"""Completion as shells ask for it, and its installation: Typer does both."""

import contextlib
import io
import os
import re
import sys
from collections.abc import Callable
from typing import Any

import typer

from milipol_cli.errors import BadInput, CannotWrite
from milipol_cli.look import streams

VARIABLE = "_MILIPOL_COMPLETE"
_QUESTION = "(complete|source)_(bash|zsh|fish|powershell|pwsh)"


def is_asking() -> bool:
    """Whether a shell asks for completions, or for its script."""
    return bool(os.environ.get(VARIABLE))


def refuse_odd_question() -> None:
    """Raises BadInput if no shell asks so; exits if it does not say what was typed."""
    question = os.environ.get(VARIABLE, "")
    if re.fullmatch(_QUESTION, question) is None:
        raise BadInput(
            f"{VARIABLE}={question!r}: not a completion request; expected for"
            " example complete_bash"
        )
    # Typer would read these from the environment unchecked.
    number = os.environ.get("COMP_CWORD", "")
    has_words = "COMP_WORDS" in os.environ and re.fullmatch("[0-9]{1,9}", number)
    if question == "complete_bash" and not has_words:
        sys.exit(0)


# Shells sort what they are offered, which would put past editions first. bash before
# version 4.4 cannot keep the order.
_IN_ORDER = {
    "bash": ("    return 0", "    compopt -o nosort 2> /dev/null\n    return 0"),
    "zsh": ("  eval", "  zstyle ':completion:*:*:%(prog_name)s:*' sort false\n  eval"),
    "fish": ("complete --command", "complete --keep-order --command"),
}


def _keep_order() -> None:
    """Has Typer's scripts keep the order in which values are offered."""
    from typer import _completion_shared  # noqa: PLC0415  only to install

    scripts = _completion_shared._completion_scripts
    for name, (line, lines) in _IN_ORDER.items():
        if lines not in scripts[name]:
            scripts[name] = scripts[name].replace(line, lines)


def guard_installation(command: Any) -> None:
    """Makes errors of --install-completion and --show-completion ours.

    The help of the latter is shortened to one line, so that `--help` fits a screen.
    """
    for option in command.params:
        if option.name == "install_completion":
            option.callback = _guarded(option.callback, "installed", _need_home)
        elif option.name == "show_completion":
            option.callback = _guarded(option.callback, "shown", lambda: None)
            option.help = "Show completion for the current shell, to copy it."


def _guarded(
    callback: Callable[..., Any], done: str, prepare: Callable[[], None]
) -> Callable[..., Any]:
    def guarded(context: Any, option: Any, value: Any) -> Any:
        if not value:
            return callback(context, option, value)
        prepare()
        _keep_order()
        script = io.StringIO()
        try:
            with (
                contextlib.redirect_stdout(script),
                contextlib.redirect_stderr(io.StringIO()),
            ):
                return callback(context, option, value)
        except SystemExit:
            streams.write_text(script.getvalue())
            raise
        except typer.Exit:
            raise BadInput(
                f"{option.opts[0]}: this shell is not known; expected bash, zsh, fish"
                " or PowerShell"
            ) from None
        except (OSError, UnicodeError) as error:
            named = getattr(error, "filename", None)
            where = "your shell's settings" if named is None else str(named)
            why = getattr(error, "strerror", None) or "not UTF-8"
            raise CannotWrite(f"completion cannot be {done}: {where}: {why}") from None

    return guarded


def _need_home() -> None:
    """Raises CannotWrite without a home folder, which Typer would create."""
    from milipol_cli.cli.environment import home  # noqa: PLC0415  only to install

    folder = home()
    if folder is None or not folder.is_dir():
        raise CannotWrite(
            "completion cannot be installed: your home folder does not exist; set HOME"
        )
