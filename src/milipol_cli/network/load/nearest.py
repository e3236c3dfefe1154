"""The ids that are nearest to one that names nothing."""

import difflib
import itertools
import re
from collections.abc import Collection, Iterable, Mapping, Sequence

# So many are told.
_MOST = 3


# Of ids by the ten thousand not all are compared, which would take a minute: the first
# of them, up to so many letters in all.
_MOST_LETTERS = 150_000


def show_hint(asked: str, names: Mapping[str, str]) -> str:
    """Which shows may be meant, or all; `names` gives the show of each name."""
    if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", asked):
        return f"a day is asked for with --on {asked}"
    near = _like(asked.casefold(), names, cutoff=0.5)
    if near:
        return f"did you mean {' or '.join(dict.fromkeys(names[it] for it in near))}?"
    return f"expected {', '.join(sorted(set(names.values())))}"


def ids(asked: str, known: Sequence[str]) -> list[str]:
    """The ids that begin with what was asked for, are of that year, or look like it."""
    of_year = [key for key in known if key.endswith(f"-{asked}")]
    begun = [key for key in known if asked and key.startswith(asked)]
    near = _like(asked, known, cutoff=0.6)
    return list(dict.fromkeys([*begun, *of_year, *near]))[:_MOST]


def parts(asked: str, of_edition: Iterable[tuple[str, str]]) -> list[str]:
    """The same of the parts of an edition, whose ids come with their titles."""
    head, slash, tail = asked.partition("/")
    # What comes before the slash is right, and would make all parts look alike.
    known = [key.partition("/")[2] for key, _ in of_edition]
    begun = [part for part in known if part.startswith(tail)]
    near = _like(tail, known, cutoff=0.6)
    told = list(dict.fromkeys([*begun, *near]))[:_MOST]
    return [f"{head}{slash}{part}" for part in told]


def _like(asked: str, known: Collection[str], *, cutoff: float) -> list[str]:
    letters = itertools.accumulate(map(len, known))
    few = [it for it, met in zip(known, letters, strict=True) if met <= _MOST_LETTERS]
    return difflib.get_close_matches(asked, few, n=_MOST, cutoff=cutoff)
