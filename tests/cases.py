"""Data with faults: `wrong.txt`, which no command reads, and `senseless.txt`."""

import shutil
from pathlib import Path

from conftest import GOOD, HERE


def _cases(name: str) -> list[str]:
    return (HERE / "commands" / "check" / name).read_text("utf-8").split("\n== ")[1:]


WRONG = _cases("wrong.txt")
SENSELESS = _cases("senseless.txt")


def title(case: str) -> str:
    """What the data of a case has wrong."""
    return case.partition("\n")[0]


def written(case: str, folder: Path) -> tuple[str, list[str]]:
    """Writes the data of a case; the name of its file, and what is told of it."""
    lines = case.rstrip().splitlines()[1:]
    old, new = ("\n".join(line[1:] for line in lines if line.startswith(sign)) for sign in "-+")
    name = title(case).partition(": ")[0]
    shutil.copytree(GOOD, folder, dirs_exist_ok=True)
    file = GOOD / name
    good = file.read_text("utf-8") if file.exists() else ""
    assert old in good
    (folder / name).write_bytes(good.replace(old, new, 1).encode())
    return name, [line[1:] for line in lines if line.startswith("!")]
