"""The types of files about names of companies."""

import datetime as dt
from collections.abc import Iterator
from typing import Literal

from milipol_cli.network.model.exhibitors import Texts
from milipol_cli.network.model.record import Record, Text


class NameGroup(Record, frozen=True, kw_only=True):
    """Names in a group, `why` they are in it, and the `day` on which that was found."""

    names: Texts
    why: Text | None = None
    day: dt.date | None = None


CompanyLink = Literal["same", "perhaps", "different"]

_Groups = tuple[Texts | NameGroup, ...]


class CompaniesFile(Record, frozen=True, kw_only=True):
    """The contents of a `companies.toml`: groups of names as lists print them.

    They are of one company, possibly of one, or of different ones.
    """

    same: _Groups = ()
    perhaps: _Groups = ()
    different: _Groups = ()

    def groups(self, link: CompanyLink) -> Iterator[NameGroup]:
        """The groups with this link."""
        groups: _Groups = getattr(self, link)
        for group in groups:
            yield group if isinstance(group, NameGroup) else NameGroup(names=group)
