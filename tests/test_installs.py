"""The data is found however milipol is installed."""

import hashlib
import os
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from conftest import DATA, DATA_FILES, ON, ROOT, UNPRIVILEGED, unprivileged, without_endings
from milipol_cli import __version__
from milipol_cli.network.load.parsed_tables import TABLES
from milipol_cli.network.load.reading import PACK
from programs import BIN

pytestmark = pytest.mark.slow

TEMPLATES = ("commands/publish/templates", "commands/agenda/sheet/templates")


def sh(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    """Runs a command that has to succeed; gives what it printed."""
    ran = subprocess.run(command, cwd=cwd, env=env, check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and wheels made from the tree and from the sdist."""
    out = tmp_path_factory.mktemp("built")
    build = [sys.executable, "-m", "build", "--no-isolation"]
    sh(*build, "--wheel", "--outdir", out / "tree", ROOT, cwd=out)
    sh(*build, "--outdir", out / "sdist", ROOT, cwd=out)  # its wheel is of the sdist
    return out


@unprivileged
@pytest.mark.parametrize("kind", ["editable", "wheel"])
def test_runs_from_any_folder_and_with_any_home(kind: str, built: Path, tmp_path: Path) -> None:
    """In a home that may not be written, and in none at all.

    The Python of the tests has an editable install, which `make` makes.
    """
    scripts = BIN
    if kind == "wheel":
        venv = tmp_path / "a venv, é"
        sh(sys.executable, "-m", "venv", "--without-pip", venv, cwd=tmp_path)
        scripts = venv / BIN.name
        pip = (sys.executable, "-m", "pip", "--python", scripts / "python")
        sh(*pip, "install", "--quiet", *(built / "tree").glob("*.whl"), cwd=tmp_path)
        sh("chmod", "-R", "a-w", venv, cwd=tmp_path)
    milipol = str(scripts / "milipol")
    golden = ROOT / "tests" / "commands" / "upcoming" / "golden" / "upcoming.txt"
    expected = (0, golden.read_text("utf-8"), "")
    home = {"HOME": str(tmp_path)}
    assert _run(milipol, "upcoming", cwd=tmp_path, **home) == expected
    germans = ("exhibitors", "paris-2025", "--country", "Deutschland")
    assert _run(milipol, *germans, cwd=tmp_path, **home)[0] == 0
    # Other fairs are in the pack only; nothing is written beside it, nor could be.
    fair = ("exhibitors", "eurosatory-2026", "drone", "--limit", "4")
    code, out, err = _run(*UNPRIVILEGED, milipol, *fair, cwd=Path("/"), **home)
    golden = ROOT / "tests" / "commands" / "exhibitors" / "golden"
    shown = (golden / "exhibitors-fair.txt").read_text("utf-8")
    assert (code, out, err) == (0, shown, "")
    nothing = {"XDG_CONFIG_HOME": str(tmp_path / "nothing")}
    assert _run(milipol, "upcoming", cwd=Path("/"), **nothing) == expected
    read_only = tmp_path / "a home, ü"
    read_only.mkdir(mode=0o555)
    home = {"HOME": str(read_only)}
    bounded = [*UNPRIVILEGED, milipol]
    assert _run(*bounded, "upcoming", cwd=Path("/"), **home) == expected
    code, out, err = _run(*bounded, "agenda", "add", "paris-2027", cwd=tmp_path, **home)
    assert (code, out, err.count("\n")) == (5, "", 1)
    assert err.startswith(f"milipol: {read_only}")


def test_the_bundle_installs_without_a_network(tmp_path: Path) -> None:
    """By the command in its own text, which the README has, too.

    Nothing of the environment points pip elsewhere, and no proxy answers.
    """
    sh(sys.executable, ROOT / "tools" / "bundle.py", tmp_path, cwd=tmp_path)
    (bundle,) = tmp_path.glob(f"milipol-{__version__}-*.zip")
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(tmp_path)
    folder = bundle.with_suffix("")
    sums = (folder / "SHA256SUMS").read_text("utf-8")
    assert sums == "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(folder.glob("*.whl"))
    )
    about, check, install = (folder / "README.txt").read_text("utf-8").splitlines()
    assert about.startswith(f"milipol {__version__} with all it needs, for cpython-")
    assert check == "Check the files: sha256sum --check SHA256SUMS"
    command = install.removeprefix("Install milipol: ")
    assert f"/{command}\n" in (ROOT / "README.md").read_text("utf-8")
    venv = tmp_path / "venv"
    sh(sys.executable, "-m", "venv", "--without-pip", venv, cwd=tmp_path)
    scripts = venv / BIN.name
    offline = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    env = {"PATH": os.defpath, "PIP_CONFIG_FILE": os.devnull, **offline}
    pip = (sys.executable, "-m", "pip", "--python", scripts / "python")
    sh(*pip, *shlex.split(command)[1:], cwd=folder, env=env)
    golden = ROOT / "tests" / "commands" / "upcoming" / "golden" / "upcoming.txt"
    home = {"HOME": str(tmp_path)}
    milipol = str(scripts / "milipol")
    expected = (0, golden.read_text("utf-8"), "")
    assert _run(milipol, "upcoming", cwd=tmp_path, **home) == expected
    workbook = ("upcoming", "-o", "shows.xlsx")
    assert _run(milipol, *workbook, cwd=tmp_path, **home)[0] == 0


def _run(*command: str, cwd: Path, **env: str) -> tuple[int, str, str]:
    """What a command leaves, run with no more of an environment than this.

    Without a home the maintainer's is found, unless the folder of settings is named.
    """
    ran = subprocess.run(
        command,
        capture_output=True,
        check=False,
        cwd=cwd,
        encoding="utf-8",
        env={"MILIPOL_ON": ON, "COLUMNS": "100", "PATH": os.defpath, **env},
    )
    return ran.returncode, without_endings(ran.stdout), ran.stderr


def test_the_wheel_is_the_same_whether_made_from_the_tree_or_the_sdist(built: Path) -> None:
    assert _held(built, "sdist") == _held(built, "tree")


def test_the_same_tree_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    """Whenever and wherever it is built: an sdist, and a wheel of it."""
    again = tmp_path / "again"
    build = [sys.executable, "-m", "build", "--no-isolation"]
    later = {**os.environ, "TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    sh(*build, "--outdir", again, ROOT, cwd=tmp_path, env=later)
    assert _hashes(again) == _hashes(built / "sdist")


def test_the_wheel_is_small(built: Path) -> None:
    (wheel,) = (built / "tree").glob("*.whl")
    assert wheel.stat().st_size <= 1_800_000


def _hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def _held(built: Path, kind: str) -> dict[str, bytes]:
    """The files in a wheel."""
    (path,) = (built / kind).glob("*.whl")
    with zipfile.ZipFile(path) as wheel:
        return {name: wheel.read(name) for name in wheel.namelist()}


def test_the_wheel_holds_the_package_and_the_data_and_no_more(built: Path) -> None:
    names = {*_held(built, "tree")}
    package = ROOT / "src" / "milipol_cli"
    expected = {
        f"milipol_cli/{path.relative_to(package).as_posix()}" for path in package.rglob("*.py")
    }
    expected |= {f"milipol_cli/data/{path.relative_to(DATA).as_posix()}" for path in DATA_FILES}
    expected |= {f"milipol_cli/data/{name}" for name in ("README.md", PACK, TABLES)}
    about = f"milipol_cli-{__version__}.dist-info"
    expected |= {
        "milipol_cli/py.typed",
        "milipol_cli/commands/check/programme.toml",
        "milipol_cli/imports/exhibitor_headers.txt",
        "milipol_cli/imports/foreign_country_names.tsv",
        "milipol_cli/imports/headers.txt",
        "milipol_cli/commands/importing/kinds.txt",
        "milipol_cli/imports/words.txt",
        "milipol_cli/network/country_names.tsv",
        *(
            f"milipol_cli/{path.relative_to(package).as_posix()}"
            for folder in TEMPLATES
            for path in (package / folder).rglob("*.*")
        ),
        *(f"{about}/{name}" for name in ("METADATA", "RECORD", "WHEEL")),
        f"{about}/entry_points.txt",
        f"{about}/licenses/LICENSE",
    }
    assert names == expected
