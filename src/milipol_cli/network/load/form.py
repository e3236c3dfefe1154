"""What of tables cannot become values: every fault of form, not the first alone.

msgspec stops at the first fault. So what it refuses is taken apart and given to it
table by table and leaf by leaf; what is sound is kept, and its sense can be checked.
"""

import contextlib
import datetime as dt
from collections.abc import Collection
from typing import Any, Literal, NamedTuple, get_args, get_origin

import msgspec

from milipol_cli.network.load.expected import (
    advice_on,
    expected,
    is_record,
    listed,
    no_longer,
    plain_type,
)
from milipol_cli.network.load.findings import (
    NOTHING,
    Finding,
    Place,
    Table,
    nearest,
    one_of,
    quoted,
)
from milipol_cli.network.model.record import Contradiction, Record, converted
from milipol_cli.network.model.shows import Figure, Notice

# What is left of a value that is unsound.
_UNSOUND: Any = object()


# An edition is the sum of its notices: without one of them it would say another thing.
_ALL_OR_NONE = (Notice,)


# What a figure means hangs on each of its fields, so that none of them is made up.
_NEVER_MADE_UP = (Figure,)


class Sound(NamedTuple):
    """What of tables values can be made of, and a finding for all else, in their order.

    What is unsound is left out, also of lists: `numbers` has, for each list by its
    place in `table`, the numbers that its members had before.
    """

    table: Table
    findings: tuple[Finding, ...]
    numbers: dict[Place, list[int]]

    def place_of(self, place: Place) -> Place:
        """Where a place of `table` was in the tables as they were."""
        old: Place = ()
        for at, step in enumerate(place):
            if isinstance(step, int) and place[:at] in self.numbers:
                old = (*old, self.numbers[place[:at]][step])
            else:
                old = (*old, step)
        return old


def sound(table: Table, kind: type[Record], most: int) -> Sound:
    """The part of a file's tables that is a `kind`, which is all of it where it can be.

    What a table must have, and lacks or has in no form that it can have, is made up, so
    that the rest of it is kept; nothing is to be said of what has a finding. With
    `most` findings the search for more ends, and all is made up.
    """
    if _is(table, kind):
        return Sound(table, (), {})
    apart = _Apart(most)
    try:
        kept = apart.table(table, kind, (), ())
    except _Enough:
        return Sound(_made_up(kind), tuple(apart.findings), {})
    return Sound(kept, tuple(apart.findings), apart.numbers)


def first(table: Table, kind: type[Any]) -> Finding:
    """The first fault of tables that are no `kind`."""
    apart = _Apart(most=1)
    with contextlib.suppress(_Enough):
        apart.table(table, kind, (), ())
    return apart.findings[0]


def _is(value: object, kind: Any) -> bool:
    try:
        converted(value, kind)
    except msgspec.ValidationError:
        return False
    return True


class _Enough(Exception):
    """As many findings as were asked for."""


