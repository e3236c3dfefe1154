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


def guard_installation(command: Any) -> None:
    """Makes errors of --install-completion and --show-completion ours.

    The help of the latter is shortened to one line, so that `--help` fits a screen.
    """
    for option in command.params:
        if option.name in ("install_completion", "show_completion"):
            option.callback = _guarded(option.callback)
        if option.name == "show_completion":
            option.help = "Show completion for the current shell, to copy it."


def _guarded(callback: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(context: Any, option: Any, value: Any) -> Any:
        if not value:
            return callback(context, option, value)
        if option.name == "install_completion":
            _need_home()
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
            raise CannotWrite(
                f"completion cannot be installed: {where}: {why}"
            ) from None

    return guarded


def _need_home() -> None:
    """Raises CannotWrite without a home folder, which Typer would create."""
    from milipol_cli.cli.environment import home  # noqa: PLC0415  only to install

    folder = home()
    if folder is None or not folder.is_dir():
        raise CannotWrite(
            "completion cannot be installed: your home folder does not exist; set HOME"
        )
