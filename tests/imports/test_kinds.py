"""Kinds of files -> ours."""

import pytest

from milipol_cli.commands.importing.programme import kind_of
from milipol_cli.network.model.programmes import KNOWN_KINDS


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("round table", "panel"),
        ("Round Tables", "panel"),
        ("Table ronde", "panel"),
        ("Ateliers", "workshop"),
        ("Workshop 60 Min", "workshop"),
        ("Talk (45 mins)", "talk"),
        ("Lightning talk", "talk"),
        ("Conférence courte", "conference"),
        ("Opening Keynote", "keynote"),
        ("Cérémonie d'ouverture", "opening"),
        ("Coffee break", "session"),
        ("3D", None),
        ("講演", None),
        ("", None),
    ],
)
def test_kinds_are_mapped(word: str, kind: str | None) -> None:
    assert kind_of(word) == kind


@pytest.mark.parametrize("kind", KNOWN_KINDS)
def test_our_kinds_stay(kind: str) -> None:
    assert kind_of(kind.capitalize()) == kind
