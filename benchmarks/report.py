"""Tables of what was measured, in Markdown that also reads well on a terminal."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from statistics import fmean
from typing import NamedTuple

from benchmarks import attacks, calendars, exports, imports, rows
from benchmarks.attacks import Attack
from benchmarks.instructions import LIMITS, Counted
from benchmarks.measuring import MIB, Measured

KEPT, NOT_KEPT = "kept", "NOT KEPT"
# A thousand sessions more may cost this much more in the largest folder than before.
MOST_BENT = 1.25
# No row may get slower than this between two revisions.
MOST_SLOWER = 1.05


class Section(NamedTuple):
    """A part of the report."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()

    def __str__(self) -> str:
        """The part as Markdown: the first column to the left, the others to the right.

        The last holds words, so it is to the left, too.
        """
        lines = [self.heads, *self.rows]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        ruled = [
            "-" * width if at in (0, len(widths) - 1) else f"{'-' * (width - 1)}:"
            for at, width in enumerate(widths)
        ]
        table = [_line(row, widths) for row in (self.heads, ruled, *self.rows)]
        parts = [f"## {self.title}", "\n".join(table), *self.notes]
        return "\n\n".join(parts)

    @property
    def not_kept(self) -> list[str]:
        """The rows and notes that say that a limit was not kept."""
        return [row[0] for row in self.rows if NOT_KEPT in row[-1]] + [
            note for note in self.notes if NOT_KEPT in note
        ]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [
        cell.ljust(width) if at in (0, len(widths) - 1) else cell.rjust(width)
        for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return f"| {' | '.join(padded)} |"


def commands(measured: Mapping[str, Measured]) -> Section:
    """Each command beside the floors."""
    short = ["python", "typer", "rich"]
    heads = ["", "quartile", "median", "spread", *(f"x {floor}" for floor in short)]
    lines = []
    for name, result in measured.items():
        if result.failure is not None:
            is_peer = name in rows.PEERS.values()
            limits = [result.failure if is_peer else f"{NOT_KEPT}: {result.failure}"]
            cells = [""] * 7
        else:
            limits = list(_judged(result, measured))
            cells = [*_times(result), *_ratios(result, measured), f"{result.peak:.1f}"]
        lines.append([name, *cells, "; ".join(limits)])
    return Section("Commands", [*heads, "MiB", "at most"], lines)


def instructions(counted: Iterable[Counted]) -> Section:
    """Millions of instructions beside the floors, and the limits."""
    counts = list(counted)
    numbers = {row.name: number for row, number in counts}
    heads = ["", "million", "x typer", "x rich", "at most"]
    lines = []
    for row, number in counts:
        limit = LIMITS.get(row.name)
        if number is None:
            lines.append([row.name, "", "", "", f"{NOT_KEPT}: could not be run"])
            continue
        ratios = [
            f"{number / floor:.3f}" if (floor := numbers.get(name)) else ""
            for name in (rows.TYPER, rows.RICH)
        ]
        verdict = ""
        if limit is not None and (floor := numbers.get(limit.of)):
            kept = KEPT if number <= limit.most * floor else NOT_KEPT
            verdict = f"{limit.most:g} x {rows.SHORT[limit.of]}: {kept}"
        lines.append([row.name, f"{number / 1_000_000:.1f}", *ratios, verdict])
    notes = [] if counts else ["Not counted: valgrind is not installed."]
    return Section("Instructions", heads, lines, notes)


def before(measured: Mapping[str, Measured]) -> Section:
    """Each row beside the same one of an older milipol."""
    heads = ["", "before", "now", "now / before", "median", "at most"]
    lines = []
    for name, result in measured.items():
        if name.endswith(rows.BEFORE):
            continue
        old = measured[f"{name}{rows.BEFORE}"]
        if failure := result.failure or old.failure:
            lines.append([name, "", "", "", "", f"{NOT_KEPT}: {failure}"])
            continue
        ratios = [result.quartile(at) / old.quartile(at) for at in (1, 2)]
        kept = KEPT if ratios[0] <= MOST_SLOWER else NOT_KEPT
        lines.append(
            [
                name,
                _ms(old.quartile(1)),
                _ms(result.quartile(1)),
                *(f"{ratio:.3f}" for ratio in ratios),
                f"{MOST_SLOWER} x: {kept}",
            ]
        )
    return Section("Beside an older milipol", heads, lines)


def _times(result: Measured) -> list[str]:
    """The lower quartile, the median, and how far the middle half is apart."""
    low, middle, high = (result.quartile(number) for number in (1, 2, 3))
    return [_ms(low), _ms(middle), _ms(high - low)]


def _ratios(result: Measured, measured: Mapping[str, Measured]) -> list[str]:
    """To each of the floors, as far as they were measured."""
    return [
        f"{result.quartile(1) / measured[floor].quartile(1):.2f}"
        if floor in measured and measured[floor].failure is None
        else ""
        for floor in rows.FLOORS
    ]


def _judged(result: Measured, measured: Mapping[str, Measured]) -> Iterable[str]:
    """Each limit of a row, and whether the lower quartile keeps it.

    One without the row that it is a ratio to is not kept: nobody knows.
    """
    for most, of, plus_ms in result.row.limits:
        limit = f"{most} x {rows.SHORT.get(of, of)}"
        limit += f" + {plus_ms} ms" if plus_ms else ""
        floor = measured.get(of)
        if floor is None or floor.failure is not None:
            yield f"{limit}: {NOT_KEPT}, that has no times"
            continue
        ratio = (result.quartile(1) - plus_ms / 1000) / floor.quartile(1)
        yield f"{limit}: {KEPT if ratio <= most else f'{NOT_KEPT}, {ratio:.2f}'}"


def growing(measured: Mapping[str, Mapping[int, Measured]]) -> Section:
    """Each work on each folder; what a thousand sessions or exhibitors more cost."""
    heads = ["", "entries", "quartile", "median", "ms a 1,000", "entries/s", "MiB"]
    lines = []
    for work, sizes in measured.items():
        slopes: list[float] = []
        for number, result in sizes.items():
            if result.failure is not None:
                failed = f"{NOT_KEPT}: {result.failure}"
                lines.append([work, f"{number:,}", *[""] * 5, failed])
                continue
            spent = result.quartile(1)
            slope = _slope(sizes, number)
            slopes += [] if slope is None else [slope]
            last = number == max(sizes) and len(slopes) > 1
            lines.append(
                [
                    work,
                    f"{number:,}",
                    _ms(spent),
                    _ms(result.quartile(2)),
                    "" if slope is None else f"{slope * 1000:.1f}",
                    f"{number / spent:,.0f}" if number else "",
                    f"{result.peak:.1f}",
                    _straight(slopes) if last else "",
                ]
            )
    return Section("Folders that grow", [*heads, "in a straight line"], lines)


def _slope(sizes: Mapping[int, Measured], number: int) -> float | None:
    """The seconds that a thousand entries add, from the folder before this one."""
    for before, after in pairwise(sizes):
        if after == number and sizes[before].failure is None:
            more = sizes[after].quartile(1) - sizes[before].quartile(1)
            return more / (after - before) * 1000
    return None


def _straight(slopes: Sequence[float]) -> str:
    bent = slopes[-1] / fmean(slopes[:-1])
    limit = f"the last 1,000 at most {MOST_BENT} x those before"
    return f"{limit}: {KEPT if bent <= MOST_BENT else NOT_KEPT}, {bent:.2f}"


def libraries(measured: Mapping[int, Mapping[str, Measured]]) -> Section:
    """Each library at each size, beside plain icalendar."""
    heads = ["", "seconds", "us each", "MiB", "x time", "x memory"]
    lines = []
    for number, results in measured.items():
        plain = results.get(calendars.PLAIN)
        for name, result in results.items():
            label = f"{number:,} sessions, {name}"
            if result.failure is not None:
                is_ours = name == calendars.MILIPOL
                failed = f"{NOT_KEPT}: {result.failure}" if is_ours else result.failure
                lines.append([label, *[""] * 5, failed])
                continue
            time, memory = result.quartile(2), result.peak
            is_judged = (name, number) == (calendars.MILIPOL, calendars.JUDGED)
            ratios = ["", ""]
            verdict = f"{NOT_KEPT}, plain icalendar has no times" if is_judged else ""
            if plain is not None and plain.failure is None:
                in_time = time / plain.quartile(2)
                in_memory = memory / max(plain.peak, 1 / MIB)
                ratios = [f"{in_time:.2f}", f"{in_memory:.2f}"]
                verdict = _cheap(in_time, in_memory) if is_judged else ""
            per_session = f"{time / number * 1e6:.0f}"
            cells = [f"{time:.2f}", per_session, f"{memory:.1f}", *ratios]
            lines.append([label, *cells, verdict])
    return Section(
        "Calendars", [*heads, "at most"], lines, [f"The ratios are to {calendars.PLAIN}."]
    )


def _cheap(in_time: float, in_memory: float) -> str:
    kept = in_time <= calendars.MOST_TIME and in_memory <= calendars.MOST_MEMORY
    most = f"{calendars.MOST_TIME} x time, {calendars.MOST_MEMORY} x memory"
    return f"{most}: {KEPT if kept else NOT_KEPT}"


def written(measured: Mapping[str, Measured]) -> Section:
    """Each export to a file and to a folder; the folder beside the file."""
    heads = ["", "quartile", "median", "spread", "MiB", "at most"]
    lines = []
    for name, result in measured.items():
        if result.failure is not None:
            lines.append([name, *[""] * 4, f"{NOT_KEPT}: {result.failure}"])
            continue
        verdicts = [*_judged(result, measured)]
        for part, most in exports.MOST_SECONDS.items():
            if part in name:
                kept = result.quartile(1) <= most
                verdicts.append(f"{most:g} s: {KEPT if kept else NOT_KEPT}")
        lines.append([name, *_times(result), f"{result.peak:.1f}", "; ".join(verdicts)])
    return Section("Exports", heads, lines)


def imported(measured: Mapping[str, Mapping[int, Measured]]) -> Section:
    """Each format in each size, and what a session takes."""
    heads = ["", "quartile", "median", "spread", "us each", "MiB", "at most"]
    lines = []
    for sizes in measured.values():
        if failed := [result for result in sizes.values() if result.failure is not None]:
            lines += [
                [result.row.name, *[""] * 5, f"{NOT_KEPT}: {result.failure}"] for result in failed
            ]
            continue
        seconds = imports.seconds_each(sizes)
        for at, result in enumerate(sizes.values()):
            kept = result.quartile(1) <= imports.MOST_SECONDS
            most = f"{imports.MOST_SECONDS:g} s"
            if at:
                kept = seconds[at] <= imports.MOST_BENT * seconds[0]
                most = f"{imports.MOST_BENT:g} x each"
            verdict = f"{most}: {KEPT if kept else NOT_KEPT}"
            cells = [*_times(result), f"{seconds[at] * 1_000_000:.0f}", f"{result.peak:.1f}"]
            lines.append([result.row.name, *cells, verdict])
    return Section("Imports", heads, lines)


def attacked(measured: Iterable[tuple[Attack, Mapping[str, Measured]]]) -> Section:
    """Each attack with the slowest run of each command, and its exit code."""
    names = (*attacks.COMMANDS, "agenda import")
    heads = ["", *names, "MiB"]
    lines = []
    for attack, results in measured:
        cells = [_ended(results[name]) if name in results else "" for name in names]
        peak = max(result.peak for result in results.values())
        kept = peak <= attacks.MOST_MIB and all(
            result.failure is None and _slowest(result) <= attacks.MOST_SECONDS
            for result in results.values()
        )
        lines.append([attack.name, *cells, f"{peak:.0f}", KEPT if kept else NOT_KEPT])
    most = f"{attacks.MOST_SECONDS:g} s, {attacks.MOST_MIB} MB"
    note = "Each is the slowest run in ms, with the exit code in brackets."
    return Section("Data that attacks", [*heads, most], lines, [note])


def _slowest(result: Measured) -> float:
    return max(ran.seconds for ran in result.runs)


def _ended(result: Measured) -> str:
    return f"{_slowest(result) * 1000:.0f} ({result.failure or result.code})"


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f}"


def machine(metadata: Mapping[str, object], versions: Mapping[str, str]) -> str:
    """What was measured where: names no host and no folder."""
    lines = [
        f"- {label}: {metadata[key]}"
        for key, label in {
            "date": "date",
            "cpu_model_name": "processor",
            "cpu_count": "processors",
            "platform": "system",
            "python_version": "Python",
            "load_avg_1min": "load before",
        }.items()
        if key in metadata
    ]
    lines.append("- versions: " + ", ".join(f"{k} {v}" for k, v in versions.items()))
    return "\n".join(lines)
