"""Good programmes, written in the many ways in which people write programmes."""

import csv
import datetime as dt
import io
import itertools
import json
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import NamedTuple

from workbooks import Page, Value, ods, xlsx


class Talk(NamedTuple):
    """A session as it was meant; times are minutes after midnight."""

    title: str
    day: dt.date
    start: int
    end: int
    room: str
    speakers: tuple[str, ...]


# What is read from a file, or meant: as much as the file says.
Meant = tuple[str, dt.date, int, int | None, str | None, tuple[str, ...]]

FIRST = dt.date(2027, 11, 9)  # a Tuesday
_TITLES = (
    *("Opening", "Ports at night", "Drones, and how to stop them", "Lunch"),
    *("Borders & coasts", 'The "last mile" of radio', "Café: une pause", "Panel 2"),
    *("Über Häfen", "2027 in ten charts", "Closing", "Cyber: what now?"),
)
_PEOPLE = (
    *("Ada Obi", "Jan Maas", "Rosa Quispe", "Zoé Durand", "Kim Se-hoon"),
    *("Jürgen Groß", "Nora Lind"),
)
_ROOMS = ("Hall A", "Hall B", "Salle Curie")


def programme(random: Random) -> list[Talk]:
    """Sessions on some days, in order of time, each in a room."""
    talks = []
    titles = [*_TITLES]
    random.shuffle(titles)
    days = [FIRST + dt.timedelta(days=n) for n in range(random.choice((1, 2, 3)))]
    for number, title in enumerate(titles):
        day = days[number * len(days) // len(titles)]
        start = random.randrange(8 * 60, 20 * 60, 15)
        people = tuple(random.sample(_PEOPLE, random.choice((0, 1, 1, 2, 3))))
        room, lasts = random.choice(_ROOMS), random.choice((30, 45, 90))
        talks.append(Talk(title, day, start, start + lasts, room, people))
    talks.sort(key=lambda talk: (talk.day, talk.start, talk.room))
    return [
        talk
        for number, talk in enumerate(talks)
        if (talk.day, talk.start, talk.room)
        not in {(t.day, t.start, t.room) for t in talks[:number]}
    ]


_WEEKDAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "de": ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
}
_DAYS: dict[str, Callable[[dt.date], str]] = {
    "ISO": str,
    "d.m.Y": lambda day: f"{day:%d.%m.%Y}",
    "d/m/Y": lambda day: f"{day:%d/%m/%Y}",
    "m/d/Y": lambda day: f"{day:%m/%d/%Y}",
    "d/m/y": lambda day: f"{day.day}/{day.month}/{day:%y}",
    "d Mon Y": lambda day: f"{day.day} Nov {day.year}",
    "Month d, Y": lambda day: f"November {day.day}, {day.year}",
    "weekday d/m/Y": lambda day: f"{_weekday(day, 'en')} {day:%d/%m/%Y}",
    "weekday m/d/Y": lambda day: f"{_weekday(day, 'en')} {day:%m/%d/%Y}",
    "weekday and date": lambda day: f"{_weekday(day, 'en')}, {day.day} Nov {day.year}",
    "in French": lambda day: f"{_weekday(day, 'fr')} {day.day} novembre {day.year}",
    "in German": lambda day: f"{_weekday(day, 'de')}, {day.day}. November {day.year}",
    "no year": lambda day: f"{day.day} Nov",
    "weekday": lambda day: _weekday(day, "en"),
    "French weekday": lambda day: _weekday(day, "fr"),
    "Day N": lambda day: f"Day {(day - FIRST).days + 1}",
    "N": lambda day: str((day - FIRST).days + 1),
    "N from 0": lambda day: str((day - FIRST).days),
    "day of the month": lambda day: str(day.day),
    "weekday and day": lambda day: f"{_weekday(day, 'en')} {day.day}",
    "Day N and date": lambda day: f"Day {(day - FIRST).days + 1} - {day.day} Nov {day.year}",
}


def _weekday(day: dt.date, language: str) -> str:
    return _WEEKDAYS[language][day.weekday()]


