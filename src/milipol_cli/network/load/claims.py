"""Which show a name belongs to, where several claim it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from milipol_cli.network.load.reading import Layer


class Claim(NamedTuple):
    """A name that a show claims; of two claims the lesser one holds."""

    folder: int
    is_alias: bool
    show: str
    name: str


def owners(claims: Iterable[Claim]) -> dict[str, str]:
    """The show that each name belongs to.

    What a lower folder states comes first, so that no file of the reader's takes a name
    of the bundle; in one folder ids come before aliases, and then shows in order of id.
    """
    found: dict[str, str] = {}
    for claim in sorted(claims):
        found.setdefault(claim.name, claim.show)
    return found


def claims(show: str, layers: Sequence[Layer]) -> Iterator[Claim]:
    """The id of a show, and those of its aliases that no file above takes away.

    Of the show there are its files, in order.
    """
    stated: list[tuple[int, dict[str, None]]] = []
    for one in layers:
        yield Claim(one.folder, is_alias=False, show=show, name=show)
        head = one.table.get("show")
        aliases = head.get("aliases") if isinstance(head, dict) else None
        if isinstance(aliases, list):
            names = dict.fromkeys(name for name in aliases if isinstance(name, str))
            stated.append((one.folder, names))
    for name in stated[-1][1] if stated else ():
        folder = next(folder for folder, names in stated if name in names)
        yield Claim(folder, is_alias=True, show=show, name=name)