class _Apart:
    """Tables taken apart: `old` is a place in them, `new` one in what is kept.

    With `most` findings it ends in the middle, with _Enough.
    """

    def __init__(self, most: int) -> None:
        self.findings: list[Finding] = []
        self.numbers: dict[Place, list[int]] = {}
        self._most = most

    def _add(self, finding: Finding) -> None:
        self.findings.append(finding)
        if len(self.findings) == self._most:
            raise _Enough

    def table(self, table: Table, kind: type[Record], old: Place, new: Place) -> Any:
        """What is kept of a table; nothing where it cannot be a `kind` at all."""
        fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
        kept: Table = {}
        lost = False
        for key, value in table.items():
            if key in fields:
                part = self._part(value, fields[key].type, (*old, key), (*new, key))
                if part is _UNSOUND:
                    lost = True
                else:
                    kept[key] = part
            else:
                self._unknown((*old, key), fields, table)
        for name, field in fields.items():
            if field.required and name not in table:
                wanted = expected(field.type)
                self._add(Finding((*old, name), NOTHING, wanted))
            if field.required and name not in kept:
                made_up = _UNSOUND if kind in _NEVER_MADE_UP else _made_up(field.type)
                if made_up is _UNSOUND:
                    return _UNSOUND
                kept[name] = made_up
        return self._agreeing(kept, kind, old, lost=lost)

    def _part(self, value: Any, kind: Any, old: Place, new: Place) -> Any:
        if _is(value, kind):
            return value
        plain, limits = plain_type(kind)
        if get_origin(plain) is tuple and isinstance(value, list):
            return self._list(value, plain, limits, old, new)
        if isinstance(value, dict) and is_record(plain):
            return self.table(value, plain, old, new)
        wanted, advice = expected(kind), advice_on(value, plain)
        self._add(Finding(old, quoted(value), wanted, advice))
        return _UNSOUND

    def _forget(self, new: Place) -> None:
        """Forgets the lists of what is left out: the next takes its place."""
        while self.numbers and next(reversed(self.numbers))[: len(new)] == new:
            self.numbers.popitem()

    def _list(
        self,
        values: list[Any],
        kind: Any,
        limits: msgspec.Meta | None,
        old: Place,
        new: Place,
    ) -> Any:
        inner = get_args(kind)[0]
        most = None if limits is None else limits.max_length
        if most is not None and len(values) > most:
            self._add(Finding(old, f"a list with {len(values)}", no_longer(kind, most)))
            values = values[:most]
        kept: list[Any] = []
        numbers = []
        for at, value in enumerate(values):
            part = self._part(value, inner, (*old, at), (*new, len(kept)))
            if part is not _UNSOUND:
                kept.append(part)
                numbers.append(at)
            else:
                self._forget((*new, len(kept)))
        self.numbers[new] = numbers
        if not values:
            self._add(Finding(old, quoted(values), listed(kind, limits)))
        too_few = limits is not None and len(kept) < (limits.min_length or 0)
        lost = len(kept) < len(values) and inner in _ALL_OR_NONE
        return _UNSOUND if too_few or lost else kept

    def _agreeing(
        self, kept: Table, kind: type[Record], old: Place, *, lost: bool
    ) -> Any:
        """The fields of a table without those that contradict others.

        Where one was `lost` and told, nothing is said of what is missing beside it.
        """
        while True:
            try:
                converted(kept, kind)
            except msgspec.ValidationError as error:
                wrong = error.__cause__
                assert isinstance(wrong, Contradiction)  # every field is sound by now
                found = kept.pop(wrong.field, None)
                if found is not None or not lost:
                    said = NOTHING if found is None else quoted(found)
                    place = (*old, wrong.field)
                    self._add(Finding(place, said, wrong.expected, kind=kind))
                if found is None:
                    return _UNSOUND
                lost = True
            else:
                return kept

    def _unknown(self, place: Place, fields: Collection[str], table: Table) -> None:
        # The key that was meant may be there, too: who wrote both sees what to do.
        advice = nearest(place[-1], fields)
        free = [name for name in fields if name not in table]
        wanted = "a known one" if advice or not free else f"a key like {one_of(free)}"
        self._add(Finding(place, "an unknown key", wanted, advice))


_MADE_UP = ("unsound", "unsound-0001", "FR", "UTC", 1, dt.date.max)


def _made_up(kind: Any) -> Any:
    """A value of a type that a table must have; nothing where none would do."""
    plain, _ = plain_type(kind)
    if get_origin(plain) is Literal:
        return get_args(plain)[0]
    if get_origin(plain) is tuple:
        inner = _made_up(get_args(plain)[0])
        return _UNSOUND if isinstance(inner, dict) else [inner]
    if is_record(plain):
        fields = msgspec.structs.fields(plain)
        return {it.encode_name: _made_up(it.type) for it in fields if it.required}
    return next(value for value in _MADE_UP if _is(value, kind))