def _half(minutes: int, form: str) -> str:
    hour = minutes // 60
    return form.format((hour - 1) % 12 + 1, minutes % 60, "AM" if hour % 24 < 12 else "PM")


_CLOCKS: dict[str, Callable[[int], str]] = {
    "HH:MM": lambda time: f"{time // 60:02}:{time % 60:02}",
    "H:MM": lambda time: f"{time // 60}:{time % 60:02}",
    "H.MM": lambda time: f"{time // 60}.{time % 60:02}",
    "HhMM": lambda time: f"{time // 60}h{time % 60:02}",
    "H:MM:SS": lambda time: f"{time // 60}:{time % 60:02}:00",
    "HHMM": lambda time: f"{time // 60:02}{time % 60:02}",
    "Uhr": lambda time: f"{time // 60}:{time % 60:02} Uhr",
    "AM/PM": lambda time: _half(time, "{}:{:02} {}"),
    "a.m.": lambda time: _half(time, "{}:{:02}{}").replace("AM", " a.m.").replace("PM", " p.m."),
    "12 hours": lambda time: _half(time, "{}:{:02}"),
    "12 hours, padded": lambda time: _half(time, "{:02}:{:02}"),
}
_HEADERS = {
    "en": ("Title", "Date", "Start", "End", "Room", "Speakers"),
    "en, long": ("Session title", "Day", "Start time", "End time", "Location", "Speaker(s)"),
    "fr": ("Intitulé", "Jour", "Début", "Fin", "Salle", "Intervenants"),
    "de": ("Titel", "Datum", "Beginn", "Ende", "Raum", "Referenten"),
    "es": ("Título", "Fecha", "Hora de inicio", "Hora de fin", "Sala", "Ponentes"),
    "it": ("Titolo", "Giorno", "Ora inizio", "Ora fine", "Sala", "Relatori"),
    "pt": ("Título", "Data", "Início", "Fim", "Sala", "Palestrantes"),
    "joined": ("talk_title", "date", "start_time", "end_time", "room_name", "speakers"),
    "capitals": ("TITLE", "DATE", "FROM", "TO", "ROOM", "SPEAKERS"),
}
_BETWEEN = {"semicolon": "; ", "lines": "\n", "bar": " | ", "comma": ", ", "slash": " / "}
_TIMES = ("start and end", "one span", "no end", "duration", "moments", "hours in header")
_DAY_PLACES = ("column", "once", "headings", "sheets", "with the start", "stacked")
_LAYOUTS = ("table", "rooms across", "days across", "side by side")
_EXTRAS = (
    *("title above", "notes below", "total below", "legend below", "empty rows"),
    *("empty columns", "header twice", "more columns", "row numbers", "cell far away"),
    *("shuffled rows", "reversed columns", "two header rows", "e-mails", "blanks"),
    *("bold HTML", "cancelled column", "hidden sheet", "states", "zone column"),
)
_FORMS = (
    *("csv", "semicolon", "tsv", "bar", "quoted", "CRLF", "CR", "sep", "utf-8-sig"),
    *("utf-16", "cp1252", "mac_roman", "cp850", "xlsx", "xlsx values", "ods", "json"),
)
WAYS = (
    len(_DAYS)
    + len(_CLOCKS)
    + len(_HEADERS)
    + len(_BETWEEN)
    + len(_TIMES)
    + len(_DAY_PLACES)
    + len(_LAYOUTS)
    + len(_EXTRAS)
    + len(_FORMS)
)


class Style(NamedTuple):
    """How a programme is written."""

    day: str = "ISO"
    clock: str = "HH:MM"
    headers: str = "en"
    between: str = "semicolon"
    times: str = "start and end"
    day_place: str = "column"
    layout: str = "table"
    extras: frozenset[str] = frozenset()
    form: str = "csv"


CHOICES: Mapping[str, Sequence[str]] = {
    "day": [*_DAYS],
    "clock": [*_CLOCKS],
    "headers": [*_HEADERS],
    "between": [*_BETWEEN],
    "times": _TIMES,
    "day_place": _DAY_PLACES,
    "layout": _LAYOUTS,
    "form": _FORMS,
}
EXTRAS = _EXTRAS


