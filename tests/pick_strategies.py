"""Agenda files as people may write them, and changes of their picks."""

import datetime as dt
import itertools
import json
import re
from collections.abc import Sequence
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec
from hypothesis import strategies as st

from milipol_cli.network.model.picks import MOST_MINUTES, OWN, OWN_KINDS, OwnKind, Pick, kind_fields

# Texts that are easily written wrong in TOML.
TRAPS = (
    *('"', "'", '"""', "'''", "\\", "\n", "\r\n", "\t", "#", "# not a comment\n"),
    *("\n[[pick]]\n", '[[pick]]\nid = "x"\n', "\x00", "\x1b", "\x7f", "\x85"),
    *("\u2028", "\ufeff", "é", "𝄞", " "),
)
ZONES = tuple(map(ZoneInfo, ("Europe/Paris", "Asia/Kolkata", "America/St_Johns")))
# Every comment has a number, so that it can be found again.
MARK = "#\N{PILCROW SIGN}"

_letters = st.text(st.characters(codec="utf-8"), max_size=8)
_pieces = st.lists(st.one_of(st.sampled_from(TRAPS), _letters), max_size=5)
_texts = _pieces.map("".join).filter(bool)
_slugs = st.from_regex("[a-z0-9]{1,3}(-[a-z0-9]{1,3})?", fullmatch=True)
_leads = st.sampled_from(("4w", "14d", "1d@18:00", "2h", "15m"))
_offsets = st.integers(-14 * 60, 14 * 60).map(
    lambda minutes: dt.timezone(dt.timedelta(minutes=minutes))
)
_moments = st.datetimes(
    dt.datetime(1900, 1, 2),  # noqa: DTZ001  the clock in a zone
    dt.datetime(2199, 12, 30),  # noqa: DTZ001
    timezones=st.one_of(st.none(), _offsets),
)


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), strategy)


_of_all = {
    "title": _texts,
    "note": _maybe(_texts),
    "alarm": _maybe(st.lists(_leads, max_size=3).map(tuple)),
    "updated": _maybe(st.dates()),
    "sequence": st.one_of(st.just(0), st.integers(0, 10**6)),
}
_session = st.builds(
    Pick,
    id=_slugs.map("paris-2027/{}".format),
    date=_maybe(st.dates()),
    start=_maybe(st.times()),
    end=_maybe(st.just(dt.time(9, 30))),
    room=_maybe(_texts),
    speakers=st.lists(_texts, max_size=2).map(tuple),
    **_of_all,
)
_visit = st.builds(
    Pick, id=_slugs.map("paris-2027/exhibitors/{}".format), done=st.booleans(), **_of_all
)


def _entry(kind: OwnKind, **fields: Any) -> Pick:
    return Pick(**kind_fields(kind), **fields)


_kinds: st.SearchStrategy[OwnKind] = st.sampled_from(OWN_KINDS)
_own = {"id": _slugs.map(f"{OWN}{{}}".format), "kind": _kinds, **_of_all}
_days = st.builds(_entry, date=st.dates(), last=st.just(dt.date.max), **_own)
_timed = st.builds(
    _entry,
    at=_moments,
    minutes=_maybe(st.integers(1, MOST_MINUTES)),
    zone=st.sampled_from(ZONES),
    place=_maybe(_texts),
    **_own,
)


def _lists_of_picks(most: int) -> st.SearchStrategy[list[Pick]]:
    picks = st.one_of(_session, _visit, _days, _timed)
    return st.lists(picks, max_size=most, unique_by=lambda pick: pick.id)


class Change(NamedTuple):
    """Other picks by the ids they replace, None to remove one; and new picks."""

    instead: dict[str, Pick | None]
    added: list[Pick]

    def of(self, old: Sequence[Pick]) -> tuple[Pick, ...]:
        """The picks, changed."""
        changed = [self.instead.get(pick.id, pick) for pick in old]
        return (*(pick for pick in changed if pick is not None), *self.added)


