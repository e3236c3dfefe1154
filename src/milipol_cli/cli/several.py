"""Ids that a command takes several of."""

import functools
from collections.abc import Callable, Iterable
from typing import TypeVar

from milipol_cli.errors import UnknownId, with_consequence

_Named = TypeVar("_Named")

# A list of someone else may have thousands of wrong ids: no more are looked up.
_MOST_WRONG = 10

# If there are more, only the first is named.
_MOST_NAMED = 4


def all_named(
    names: Iterable[str], find: Callable[[str], _Named], done: str
) -> list[_Named]:
    """What each of the names means, once each.

    Raises UnknownId if `find` does, with all that are wrong, or the first and how many
    more; if there are several names, it begins with "nothing `done`".
    """
    names = list(dict.fromkeys(names))
    named, wrong = [], []
    for name in names:
        try:
            named.append(find(name))
        except UnknownId as error:
            wrong.append(str(error))
            if len(wrong) == _MOST_WRONG:
                break
    if len(wrong) > _MOST_NAMED:
        least = "at least " if len(wrong) == _MOST_WRONG else ""
        wrong[1:] = [f"{least}{len(wrong) - 1} more are wrong"]
    if wrong:
        message = functools.reduce(with_consequence, wrong)
        raise UnknownId(message if len(names) == 1 else f"nothing {done}: {message}")
    return named