class Written(NamedTuple):
    """A file, and what a person reads in it."""

    raw: bytes
    meant: list[Meant]


Rows = list[list[Value]]


def written(talks: Sequence[Talk], style: Style, random: Random) -> Written:
    """The programme as a file in a style, as far as its parts go together."""
    writer = _Writer(style, random)
    if style.form == "json":
        return Written(writer.json(talks), writer.meant(talks))
    pages = writer.tables(talks) if not style.layout.endswith("across") else writer.grids(talks)
    return Written(writer.file(pages), writer.meant(talks))


class _Writer:
    def __init__(self, style: Style, random: Random) -> None:
        self.style, self.random = style, random
        self.is_grid = style.layout.endswith("across") and style.form != "json"
        self.day, self.clock = _DAYS[style.day], _CLOCKS[style.clock]

    def meant(self, talks: Sequence[Talk]) -> list[Meant]:
        """What the file says about each session."""
        found: list[Meant] = []
        for talk in talks:
            has_end = self.style.times != "no end"
            end = talk.end if has_end else None
            room: str | None = talk.room
            speakers = talk.speakers
            if self.is_grid:
                speakers = ()
                end = talk.end if self.style.times == "one span" else None
            if self.is_grid and self.style.layout == "days across":
                room = None
            found.append((talk.title, talk.day, talk.start, end, room, tuple(sorted(speakers))))
        return sorted(found, key=str)

    def people(self, talk: Talk) -> str:
        people: Sequence[str] = talk.speakers
        if "e-mails" in self.style.extras:
            people = [f"{p} <{p.split()[0].lower()}@example.org>" for p in people]
        return _BETWEEN[self.style.between].join(people)

    def times(self, talk: Talk) -> dict[str, str]:
        """The cells of the times, by the names of the English headers."""
        start, end = self.clock(talk.start), self.clock(talk.end)
        kind = self.style.times
        if kind == "one span":
            return {"Start": f"{start} - {end}"}
        if kind == "no end":
            return {"Start": start}
        if kind == "duration":
            return {"Start": start, "Duration": str(talk.end - talk.start)}
        if kind == "moments":
            return {"Start": f"{talk.day} {start}", "End": f"{talk.day} {end}"}
        return {"Start": start, "End": end}

    def row(self, talk: Talk, place: str) -> dict[str, str]:
        cells = {"Title": talk.title}
        times = self.times(talk)
        if place == "column" and self.style.times != "moments":
            cells["Date"] = self.day(talk.day)
        elif place == "with the start" and self.style.times != "moments":
            times["Start"] = f"{self.day(talk.day)} {times['Start']}"
        cells |= times
        cells |= {"Room": talk.room, "Speakers": self.people(talk)}
        return self.with_more(cells)

    def with_more(self, cells: dict[str, str]) -> dict[str, str]:
        """The cells of a row with those that a programme may have besides."""
        extras = self.style.extras
        more = {
            "more columns": {"Seats": str(self.random.randrange(20, 900)), "Level": "all"},
            "cancelled column": {"Cancelled": ""},
            "states": {"Status": "Confirmed"},
            "zone column": {"Time zone": "Europe/Paris"},
        }
        for name in extras & more.keys():
            cells |= more[name]
        if "row numbers" in extras:
            cells = {"#": str(self.random.randrange(1, 99)), **cells}
        if "bold HTML" in extras:
            cells["Title"] = f"<b>{cells['Title'].replace('&', '&amp;')}</b>"
        if "blanks" in extras:
            cells = {key: f"  {text} " for key, text in cells.items()}
        if "reversed columns" in extras:
            cells = dict(reversed(cells.items()))
        return cells

    def header(self, cells: Mapping[str, str]) -> list[Value]:
        names = dict(zip(_HEADERS["en"], _HEADERS[self.style.headers], strict=True))
        if self.style.times == "one span" and self.style.headers == "en":
            names["Start"] = "Time"
        return [names.get(key, key) for key in cells]

    def tables(self, talks: Sequence[Talk]) -> dict[str, Rows]:
        place = self.style.day_place
        groups: dict[str, list[Talk]] = {"Programme": [*talks]}
        if place in ("sheets", "stacked", "headings") or self.style.layout == "side by side":
            groups = {}
            for talk in talks:
                groups.setdefault(self.day(talk.day), []).append(talk)
        if place == "sheets" and self.style.form not in ("xlsx", "xlsx values", "ods"):
            place = "headings"
        if self.style.layout == "side by side":
            return {"Programme": self.decorated(self.beside(groups))}
        if place == "sheets":
            return {
                name.replace("/", "-"): self.decorated(self.table(group, "none"))
                for name, group in groups.items()
            }
        if place == "stacked":
            rows: Rows = []
            for name, group in groups.items():
                rows += [[name], *self.table(group, "none"), []]
            return {"Programme": self.decorated(rows)}
        if place == "headings":
            rows = []
            for name, group in groups.items():
                header, *body = self.table(group, "none")
                rows += [[name], *body] if rows else [header, [name], *body]
            return {"Programme": self.decorated(rows)}
        return {"Programme": self.decorated(self.table(talks, place))}

    def table(self, talks: Sequence[Talk], place: str) -> Rows:
        used = "column" if place == "once" else place
        cells = [self.row(talk, used) for talk in talks]
        if place == "column" and "shuffled rows" in self.style.extras:
            self.random.shuffle(cells)
        if place == "once" and self.style.times != "moments":
            for before, row in reversed([*itertools.pairwise(cells)]):
                if row["Date"] == before["Date"]:
                    row["Date"] = ""
        rows: Rows = [self.header(cells[0])]
        if "two header rows" in self.style.extras and place != "once":
            rows = self.two_headers(cells[0])
        rows += [list(row.values()) for row in cells]
        if "header twice" in self.style.extras and len(rows) > 4:
            rows.insert(4, rows[0])
        return rows

    def two_headers(self, cells: Mapping[str, str]) -> Rows:
        group = {"Start": "When", "Title": "What", "Date": "When"}
        upper: list[Value] = []
        for key in cells:
            name = group.get(key, "")
            upper.append("" if name in upper else name)
        return [upper, self.header(cells)]

    def beside(self, groups: Mapping[str, list[Talk]]) -> Rows:
        """Tables of the days or rooms next to each other, below their names."""
        by_day = len(groups) > 1
        parts: list[Rows] = []
        for name, group in groups.items():
            table = self.table(group, "none" if by_day else "column")
            parts.append([[name], *table])
        height = max(map(len, parts))
        rows: Rows = [[] for _ in range(height)]
        for part in parts:
            width = max(map(len, part))
            for row, cells in zip(rows, [*part, *[[]] * (height - len(part))], strict=True):
                row += [*cells, *[""] * (width - len(cells) + 1)]
        return rows

    def grids(self, talks: Sequence[Talk]) -> dict[str, Rows]:
        """Times down; rooms across, on a sheet or below a heading a day, or days."""
        if self.style.layout == "days across":
            names = list(dict.fromkeys(talk.day for talk in talks))
            titles = [self.day(day) for day in names]
            return {"Week": self.decorated(self.grid(talks, [*zip(titles, names, strict=True)]))}
        rooms = [(room, room) for room in dict.fromkeys(talk.room for talk in talks)]
        by_day: dict[dt.date, list[Talk]] = {}
        for talk in talks:
            by_day.setdefault(talk.day, []).append(talk)
        is_book = self.style.form in ("xlsx", "xlsx values", "ods")
        if is_book and self.style.day_place == "sheets":
            return {
                self.day(day).replace("/", "-"): self.decorated(self.grid(group, rooms))
                for day, group in by_day.items()
            }
        rows: Rows = []
        for day, group in by_day.items():
            header, *body = self.grid(group, rooms)
            rows += [[self.day(day)], *body] if rows else [header, [self.day(day)], *body]
        return {"Grid": self.decorated(rows)}

    def grid(self, talks: Sequence[Talk], across: Sequence[tuple[str, object]]) -> Rows:
        slots = dict.fromkeys((talk.start, talk.end) for talk in talks)
        if self.style.times != "one span":
            slots = dict.fromkeys((talk.start, talk.start) for talk in talks)
        rows: Rows = [["Time", *(name for name, _ in across)]]
        for start, end in sorted(slots):
            time = self.clock(start)
            if self.style.times == "one span":
                time = f"{time} - {self.clock(end)}"
            columns: list[list[str]] = [
                [
                    talk.title
                    for talk in talks
                    if column in (talk.day, talk.room)
                    and (talk.start, talk.end if end != start else start) == (start, end)
                ]
                for _, column in across
            ]
            for number in range(max(map(len, columns))):
                titles = [c[number] if number < len(c) else "" for c in columns]
                rows.append([time, *titles])
        return rows

    def decorated(self, rows: Rows) -> Rows:
        extras = self.style.extras
        width = max(map(len, rows))
        if "empty rows" in extras:
            rows = [*rows[:3], [], *rows[3:]]
        if "empty columns" in extras and self.style.layout == "table":
            rows = [["", *row] for row in rows]
        if "title above" in extras:
            rows = [["Example Forum 2027"], [], *rows]
        if "notes below" in extras:
            rows = [*rows, [], ["Note: subject to change"]]
        if "total below" in extras:
            rows = [*rows, [*[""] * (width - 2), "Total", "12"]]
        if "legend below" in extras:
            rows = [*rows, ["Legend: green = open to all", "red = by invitation"]]
        if "cell far away" in extras:
            rows = [*rows, *[[]] * 30, [*[""] * 25, "x"]]
        return rows

    def file(self, pages: Mapping[str, Rows]) -> bytes:
        form = self.style.form
        if form in ("xlsx", "xlsx values", "ods"):
            book = {
                name[:31]: Page([self.values(row) for row in rows]) for name, rows in pages.items()
            }
            if "hidden sheet" in self.style.extras and form != "ods":
                book["Internal"] = Page([["Title", "Date"], ["x", "2027-11-09"]], is_hidden=True)
            return (ods if form == "ods" else xlsx)(book)
        (rows,) = pages.values()
        delimiter = {"semicolon": ";", "tsv": "\t", "bar": "|", "sep": ";"}.get(form, ",")
        file = io.StringIO(newline="")
        end = {"CRLF": "\r\n", "CR": "\r"}.get(form, "\n")
        is_quoted = form in ("quoted", "CR")
        writer = csv.writer(
            file,
            delimiter=delimiter,
            lineterminator=end,
            quoting=csv.QUOTE_ALL if is_quoted else csv.QUOTE_MINIMAL,
        )
        width = max(map(len, rows))
        writer.writerows([[*row, *[""] * (width - len(row))] for row in rows])
        text = file.getvalue()
        if form == "sep":
            text = f"sep=;\n{text}"
        encodings = ("utf-8-sig", "utf-16", "cp1252", "mac_roman", "cp850")
        return text.encode(form if form in encodings else "utf-8")

    def values(self, row: Sequence[Value]) -> list[Value]:
        """The cells of a row, with times and dates as a spreadsheet keeps them."""
        if self.style.form != "xlsx values":
            return [*row]
        return [_value(cell) if isinstance(cell, str) else cell for cell in row]

    def json(self, talks: Sequence[Talk]) -> bytes:
        rows = []
        for talk in talks:
            cells = self.row(talk, "column")
            keys = [str(key) for key in self.header(cells)]
            row: dict[str, object] = dict(zip(keys, cells.values(), strict=True))
            rows.append(row)
        return json.dumps({"sessions": rows}).encode()


def _value(text: str) -> Value:
    for form in ("%H:%M", "%Y-%m-%d"):
        try:
            moment = dt.datetime.strptime(text, form)  # noqa: DTZ007
        except ValueError:
            continue
        return moment.time() if form == "%H:%M" else moment.date()
    return text or None
