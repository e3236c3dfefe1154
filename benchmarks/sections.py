"""The six parts of a run: what each measures, and the table of it."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from benchmarks import (
    attacks,
    calendars,
    exports,
    folders,
    imports,
    measuring,
    report,
    rows,
    updates,
)
from benchmarks.measuring import Measured, Row, Starter
from benchmarks.report import Section

GROWING_ROUNDS, ATTACK_ROUNDS = 3, 2


class Bench(NamedTuple):
    """What sections measure with: an installed milipol, and a folder of their own."""

    folder: Path
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
    results = measuring.in_turn(
        [row for sizes in asked.values() for row in sizes.values()],
        bench.starter,
        rounds=min(bench.rounds, GROWING_ROUNDS),
        warm_up=False,
    )
    measured = {
        work: {number: results[row.name] for number, row in sizes.items()}
        for work, sizes in asked.items()
    }
    return Measurings(report.growing(measured), list(results.values()))


def _measure_calendars(bench: Bench) -> Measurings:
    sizes = calendars.SIZES[:1] if bench.quick else calendars.SIZES
    measured = {
        number: calendars.measure(number, bench.starter, most_rounds=bench.rounds)
        for number in sizes
    }
    results = [result for size in measured.values() for result in size.values()]
    return Measurings(report.libraries(measured), results)


def _measure_exports(bench: Bench) -> Measurings:
    made = exports.exports(bench.milipol, bench.folder / "exports", quick=bench.quick)
    measured = exports.measure(made, bench.starter, most_rounds=bench.rounds)
    return Measurings(report.written(measured), list(measured.values()))


def _measure_imports(bench: Bench) -> Measurings:
    measured = imports.measure(
        bench.milipol,
        bench.folder / "imports",
        bench.starter,
        most_rounds=bench.rounds,
        quick=bench.quick,
    )
    results = [result for sizes in measured.values() for result in sizes.values()]
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
    "commands": _measure_commands,
    "growing": _measure_growing,
    "calendars": _measure_calendars,
    "exports": _measure_exports,
    "imports": _measure_imports,
    "attacks": _measure_attacks,
}
