"""Sources in words, and the numbers that they are cited by."""

from collections.abc import Iterable, Mapping

from milipol_cli.network.model.sources import Source

# The number that each source is cited by, by its id.
Numbers = Mapping[str, int]

# This many numbers in a row become a span: "[4-6]".
_SPAN = 3


def source_numbers(sources: Iterable[Source]) -> Numbers:
    """The numbers of sources, in the order they are cited."""
    return {source.id: number for number, source in enumerate(sources, 1)}


def cites(keys: Iterable[str], numbers: Numbers) -> str:
    """The numbers of sources: "[2]", "[1] [4-6]"; "" if there are none."""
    runs: list[list[int]] = []
    for number in sorted({numbers[key] for key in keys if key in numbers}):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return " ".join(
        part
        for run in runs
        for part in (
            [f"[{number}]" for number in run]
            if len(run) < _SPAN
            else [f"[{run[0]}-{run[-1]}]"]
        )
    )


def cited(text: str, keys: Iterable[str], numbers: Numbers) -> str:
    """A text with the numbers of its sources, if they have any."""
    cited_numbers = cites(keys, numbers)
    return f"{text} {cited_numbers}" if cited_numbers else text
