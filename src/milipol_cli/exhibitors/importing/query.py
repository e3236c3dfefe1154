"""What an import of exhibitors does: the answer of `milipol exhibitors import`."""

from collections.abc import Iterator
from typing import Literal

from milipol_cli.doubts import Doubt
from milipol_cli.network.exhibitors import country_of
from milipol_cli.network.model.exhibitors import (
    Exhibitor,
    ExhibitorList,
    ListedExhibitor,
)
from milipol_cli.network.model.record import Record

ChangeKind = Literal["new", "moved", "changed", "gone"]


class FieldChange(Record, frozen=True, kw_only=True):
    """A field of an entry with its values as text; None if there is none."""

    field: str
    old: str | None
    new: str | None


class Change(Record, frozen=True, kw_only=True):
    """A company that is new, gone, on another stand or in another hall, or changed."""

    kind: ChangeKind
    listed: ListedExhibitor
    fields: tuple[FieldChange, ...] = ()

    @property
    def exhibitor(self) -> Exhibitor:
        """Its entry in the new list; for one that is gone, that in the old list."""
        return self.listed.exhibitor


class Report(Record, frozen=True, kw_only=True):
    """What a file has, and what its import changed.

    `file` is the list in the data folder `folder`, written unless `is_unchanged` or for
    a `dry_run`. `rows` is how many rows of the file have a company. `bundled` is the
    bundled list that it takes the place of, if there is one. `is_read` is whether other
    commands read the data folder.
    """

    file: str
    folder: str
    edition: str
    source: str
    sha256: str
    format: str
    rows: int
    exhibitors: tuple[Exhibitor, ...]
    changes: tuple[Change, ...]
    doubts: tuple[Doubt, ...]
    unused: tuple[str, ...]
    bundled: ExhibitorList | None
    is_new: bool
    is_unchanged: bool
    is_read: bool
    dry_run: bool

    @property
    def is_written(self) -> bool:
        """Whether the list was written."""
        return not (self.is_unchanged or self.dry_run)

    @property
    def countries(self) -> set[str]:
        """The countries that the exhibitors are from."""
        return {name for each in self.exhibitors if (name := country_of(each))}

    @property
    def stands(self) -> set[str]:
        """The stands of the exhibitors."""
        return {stand for each in self.exhibitors for stand in each.stand}

    @property
    def halls(self) -> set[str]:
        """The halls of the exhibitors."""
        return {hall for each in self.exhibitors for hall in each.hall}


def changes(old: ExhibitorList, new: ExhibitorList) -> Iterator[Change]:
    """What is different in a new list, in its order; companies that are gone are last.

    A company is the same if its id is.
    """
    for key, listed in new.by_key.items():
        before = old.by_key.get(key)
        if before is None:
            yield Change(kind="new", listed=listed)
        elif before.exhibitor != listed.exhibitor:
            fields = tuple(_fields(before.exhibitor, listed.exhibitor))
            moved = any(change.field in ("stand", "hall") for change in fields)
            kind: ChangeKind = "moved" if moved else "changed"
            yield Change(kind=kind, listed=listed, fields=fields)
    for key, listed in old.by_key.items():
        if key not in new.by_key:
            yield Change(kind="gone", listed=listed)


def _fields(old: Exhibitor, new: Exhibitor) -> Iterator[FieldChange]:
    before, now = _texts(old), _texts(new)
    for field, text in now.items():
        if text != before[field]:
            yield FieldChange(field=field, old=before[field], new=text)


def _texts(exhibitor: Exhibitor) -> dict[str, str | None]:
    return {
        "name": exhibitor.name,
        "country": country_of(exhibitor),
        "website": exhibitor.website,
        "categories": "; ".join(exhibitor.categories) or None,
        "stand": ", ".join(exhibitor.stand) or None,
        "hall": ", ".join(exhibitor.hall) or None,
    }
