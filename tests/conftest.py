"""What the tests share: where they stand, how they run milipol, and golden files."""

import csv
import functools
import importlib.util
import io
import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import tarfile
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple, NoReturn

import pytest
import tomli
from hypothesis import HealthCheck, settings
from typer.testing import CliRunner

from milipol_cli.app import app
from milipol_cli.base import bounded
from milipol_cli.base.files import write_whole
from milipol_cli.base.toml_values import toml_value
from milipol_cli.commands.agenda.changes import picks as new_picks
from milipol_cli.look import output
from milipol_cli.look.words import sources
from milipol_cli.network.load import Catalog
from milipol_cli.network.load.pack import CannotUse, usable_pack
from milipol_cli.network.load.packing import pack_folder, pack_parsed
from milipol_cli.network.load.parsed_tables import TABLES
from milipol_cli.network.load.reading import PACK
from milipol_cli.network.model.shows import ShowFile

# The same examples at every run, however slow that is; `make fuzz` tries new ones.
# `make test` is content with few of them, `make test-slow` tries them all.
for profile, examples in (("steady", 100), ("few", 5)):
    settings.register_profile(
        profile,
        max_examples=examples,
        derandomize=True,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
# The tests read the same data thousands of times, and nothing changes what is read.
pytest.MonkeyPatch().setattr(tomli, "loads", functools.lru_cache(500)(tomli.loads))
# No test takes so long on any machine but `make fuzz`: one that hangs is ended, so that
# it does not stop all.
MOST_SECONDS = 900 + int(os.environ.get("FUZZ_SECONDS", "0"))

HERE = Path(__file__).parent
ROOT = HERE.parent
DATA = ROOT / "data"
CIRCUIT = DATA / "circuit"
# The data about Milipol's shows, without the lists of other fairs.
DATA_FILES = sorted(p for p in DATA.rglob("*.toml") if CIRCUIT not in p.parents)
# How the name of a golden file ends, by the format that it is in.
ENDINGS = {"table": "txt", "plain": "plain.txt", "json": "json", "csv": "csv", "markdown": "md"}
# What answers end with, which says nothing about a case: golden files leave it out, and
# `test_outputs.py` tests it once.
ENDING = re.compile(
    r"^(?:- )? *(?:Data\s+reviewed\s+1\s+Dec(?:ember)?\s+2026\."
    r"|Programmes?\s+as\s+of\s+1\s+December\s+2026\."
    r"|\d+\s+sources?\s+in\s+full:.*)\n",
    re.MULTILINE,
)
# Tests of every format try some of them in quick tests, and all in slow ones.
SOME_FORMATS = [
    pytest.param(form, marks=() if form in ("table", "plain", "json") else pytest.mark.slow)
    for form in output.FORMATS
]
# A small data folder in which all is right.
GOOD = HERE / "good"
# Data and an agenda with every text that there can be, each of them "TEXT".
TEXTS = HERE / "texts"
# The commit of milipol 3.0.0, beside which some slow tests run this one.
RELEASE_3 = "ad6ed143"
# The day the data was reviewed; tests stand here unless they say otherwise.
ON = "2026-12-01"

# These import what only the dependency group `slow` installs.
NEED_MORE = {
    HERE / "commands" / "publish" / "test_browser.py",
    HERE / "commands" / "publish" / "test_visits.py",
    HERE / "ics" / "test_calendars.py",
    HERE / "test_benchmarks.py",
}


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Without slow tests, the modules that need more than `make test` installs."""
    is_quick = config.getoption("markexpr") == "not slow"
    return True if is_quick and collection_path in NEED_MORE else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Under --update-golden, only the tests that write are left."""
    if config.getoption("--update-golden"):
        items[:] = [
            item for item in items if {"golden", "update"} & {*getattr(item, "fixturenames", ())}
        ]


def pytest_configure(config: pytest.Config) -> None:
    """Not at every import of this file, which would take a named profile back."""
    if config.getoption("--hypothesis-profile") is None:
        settings.load_profile("steady")
    try:
        usable_pack(DATA, is_source=True)
    except CannotUse:  # lists were changed, and `make pack` was not run
        write_whole(str(DATA / PACK), [pack_folder(DATA)])
    tables, made = DATA / TABLES, pack_parsed(DATA)
    if not tables.exists() or tables.read_bytes() != made:
        write_whole(str(tables), [made])


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what is printed into the golden files; review the difference",
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Iterator[None]:
    def give_up(*_: object) -> NoReturn:
        pytest.fail(f"it took over {MOST_SECONDS} seconds")

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(MOST_SECONDS)
    try:
        return (yield)
    finally:
        signal.alarm(0)


@pytest.fixture(autouse=True)
def _settled_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No test depends on the day, the zone, the terminal or the reader's own data."""
    for name in list(os.environ):
        if name.startswith("MILIPOL_") or name in {
            "COLUMNS",
            "NO_COLOR",
            "FORCE_COLOR",
            "TERM",
            "LC_ALL",
            "LC_CTYPE",
            "LANG",
            "PYTHONDONTWRITEBYTECODE",
            "PYTHONIOENCODING",
            "PYTHONUNBUFFERED",
        }:
            monkeypatch.delenv(name)
    monkeypatch.setenv("MILIPOL_ON", ON)
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    # No test cuts the power, and to wait for a disk takes longer than most of them.
    monkeypatch.setattr(os, "fsync", lambda _: None)
    sources.advise_update(lambda: False)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(autouse=True)
def _numbered_uids(monkeypatch: pytest.MonkeyPatch) -> None:
    """Own entries get the UIDs 1, 2, 3 in each test, instead of random ones."""
    numbers = itertools.count(1)
    monkeypatch.setattr(new_picks, "new_uid", lambda: f"{next(numbers):016x}")


# Root reads and writes whatever it likes, unless a process gives that right up.
UNPRIVILEGED = (
    ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all")
    if hasattr(os, "geteuid") and os.geteuid() == 0
    else ()
)
unprivileged = pytest.mark.skipif(
    bool(UNPRIVILEGED) and shutil.which("setpriv") is None,
    reason="root cannot give up its rights here",
)


class Ran(NamedTuple):
    """What a run of milipol left: its exit code and its two streams."""

    code: int
    out: str
    err: str

    @property
    def refusal(self) -> tuple[int, str]:
        """The exit code and the line of an error, without which nothing was printed."""
        head, _, line = self.err.partition("milipol: ")
        assert (self.out, head, line.find("\n")) == ("", "", len(line) - 1)
        return self.code, line[:-1]

    @property
    def json(self) -> Any:
        """The JSON it printed."""
        return json.loads(self.out)

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows of the CSV it printed."""
        return [*csv.DictReader(io.StringIO(self.out))]


def acting(text: str, separators: str = "\n") -> list[str]:
    """The characters of a text that could act on a terminal, or hide on it."""
    # Controls, formats, surrogates, private and unassigned ones, and line separators.
    bad = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    chars = sorted(set(text) - set(separators))
    return [char for char in chars if unicodedata.category(char) in bad]


def script(path: Path) -> ModuleType:
    """A script of the documents, or a tool, as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def write_file(path: Path, text: str | bytes) -> Path:
    """Writes a file into a folder, which it makes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def rewrite(path: Path, old: str, new: str) -> None:
    """Writes another text into a file in place of one that is there."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def write_everywhere(text: str, data: Path, agenda: Path) -> None:
    """Writes a data folder and an agenda in which every text is `text`."""
    spelled = toml_value(text)[1:-1]
    for path in TEXTS.rglob("*.toml"):
        is_agenda = path.name == "agenda.toml"
        target = agenda if is_agenda else data / path.relative_to(TEXTS)
        write_file(target, path.read_text("utf-8").replace("TEXT", spelled))


Run = Callable[..., Ran]
Golden = Callable[..., None]
Put = Callable[[str], None]
ShownAt = Callable[..., Callable[[int], str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs milipol in this process with the arguments and variables given.

    Files of strangers are read here, too: a process for each would take ten times as
    long. `test_bounded.py` and the slow tests start one.
    """
    monkeypatch.setattr(
        bounded,
        "_outcome_apart",
        lambda reader, _, raw, request: bounded.outcome_bytes(reader, raw, request),
    )

    def run_milipol(*args: str, stdin: bytes = b"", **variables: object) -> Ran:
        env = {name: str(value) for name, value in variables.items()}
        result = CliRunner().invoke(app, list(args), input=stdin, env=env, prog_name="milipol")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.exit_code, result.stdout, result.stderr)

    return run_milipol


@pytest.fixture(scope="session")
def _source_of_3(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source and the data of milipol 3.0.0, from the history of this repository."""
    path = tmp_path_factory.mktemp("milipol 3.0.0")
    archive = ("git", "-C", ROOT, "archive", RELEASE_3, "src", "data")
    try:
        files = subprocess.run(archive, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip(f"needs a clone with the commit of 3.0.0, {RELEASE_3}")
    with tarfile.open(fileobj=io.BytesIO(files)) as tar:
        tar.extractall(path, filter="data")
    return path / "src"


@pytest.fixture
def run_3(_source_of_3: Path) -> Run:
    """Runs a real milipol 3.0.0 with the arguments and variables given.

    It has its own bundled data, and the Python and the libraries of the tests. It runs
    in a process of its own, which takes 0.3 s, on a day in 2027 (`published.LATER`).
    """
    from processes import QUICK  # noqa: PLC0415  it imports this file

    def run_milipol_3(*args: str, stdin: bytes = b"", **variables: object) -> Ran:
        env = {name: str(value) for name, value in variables.items()}
        ran = subprocess.run(
            [*QUICK, *args],
            input=stdin,
            capture_output=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(_source_of_3), **env},
        )
        return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())

    return run_milipol_3


@pytest.fixture
def shown_at(run: Run, monkeypatch: pytest.MonkeyPatch) -> ShownAt:
    """Runs milipol once; gives what it shows of that answer at a width."""

    def run_once(*args: str) -> Callable[[int], str]:
        for_people = output._document_text
        calls: list[tuple[Any, ...]] = []

        def keep(*call: Any) -> str:
            calls.append(call)
            return for_people(*call)

        with monkeypatch.context() as patch:
            patch.setattr(output, "_document_text", keep)
            out = run(*args).out
        ((answer, form, _, folder, rows),) = calls
        assert for_people(answer, form, None, folder, rows) == out

        def shown(columns: int) -> str:
            monkeypatch.setenv("COLUMNS", str(columns))
            return for_people(answer, form, None, folder, rows)

        return shown

    return run_once


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expected outputs are to be written, by --update-golden."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture
def golden(request: pytest.FixtureRequest, update: bool) -> Golden:
    """Compares a text with a golden file, or writes it under --update-golden.

    The file is in the folder of the test, or in another one of tests. Text
    has no endings, and JSON only one row of each kind.
    """

    def compare(name: str, text: str, folder: Path | None = None) -> None:
        path = (folder or request.path.parent) / "golden" / name
        if name.endswith((".txt", ".md")):
            text = without_endings(text)
        elif name.endswith(".json"):
            text = json.dumps(one_of_each(json.loads(text)), ensure_ascii=False, indent=2)
            text += "\n"
        if update:
            write_file(path, text)
        assert text == path.read_bytes().decode()

    return compare


def without_endings(text: str) -> str:
    """A text without the lines that all answers end with."""
    cut = ENDING.sub("", text)
    return text if cut == text else re.sub(r"\n{3,}", "\n\n", cut).rstrip("\n") + "\n"


def one_of_each(value: Any) -> Any:
    """JSON in whose lists only the first row of each kind is left."""
    if isinstance(value, dict):
        return {
            key: one_of_each(part)
            for key, part in value.items()
            if key not in ("data_as_of", "programmes_as_of")
        }
    if isinstance(value, list) and all(isinstance(part, dict) for part in value):
        kinds = {part.get("kind"): part for part in reversed(value)}
        return [one_of_each(part) for part in reversed(kinds.values())]
    return value


@pytest.fixture(scope="session")
def bundle() -> Catalog:
    """The bundled data."""
    return Catalog([DATA])


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one."""
    path = tmp_path / "here"
    path.mkdir()
    monkeypatch.chdir(path)
    return path


@pytest.fixture
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page has 100 columns."""
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def agenda(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The agenda's file, which MILIPOL_AGENDA names; there is none yet."""
    path = tmp_path / "my agenda.toml"
    monkeypatch.setenv("MILIPOL_AGENDA", str(path))
    return path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder of the reader's, named by MILIPOL_DATA."""
    path = tmp_path / "own data"
    path.mkdir()
    monkeypatch.setenv("MILIPOL_DATA", str(path))
    return path


@pytest.fixture
def put(request: pytest.FixtureRequest, folder: Path) -> Put:
    """Copies a folder in `own/` beside the test into the reader's data folder."""

    def copy(name: str) -> None:
        shutil.copytree(request.path.parent / "own" / name, folder, dirs_exist_ok=True)

    return copy


@pytest.fixture(scope="session")
def shows(bundle: Catalog) -> tuple[ShowFile, ...]:
    """The bundled shows."""
    return bundle.shows
