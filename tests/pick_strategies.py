"""Picks, and agenda files as people may write them."""

import datetime as dt
import json
import re
from collections.abc import Sequence
from typing import Any, NamedTuple, get_args
from zoneinfo import ZoneInfo

import msgspec
from hypothesis import strategies as st

from milipol_cli.picks.model import MOST_MINUTES, OWN, OwnKind, Pick

# Texts that are easily written wrong in TOML.
TRAPS = (
    '"',
    "'",
    '"""',
    "'''",
    "\\",
    "\n",
    "\r\n",
    "\t",
    "#",
    "# not a comment\n",
    "\n[[pick]]\n",
    '[[pick]]\nid = "x"\n',
    "\x00",
    "\x1b",
    "\x7f",
    "\x85",
    "\u2028",
    "\ufeff",
    "é",
    "𝄞",
    " ",
)
ZONES = tuple(map(ZoneInfo, ("Europe/Paris", "Asia/Kolkata", "America/St_Johns")))
# Every comment has a number, so that it can be found again.
MARK = "#\N{PILCROW SIGN}"

_letters = st.text(st.characters(codec="utf-8"), max_size=8)
_pieces = st.lists(st.one_of(st.sampled_from(TRAPS), _letters), max_size=5)
texts = _pieces.map("".join).filter(bool)
_slugs = st.from_regex("[a-z0-9]{1,3}(-[a-z0-9]{1,3})?", fullmatch=True)
_leads = st.sampled_from(("4w", "14d", "1d@18:00", "2h", "15m"))
_times = st.one_of(st.times(), st.sampled_from((dt.time(9, 30), dt.time(14))))
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


_told = {
    "date": _maybe(st.dates()),
    "note": _maybe(texts),
    "alarm": _maybe(st.lists(_leads, max_size=3).map(tuple)),
    "updated": _maybe(st.dates()),
    "sequence": st.one_of(st.just(0), st.integers(0, 10**6)),
}


def _of_days(date: dt.date | None, last: dt.date | None, **fields: Any) -> Pick:
    """A pick of days; it has a last day only after a first one."""
    if date is not None and last is not None:
        date, last = sorted((date, last))
    return Pick(date=date, last=None if date is None else last, **fields)


_seen = st.builds(
    _of_days,
    id=st.builds(
        "{}{}".format,
        _slugs.filter(lambda slug: f"{slug}/" != OWN),
        st.one_of(st.just(""), _slugs.map("/{}".format)),
    ),
    title=_maybe(texts),
    last=_maybe(st.dates()),
    start=_maybe(_times),
    end=_maybe(_times),
    room=_maybe(texts),
    speakers=st.lists(texts, max_size=2).map(tuple),
    **_told,
)
_kinds: st.SearchStrategy[OwnKind] = st.sampled_from(get_args(OwnKind))
# What picks have whose time is the reader's, and what an exhibitor has.
_timed = {
    "at": _moments,
    "minutes": _maybe(st.integers(1, MOST_MINUTES)),
    "zone": st.sampled_from(ZONES),
}
_own = {
    "id": _slugs.map(f"{OWN}{{}}".format),
    "title": texts,
    "kind": _kinds,
    "place": _maybe(texts),
}
_of_exhibitor = {
    "id": _slugs.map("paris-2027/exhibitors/{}".format),
    "title": _maybe(texts),
    "place": _maybe(texts),
    "done": st.booleans(),
}
_undated = {**_told, "date": st.none()}
_own_day = st.builds(
    _of_days,
    edition=_maybe(st.just("paris-2027")),
    last=_maybe(st.dates()),
    **{**_own, **_told, "date": st.dates()},
)
_own_time = st.builds(Pick, **{**_own, **_timed, **_undated})
_exhibitor = st.builds(Pick, **{**_of_exhibitor, **_undated})
_meeting = st.builds(Pick, **{**_of_exhibitor, **_timed, **_undated})
picks: st.SearchStrategy[Pick] = st.one_of(
    _seen, _own_day, _own_time, _exhibitor, _meeting
)


