"""Sources in words, and the numbers that they are cited by."""

from collections.abc import Iterable, Mapping, Sequence

from milipol_cli.look.words.dates import count, dates_plain, day_plain
from milipol_cli.network.load.combine import Addition
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.sources import Source

# The number of each source on a page, by its id.
Numbers = Mapping[str, int]


# So many numbers in a row are told as a span.
_SPAN = 3


def numbers(sources: Iterable[Source], *, asked: bool = True) -> Numbers:
    """The numbers of sources in the order of citing; none where they are not asked."""
    return {source.id: at + 1 for at, source in enumerate(sources if asked else ())}


def cites(keys: Iterable[str], of: Numbers) -> str:
    """Where something was read: "[2]", "[1] [4-6]"; empty where no number is given."""
    runs: list[list[int]] = []
    for number in _numbers(keys, of):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return " ".join(
        part
        for run in runs
        for part in (
            [f"[{number}]" for number in run]
            if len(run) < _SPAN
            else [f"[{run[0]}-{run[-1]}]"]
        )
    )


def cites_spoken(keys: Iterable[str], of: Numbers) -> str:
    """The same to be read aloud: "[1], [4], [5], [6]"."""
    return ", ".join(f"[{number}]" for number in _numbers(keys, of))


def cited(said: str, keys: Iterable[str], of: Numbers | None) -> str:
    """What is said, and after it where it was read, on a page that tells that."""
    found = cites(keys, of or {})
    return f"{said} {found}" if found else said


def cited_spoken(said: str, keys: Iterable[str], of: Numbers) -> str:
    """The same to be read aloud: "1,116 exhibitors [3], [4]"."""
    found = cites_spoken(keys, of)
    return f"{said} {found}" if found else said


def _numbers(keys: Iterable[str], of: Numbers) -> list[int]:
    return sorted({of[key] for key in keys if key in of})


def more_sources(sources: Sequence[Source], asked: str) -> list[str]:
    """How to see the sources that are not listed; nothing where there is none."""
    if not sources:
        return []
    said = f"{count(len(sources), 'source')} in full"
    return [f"{said}: milipol show {asked} --sources"]


def source_line(source: Source) -> str:
    """A source: publisher, date and kind, with its title where it has one."""
    dated = Dates(month=source.month, year=source.year)
    date = None if dated == Dates() else dates_plain(dated)
    if source.date is not None:
        date = day_plain(source.date)
    parts = [source.publisher, source.title, date, source.kind]
    return ", ".join(part for part in parts if part is not None)


def source_address(source: Source) -> str:
    """Where a source is found."""
    return source.address or "no address"


def own_files(overrides: Iterable[Addition]) -> list[tuple[str, list[str]]]:
    """What each of the reader's own files states, a line for each of its tables.

    A table that is new says what it adds; another one which keys it changes.
    """
    found: dict[str, list[str]] = {}
    for one in overrides:
        verb = "adds" if one.adds else "adds to"
        what = f"{one.kind} {one.id}".strip()
        keys = "" if one.keys == (one.kind,) else f": {', '.join(one.keys)}"
        found.setdefault(one.file, []).append(f"{verb} {what}{keys}")
    return list(found.items())
