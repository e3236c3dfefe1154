"""What `mutants.txt` explains is in the code."""

import pytest

import mutants
from conftest import ROOT

EXPLAINED = tuple(mutants.explained())


def test_there_are_explanations_to_compare() -> None:
    assert len(EXPLAINED) == len({str(one) for one in EXPLAINED}) > 0


@pytest.mark.parametrize("one", EXPLAINED, ids=lambda one: one.function)
def test_each_line_that_a_mutant_changes_is_in_its_module(one: mutants.Mutant) -> None:
    """But for its indentation, which mutmut does not show of a method."""
    place = (ROOT / "src" / "milipol_cli").joinpath(*one.function.split("."))
    file = next(
        file
        for part in place.parents
        for file in (part.with_suffix(".py"), part / "__init__.py")
        if file.exists()
    )
    text = file.read_text("utf-8")
    code = {line.strip() for line in text.splitlines()}
    gone = [line[1:].strip() for line in one.lines if line.startswith("-")]
    assert [line for line in gone if line not in code] == [], (
        f"tests/mutants.txt explains a change of a line of {one.function} that is not"
        f" in {file.name}; write the entry as the code is now, or take it out"
    )
