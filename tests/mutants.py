"""Compares the mutants that no test kills with those that `mutants.txt` explains.

`make mutants` runs it after mutmut. It prints how many each room has and how many are
killed, then the diff of each that survives unexplained and the place of each that is
explained and does not survive; it exits 1 where there is one of either, or where less
than nine in ten are killed.
"""

import collections
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

EXPLAINED = Path(__file__).with_name("mutants.txt")
MUTMUT = Path(sys.executable).with_name("mutmut")
LEAST_KILLED = 0.9
# A change that makes the tests run on for ever is noticed, too.
NOTICED = ("killed", "timeout")


class Mutant(NamedTuple):
    """A change of a function, by the lines that go and that come."""

    function: str
    lines: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join((f"@ {self.function}", *self.lines))


def mutmut(*args: str) -> list[str]:
    """The lines that mutmut prints."""
    ran = subprocess.run([MUTMUT, *args], capture_output=True, check=True, text=True)
    return ran.stdout.splitlines()


def states() -> dict[str, str]:
    """What became of each mutant, by its name."""
    lines = (line.strip() for line in mutmut("results", "--all", "true"))
    found = (line.rpartition(": ") for line in lines)
    return {name: state for name, _, state in found if name}


def function_of(name: str) -> str:
    """`schedule.days.today` for `milipol_cli.schedule.days.x_today__mutmut_3`."""
    module, _, mangled = name.removeprefix("milipol_cli.").rpartition(".")
    function = re.sub("__mutmut_[0-9]+$", "", mangled)
    return f"{module}.{function.removeprefix('x_').lstrip('x').strip('ǁ')}".replace(
        "ǁ", "."
    )


def shown(name: str) -> Mutant:
    """A mutant with its lines, without those around them."""
    lines = [line for line in mutmut("show", name) if line.startswith(("-", "+"))]
    changed = (line for line in lines if not line.startswith(("---", "+++")))
    return Mutant(function_of(name), tuple(line.rstrip() for line in changed))


def explained() -> Iterator[Mutant]:
    """Those of `mutants.txt`, where each stands under its reason."""
    for text in re.split("^@ ", EXPLAINED.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        function, *lines = text.splitlines()
        changed = (line for line in lines if line.startswith(("-", "+")))
        yield Mutant(function, tuple(changed))


def main() -> int:
    """Prints the comparison; 0 where all is well."""
    found = states()
    made, noticed = collections.Counter[str](), collections.Counter[str]()
    for name, state in found.items():
        room = name.split(".")[1]
        for key in (room, "all"):
            made[key] += 1
            noticed[key] += state in NOTICED
    for room in sorted(made, key=lambda key: (key == "all", key)):
        share = noticed[room] / made[room]
        print(f"{room:12} {made[room]:6} mutants {noticed[room]:6} killed {share:6.1%}")
    left = [name for name, state in found.items() if state not in NOTICED]
    with ThreadPoolExecutor(2) as pool:
        survivors = list(pool.map(shown, left))
    known = list(explained())
    unexplained = [one for one in survivors if one not in known]
    gone = [one for one in known if one not in survivors]
    for one in unexplained:
        print(f"\nsurvives, and is not explained:\n{one}")
    for one in gone:
        print(f"\nis explained, and does not survive:\n{one}")
    few = noticed["all"] < LEAST_KILLED * made["all"]
    return int(bool(unexplained or gone or few))


if __name__ == "__main__":
    sys.exit(main())
