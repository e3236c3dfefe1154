"""Random styles that good files are rewritten in."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from hypothesis import strategies as st

_Style = TypeVar("_Style")


def styles_of(
    style: Callable[..., _Style], choices: Mapping[str, Sequence[Any]], extras: Sequence[str]
) -> st.SearchStrategy[_Style]:
    """Styles that differ from the plain one in at most four of their parts."""
    parts = st.sets(st.sampled_from([*choices]), max_size=4)
    some_extras = st.sets(st.sampled_from(extras), max_size=2).map(frozenset)
    chosen = parts.flatmap(
        lambda names: st.fixed_dictionaries(
            {name: st.sampled_from(choices[name]) for name in sorted(names)}
        )
    )
    return st.builds(lambda kinds, more: style(**kinds, extras=more), chosen, some_extras)
