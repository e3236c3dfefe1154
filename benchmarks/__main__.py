"""`python -m benchmarks`: measures everything in one run, and prints tables."""

import argparse
import importlib.metadata
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyperf

from benchmarks import folders, installs, measuring, report
from benchmarks.measuring import Measured, Starter
from benchmarks.report import Section
from benchmarks.sections import SECTIONS, Bench, measure_before

ROUNDS = 31
# What of pyperf's metadata says nothing of who measured.
METADATA = {
    *("date", "cpu_model_name", "cpu_count", "platform", "python_version"),
    *("load_avg_1min", "aslr", "cpu_config", "cpu_affinity"),
}
# Whose versions are told: what milipol is made of, and what it is measured beside.
MADE_OF = ("typer", "rich", "msgspec", "tomli", "icalendar")
LIBRARIES = ("ical", "ics", "vobject", "pyperf")

SAID = """# What milipol takes

Written by `make results`; what is measured and how stands in [DESIGN.md](../DESIGN.md).
Times are in milliseconds unless their column says otherwise: the lower quartile, the
median, and the spread of the middle half. Ratios and limits go by the lower quartile,
those of calendars by the median, those of attacks by the slowest run. Instructions are
the same in each run, so that a change of 1 % is one of milipol.
"""


def main() -> None:
    """Measures, prints, and keeps what it is asked to keep."""
    asked = _asked()
    with tempfile.TemporaryDirectory(prefix="milipol-bench-") as root:
        metadata = pyperf.Run([1.0]).get_metadata()
        bench, versions = _prepared(Path(root), asked)
        with bench.starter:
            measured = (
                [measure_before(bench)]
                if bench.before
                else [SECTIONS[name](bench) for name in asked.only]
            )
    sections = [result.section for result in measured]
    metadata["date"] = str(metadata["date"])[: len("2026-11-28")]
    kept = {key: value for key, value in metadata.items() if key in METADATA}
    text = "\n\n".join(
        [SAID + "\n" + report.machine(kept, versions), *map(str, sections), _sum(sections)]
    )
    print(text)
    if asked.results:
        asked.results.write_text(f"{text}\n", "utf-8")
    if asked.json:
        _keep(asked.json, [row for result in measured for row in result.rows], kept)
    if asked.strict and any(section.not_kept for section in sections):
        sys.exit(1)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=SECTIONS, default=list(SECTIONS))
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of the commands")
    parser.add_argument("--json", type=Path, help="keep all values, as pyperf does")
    parser.add_argument("--results", type=Path, help="write the report to this file, too")
    parser.add_argument("--strict", action="store_true", help="exit 1 if a limit breaks")
    newest = "dependencies to install in the newest version, beyond their bounds"
    parser.add_argument("--newest", nargs="+", default=[], help=newest)
    parser.add_argument(
        "--before",
        metavar="REVISION",
        help="measure the commands alone, each beside milipol of this revision of git",
    )
    quick = "a little of each, once, with the milipol of this Python: no figures to keep"
    parser.add_argument("--quick", action="store_true", help=quick)
    return parser.parse_args()


def _prepared(root: Path, asked: argparse.Namespace) -> tuple[Bench, dict[str, str]]:
    peers: dict[str, Path | None] = {}
    if asked.quick:
        python = Path(sys.executable)
        versions = {"milipol-cli": importlib.metadata.version("milipol-cli")}
    else:
        measuring.tell("installing milipol and what it is measured beside")
        with_peers = "commands" in asked.only and not asked.before
        venv, peer_venvs, installed = installs.install(
            root, with_peers=with_peers, newest=asked.newest
        )
        python = venv.python
        versions = {name: installed[name] for name in ("milipol-cli", *MADE_OF, *peer_venvs)}
        versions |= {name: importlib.metadata.version(name) for name in LIBRARIES}
        peers = {name: peer.bin / name if peer else None for name, peer in peer_venvs.items()}
    before = installs.install_before(root, asked.before) if asked.before else None
    home = root / "home"
    home.mkdir()
    env = {"PATH": os.defpath, "HOME": str(home), "LANG": "C.UTF-8", "MILIPOL_ON": folders.ON}
    bench = Bench(
        folder=root,
        env=env,
        starter=Starter(env),
        milipol=python.with_name("milipol"),
        python=python,
        peers=peers,
        rounds=1 if asked.quick else asked.rounds,
        quick=asked.quick,
        before=before.bin / "milipol" if before else None,
    )
    return bench, versions


def _sum(sections: Sequence[Section]) -> str:
    """What was not kept, all of it in one place."""
    missed = [name for section in sections for name in section.not_kept]
    if not missed:
        return "Every limit was kept."
    return "\n".join(["Not kept:", "", *(f"- {name}" for name in missed)])


def _keep(path: Path, results: Sequence[Measured], metadata: Mapping[str, object]) -> None:
    suite = pyperf.BenchmarkSuite(
        [result.benchmark for result in results if result.failure is None]
    )
    for benchmark in suite:
        benchmark.update_metadata(dict(metadata))
    suite.dump(str(path), replace=True)


if __name__ == "__main__":
    main()
