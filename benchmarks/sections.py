"""The seven parts of a run: what each measures, and the table of it."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from benchmarks import (
    attacks,
    calendars,
    exports,
    folders,
    imports,
    instructions,
    measuring,
    report,
    rows,
    updates,
)
from benchmarks.measuring import Measured, Row, Starter
from benchmarks.report import Section

Key = TypeVar("Key")
Size = TypeVar("Size")

GROWING_ROUNDS, ATTACK_ROUNDS = 3, 2


class Bench(NamedTuple):
    """What sections measure with: an installed milipol, and a folder of their own."""

    folder: Path
    env: Mapping[str, str]
    starter: Starter
    milipol: Path
    python: Path
    peers: Mapping[str, Path | None]
    rounds: int
    quick: bool
    before: Path | None = None


class Measurings(NamedTuple):
    """What a section measured: as a table, and every row of it."""

    section: Section
    rows: Sequence[Measured]


def _count_instructions(bench: Bench) -> Measurings:
    """None where valgrind is missing."""
    asked = instructions.asked_rows(bench.python, bench.folder / "agenda.toml")
    if bench.quick:
        asked = [row for row in asked if row.name in (rows.TYPER, "--help")]
    counts = instructions.count(asked, bench.env, bench.folder)
    is_there = instructions.VALGRIND is not None
    return Measurings(report.instructions(counts if is_there else ()), [])


def _measure_commands(bench: Bench) -> Measurings:
    khal = folders.write_khal(bench.folder / "khal-calendar", events=20)
    agenda = bench.folder / "agenda.toml"
    asked = [
        *rows.floors(bench.python),
        *rows.commands(bench.milipol, agenda),
        *rows.peers(bench.peers, khal),
    ]
    if bench.quick:
        asked = [row for row in asked if row.name in (*rows.FLOORS[:2], "--version")]
    else:
        _pick(bench, agenda)
        asked += rows.on_own_data(bench.milipol, _own_data(bench))
        full_day = bench.folder / "full-day"
        folders.write_full_day(full_day)
        asked.append(rows.on_full_day(bench.milipol, full_day))
    with updates.serving() as address:
        if not bench.quick:
            asked += updates.rows(bench.python, bench.milipol, address)
        measured = measuring.in_turn(asked, bench.starter, rounds=bench.rounds)
    return Measurings(report.commands(measured), list(measured.values()))


def measure_before(bench: Bench) -> Measurings:
    """Each command, and own data, beside an older milipol."""
    assert bench.before is not None
    agenda = bench.folder / "agenda.toml"
    _pick(bench, agenda)
    ours = [
        *rows.commands(bench.milipol, agenda),
        *rows.on_own_data(bench.milipol, _own_data(bench)),
    ]
    asked = rows.beside(ours, bench.milipol, bench.before)
    measured = measuring.in_turn(asked, bench.starter, rounds=bench.rounds)
    return Measurings(report.before(measured), list(measured.values()))


def _own_data(bench: Bench) -> dict[int, Path]:
    """Folders of own data, by the number of their shows."""
    large = {}
    for number in (rows.OWN_SHOWS, rows.SIZES[-1]):
        large[number] = bench.folder / f"own-{number}"
        folders.write_shows(large[number], number)
    return large


def _pick(bench: Bench, agenda: Path) -> None:
    """Puts picks on the agenda: what two programmes have first."""
    ids: list[str] = []
    printed = bench.folder / "printed"
    for edition in rows.PICKED_FROM:
        _do(bench, ["show", edition, "--format", "tsv"], output=printed)
        ids += [line.split("\t")[0] for line in printed.read_text().splitlines()[1:]]
    _do(bench, ["agenda", "add", *ids[: rows.PICKS]], {"MILIPOL_AGENDA": str(agenda)})


def _do(
    bench: Bench,
    args: Sequence[str],
    env: Mapping[str, str] = MappingProxyType({}),
    output: Path = Path(os.devnull),
) -> None:
    """Runs milipol to prepare a row; what is then measured must be what it says."""
    row = Row(" ".join(args), (bench.milipol, *args), env)
    code = bench.starter.run(row, output).code
    if code:
        sys.exit(f"bench: milipol {row.name} ended with {code}")


def _measure_growing(bench: Bench) -> Measurings:
    sizes = rows.SIZES[:2] if bench.quick else rows.SIZES
    large = {number: bench.folder / f"shows-{number}" for number in sizes}
    for number, folder in large.items():
        folders.write_shows(folder, number)
        folders.write_lists(folders.lists_beside(folder), number)
    asked = rows.growing(bench.milipol, large)
    measured, results = _in_turn(asked, bench, GROWING_ROUNDS)
    return Measurings(report.growing(measured), results)


def _in_turn(
    asked: Mapping[Key, Mapping[Size, Row]], bench: Bench, most_rounds: int
) -> tuple[dict[Key, dict[Size, Measured]], list[Measured]]:
    """All rows of a table in turn: as they were given, and one after the other."""
    results = measuring.in_turn(
        [row for rows_of in asked.values() for row in rows_of.values()],
        bench.starter,
        rounds=min(bench.rounds, most_rounds),
        warm_up=False,
    )
    measured = {
        key: {size: results[row.name] for size, row in rows_of.items()}
        for key, rows_of in asked.items()
    }
    return measured, list(results.values())


def _measure_calendars(bench: Bench) -> Measurings:
    measured, results = {}, []
    for number in calendars.SIZES[: 1 if bench.quick else None]:
        most_rounds = 1 if number >= calendars.ONCE else calendars.ROUNDS
        asked = {number: calendars.rows(number)}
        of_size, results_of_size = _in_turn(asked, bench, most_rounds)
        measured.update(of_size)
        results += results_of_size
    return Measurings(report.libraries(measured), results)


def _measure_exports(bench: Bench) -> Measurings:
    measured = measuring.in_turn(
        exports.rows(bench.milipol, bench.folder / "exports", quick=bench.quick),
        bench.starter,
        rounds=min(bench.rounds, exports.ROUNDS),
    )
    return Measurings(report.written(measured), list(measured.values()))


def _measure_imports(bench: Bench) -> Measurings:
    folder = bench.folder / "imports"
    asked = imports.rows(bench.milipol, folder, quick=bench.quick)
    measured, results = _in_turn(asked, bench, imports.ROUNDS)
    return Measurings(report.imported(measured), results)


def _measure_attacks(bench: Bench) -> Measurings:
    measured = [
        (
            attack,
            attacks.measure(
                attack,
                bench.milipol,
                bench.folder / "attacks" / str(at),
                bench.starter,
                rounds=min(bench.rounds, ATTACK_ROUNDS),
            ),
        )
        for at, attack in enumerate(attacks.ATTACKS[: 1 if bench.quick else None])
    ]
    results = [result for _, by_command in measured for result in by_command.values()]
    return Measurings(report.attacked(measured), results)


SECTIONS: dict[str, Callable[[Bench], Measurings]] = {
    "instructions": _count_instructions,
    "commands": _measure_commands,
    "growing": _measure_growing,
    "calendars": _measure_calendars,
    "exports": _measure_exports,
    "imports": _measure_imports,
    "attacks": _measure_attacks,
}
