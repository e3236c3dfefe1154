"""The keys of names of companies, and groups of them."""

import re
from collections.abc import Iterable, Sequence

from milipol_cli.base.folding import fold

# The ends of names that say only what kind of company it is.
_LEGAL_FORMS = frozenset(
    re.findall(
        "[a-z]+",
        """
        ab ag aps as asa bhd bv bvba co company corp corporation doo eeig eood eurl fze
        gmbh hf inc incorporated jsc kft kg kgaa limited llc llp lp ltd ltda mbh nv oo
        ood ooo oy oyj plc private pte pty pvt sa sal sarl sas sasu sau sdn se sl slu
        snc sp spa spol sprl sr srl sro sti tic ug ulc wll z zoo zrt
        """,
    )
)

# What stands between words of a name like "&" and "+".
_AND = frozenset(["and", "et", "und"])


def name_key(name: str) -> str:
    """The words that the names of a company share: "Foo & Bar Ltd." has "foo bar".

    Case, signs, legal forms and words like "and" are left out.
    """
    folded = fold(name)
    if "." in folded or "/" in folded:  # most names have neither, and this is slow
        folded = re.sub(r"\b(\w)[./] ?(?=\w\b)", r"\1", folded)
    words = re.findall(r"\w+", folded)
    words[1:-1] = [word for word in words[1:-1] if word not in _AND]
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words.pop()
    return " ".join(words) or folded


def unite_groups(number: int, pairs: Iterable[tuple[int, int]]) -> Sequence[int]:
    """The groups of things with numbers from 0, of which pairs belong together.

    A group has the number of its first member; a thing in no pair is its own group.
    """
    groups = [*range(number)]

    def root(member: int) -> int:
        # Each step also shortens the way of the next search.
        while groups[member] != member:
            groups[member] = groups[groups[member]]
            member = groups[member]
        return member

    for one, other in pairs:
        first, second = sorted((root(one), root(other)))
        groups[second] = first
    return [*map(root, groups)]
