"""Whole folders of data with an agenda, as they are and damaged, for hypothesis.

They are files of the tests and of the bundle, in which a few lines are other ones.
"""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from conftest import DATA, GOOD, HERE
from milipol_cli.base.toml_values import toml_value

# The file of the agenda, beside those of the data.
AGENDA = "agenda.toml"
# The shows that a folder tells of, and one of the bundle.
SHOWS = ("oslo", "x", "paris")
YEARS = ("2023", "2025", "2028")
# Ids are few, so that they meet. These stand in the files, too.
IDS = ("a", "talk", "raid-demonstration", "villepinte", "x-2023", "le-monde-2017-11-21")
# What a terminal, a spreadsheet, Markdown, TOML or an iCalendar would trip over.
TEXTS = (
    "Nuñez 東京 😀",
    "[bold]x[/x]",
    "\x1b]0;t\x07\x9b2J",
    "\u202ea\u200b\ufeff",
    "=1+1",
    "-@+",
    "a\nb\r\tc\x00",
    "|`<b>\\",
    '"""',
    ";,:\\n",
    "word " * 60,
    "w" * 200,
    "https://a/\x1b;,",
    "1d@09:00",
)
DAYS = (dt.date.min, dt.date.max, dt.date(1900, 1, 1), dt.date(2199, 12, 31))

_characters = st.characters(codec="utf-8")
_texts = st.sampled_from(TEXTS) | st.text(_characters, min_size=1, max_size=8)
_days = st.dates(dt.date(2023, 1, 1), dt.date(2028, 12, 31)) | st.sampled_from(DAYS)
_ids = st.sampled_from(IDS)
_lists = st.lists(_ids | _texts, max_size=3).map(tuple)
_numbers = st.integers() | st.floats(-90, 90)
_values = st.one_of(_texts, _ids, _days, st.times(), _numbers, st.booleans(), _lists)


def _texts_of_files(folder: Any) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*.toml")
    }


INDIA = _texts_of_files(DATA / "india")
FILES = {
    **_texts_of_files(GOOD),
    **{f"x/{name}": text.replace('"india', '"x') for name, text in INDIA.items()},
}
AGENDAS = [
    (HERE / "commands" / "agenda" / "own" / f"{name}.toml").read_text("utf-8")
    for name in ("timeline", "more", "follow")
]


def _alike(value: str) -> st.SearchStrategy[Any]:
    """Values that may stand in the place of one in TOML."""
    if value.startswith('"'):
        return _ids if value.islower() else _texts
    if value.startswith("["):
        return _lists
    return _days if value[4:5] == "-" else _values


@st.composite
def folders(draw: st.DrawFn) -> dict[str, bytes]:
    """The files of a folder of data and of an agenda, by name."""
    files = {}
    for name, text in [*FILES.items(), (AGENDA, draw(st.sampled_from(AGENDAS)))]:
        lines = text.splitlines()
        for _ in range(draw(st.sampled_from((0, 0, 1, 3)))):
            at = draw(st.integers(0, len(lines) - 1))
            key, _, value = lines[at].partition(" = ")
            damage = draw(st.integers(0, 9))
            if damage == 0:
                lines[at] = ""
            elif damage == 1:
                lines.insert(draw(st.integers(0, at)), lines[at])
            elif value:
                values = _values if damage == 2 else _alike(value)
                lines[at] = f"{key} = {toml_value(draw(values))}"
        raw = "\n".join(lines).encode()
        if draw(st.integers(0, 19)) == 0:
            at = draw(st.integers(0, len(raw)))
            raw = raw[:at] + draw(st.binary(max_size=6)) + raw[at + 3 :]
        if draw(st.integers(0, 3)):
            files[name] = raw
    return files