def lists_of_picks(most: int) -> st.SearchStrategy[list[Pick]]:
    """Lists without two picks of the same id."""
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
            note = draw(_maybe(texts))
            instead[pick.id] = msgspec.structs.replace(pick, note=note)
        elif change == "other":
            like = _seen if not pick.is_own else st.one_of(_own_day, _own_time)
            if pick.is_exhibitor:
                like = st.one_of(_exhibitor, _meeting)
            instead[pick.id] = msgspec.structs.replace(draw(like), id=pick.id)
    known = {pick.id for pick in old}
    added = draw(lists_of_picks(2))
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
    lines = _Lines(draw, end)
    head = "".join(lines.between())
    if draw(st.booleans()):
        head += f'name = "Ann"{end}' + "".join(lines.between())
    blocks = []
    for pick in draw(lists_of_picks(4)):
        below = "".join(lines.between())
        blocks.append(Block(pick, lines.table(pick), below))
    if draw(st.booleans()):  # no line end at the end of the file
        if not blocks:
            head = head.removesuffix(end)
        elif blocks[-1].below:
            last = blocks[-1]
            blocks[-1] = last._replace(below=last.below.removesuffix(end))
        else:
            last = blocks[-1]
            blocks[-1] = last._replace(own=last.own.removesuffix(end))
    return Document(head, tuple(blocks))


class _Lines:
    """Writes lines as people may, each comment with a number of its own."""

    def __init__(self, draw: st.DrawFn, end: str) -> None:
        self._draw = draw
        self._end = end
        self._comments = 0

    def between(self) -> list[str]:
        """Blank lines and comments."""
        kinds = st.sampled_from(("", "  ", "comment", "  comment"))
        return [
            kind.replace("comment", self._comment()) + self._end
            for kind in self._draw(st.lists(kinds, max_size=3))
        ]

    def table(self, pick: Pick) -> str:
        """Its header and its keys in any order, with comments among them."""
        indent = self._draw(st.sampled_from(("", "", "  ")))
        header = self._draw(st.sampled_from(("[[pick]]", "[[ pick ]]", '[["pick"]]')))
        lines = [self._ended(indent + header)]
        values = {
            field.name: value
            for field in msgspec.structs.fields(pick)
            if (value := getattr(pick, field.name)) != field.default
        }
        for key in self._draw(st.permutations(list(values))):
            if self._draw(st.integers(0, 4)) == 0:
                lines += self.between()
            lines.append(self._ended(self._key(key) + self._value(values[key])))
        return "".join(lines)

    def _ended(self, line: str) -> str:
        comment = self._draw(st.sampled_from(("", "", "", "  ", " comment")))
        return line + comment.replace("comment", self._comment()) + self._end

    def _comment(self) -> str:
        self._comments += 1
        text = self._draw(st.sampled_from(("", "[[pick]]", 'x = """', "é # 'a", "\\")))
        return f"{MARK}{self._comments} {text}"

    def _key(self, key: str) -> str:
        style = st.sampled_from(("{} = ", "{} = ", "{}=", '"{}" = ', "  {}\t= "))
        return self._draw(style).format(key)

    def _value(self, value: object) -> str:
        if isinstance(value, tuple):
            parts = [self._value(part) for part in value]
            if self._draw(st.booleans()):
                return f"[{', '.join(parts)}]"
            lines = "".join(f"  {part},{self._end}" for part in parts)
            return f"[{self._end}{lines}]"
        if isinstance(value, dt.datetime):
            return value.isoformat(sep=self._draw(st.sampled_from(("T", "t", " "))))
        if isinstance(value, dt.date | dt.time):
            text = value.isoformat()
            short = text.removesuffix(":00") if text.count(":") == 2 else text
            return self._draw(st.sampled_from((text, f'"{text}"', short)))
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, int):
            return self._draw(st.sampled_from((f"{value}", f"+{value}", f"{value:#x}")))
        return self._string(value.key if isinstance(value, ZoneInfo) else str(value))

    def _string(self, text: str) -> str:
        return self._draw(st.sampled_from(_spellings(text, self._end)))


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
