"""A good list of exhibitors is read rightly however it is written, or is asked about.

A refusal names options; with the right answers the list is read rightly, or refused.
"""

from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import rewritten_lists
from milipol_cli.base.errors import MilipolError
from milipol_cli.imports import exhibitor_list
from rewritten_lists import CHOICES, EXTRAS, Meant, Style, companies, written
from style_strategies import styles_of

_ENCODINGS = ("cp1252", "mac_roman", "cp850")


STYLES = styles_of(Style, CHOICES, EXTRAS)


def test_there_are_many_ways() -> None:
    assert rewritten_lists.WAYS > 40


@given(STYLES, st.randoms())
def test_a_rewritten_list_is_read_rightly_or_asked_about(style: Style, random: Random) -> None:
    try:
        raw, meant = written(companies(random), style, random)
    except UnicodeEncodeError:
        return
    outcome = read_with_answers(raw, style)
    assert outcome is None or outcome == meant


def read_with_answers(raw: bytes, style: Style) -> list[Meant] | None:
    """What is read with the right answers to questions; None if the file is refused."""
    encoding = style.form if style.form in _ENCODINGS else "utf-8"
    right = {"--encoding": {"encoding": encoding}, "--rest": {"rest": "leave-out"}}
    given_answers: dict[str, Any] = {}
    while True:
        try:
            imported = exhibitor_list.read_bounded(raw, given_answers)
        except MilipolError as error:
            message = str(error)
        else:
            return sorted(
                (each.name, each.country_code, each.hall, each.stand)
                for each in imported.exhibitors
            )
        answers = {
            field: answer
            for option, fields in right.items()
            for field, answer in fields.items()
            if option in message and field not in given_answers
        }
        if not answers:
            return None
        given_answers |= answers
