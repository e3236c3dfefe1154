"""The text of a programme file, as `milipol import` writes it."""

import re

from milipol_cli.base.toml_values import toml_text, toml_value
from milipol_cli.network.model.programmes import Session

_ABOUT = """\
# The programme of {edition}. milipol import wrote this file, and replaces it: put what
# you add into {year}-extra.toml.
"""
_TIME = re.compile(r"^(start|end) = (\d\d:\d\d):00$", re.MULTILINE)
_USUAL_KIND = re.compile(r'^(title = .*\n)kind = "session"\n', re.MULTILINE)


def about_file(edition: str) -> str:
    """The comment at the head of a programme file."""
    return _ABOUT.format(edition=edition, year=edition[-4:])


def programme_text(edition: str, source: str, sessions: tuple[Session, ...]) -> str:
    """A programme file with these sessions."""
    top = f"\nedition = {toml_value(edition)}\nsource = {toml_value((source,))}\n"
    tables = (f"\n[[session]]\n{toml_text(session, 'session.')}" for session in sessions)
    # Times and kinds as a person writes them.
    text = _TIME.sub(r'\1 = "\2"', "".join([top, *tables]))
    return _USUAL_KIND.sub(r"\1", text)