@st.composite
def changes(draw: st.DrawFn, old: Sequence[Pick]) -> Change:
    """Some picks changed in one key or in all, some removed, and others added."""
    instead: dict[str, Pick | None] = {}
    for pick in old:
        change = draw(st.sampled_from(("stays", "stays", "note", "other", "goes")))
        if change == "goes":
            instead[pick.id] = None
        elif change == "note":
            note = draw(_maybe(_texts))
            instead[pick.id] = msgspec.structs.replace(pick, note=note)
        elif change == "other":
            like = st.one_of(_days, _timed) if pick.is_own else _session
            other = draw(_visit if pick.is_exhibitor else like)
            instead[pick.id] = msgspec.structs.replace(other, id=pick.id)
    known = {pick.id for pick in old}
    added = draw(_lists_of_picks(2))
    return Change(instead, [pick for pick in added if pick.id not in known])


class Block(NamedTuple):
    """A table: its lines up to the last key, and those below."""

    pick: Pick
    own: str
    below: str


class Document(NamedTuple):
    """An agenda file as written by hand."""

    head: str
    blocks: tuple[Block, ...]

    @property
    def picks(self) -> list[Pick]:
        """The picks in it."""
        return [block.pick for block in self.blocks]

    @property
    def text(self) -> str:
        """The whole file."""
        return self.head + "".join(block.own + block.below for block in self.blocks)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Agenda files in any style that TOML allows for [[pick]] tables."""
    end = draw(st.sampled_from(("\n", "\r\n")))
    numbers = itertools.count(1)

    def any_of(*texts: str) -> str:
        """One of the texts, each "#" in it a comment."""
        like = draw(st.sampled_from(("", "[[pick]]", 'x = """', "é # 'a", "\\")))
        comment = f"{MARK}{next(numbers)} {like}"
        return draw(st.sampled_from(texts)).replace("#", comment)

    def between() -> str:
        number = draw(st.integers(0, 3))
        return "".join(any_of("", "  ", "#", "  #") + end for _ in range(number))

    def table(pick: Pick) -> str:
        text = any_of("[[pick]]", "  [[ pick ]]", '[["pick"]]  #') + end
        values = {
            field.name: found
            for field in msgspec.structs.fields(pick)
            if (found := getattr(pick, field.name)) != field.default
        }
        for key in draw(st.permutations(list(values))):
            between_keys = between() if draw(st.integers(0, 4)) == 0 else ""
            written = draw(st.sampled_from(("{} = ", "{}=", '"{}" = ', "  {}\t= ")))
            text += between_keys + written.format(key) + _value(draw, values[key], end)
            text += any_of("", "", "  ", " #") + end
        return text

    head = between()
    if draw(st.booleans()):
        head += f'name = "Ann"{end}' + between()
    picks = draw(_lists_of_picks(4))
    blocks = [Block(pick, table(pick), between()) for pick in picks]
    has_end = draw(st.booleans())
    if blocks and not has_end:  # of its last line
        *others, last = blocks
        if last.below:
            last = last._replace(below=last.below.removesuffix(end))
        else:
            last = last._replace(own=last.own.removesuffix(end))
        blocks = [*others, last]
    return Document(head, tuple(blocks))


def _value(draw: st.DrawFn, value: object, end: str) -> str:
    if isinstance(value, tuple):
        parts = [_value(draw, part, end) for part in value]
        lines = "".join(f"  {part},{end}" for part in parts)
        return draw(st.sampled_from((f"[{', '.join(parts)}]", f"[{end}{lines}]")))
    if isinstance(value, bool | int):
        return str(value).lower()
    if isinstance(value, dt.date | dt.time):  # or a datetime
        return value.isoformat()
    text = value.key if isinstance(value, ZoneInfo) else str(value)
    return draw(st.sampled_from(_spellings(text, end)))


def _spellings(text: str, end: str) -> list[str]:
    """The ways to write a text in TOML; lines in it end as those of the file."""
    basic = json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
    forms = [basic]
    if basic[1:-1] == text and "'" not in text:
        forms.append(f"'{text}'")
    lines = [
        json.dumps(line, ensure_ascii=False).replace("\x7f", "\\u007f")[1:-1]
        for line in text.split("\n")
    ]
    forms.append('"""' + end + end.join(lines) + '"""')
    if not re.search(r"'''|'$|[\x00-\x08\x0b-\x1f\x7f]", text):
        forms.append("'''" + end + text.replace("\n", end) + "'''")
    return forms
