"""What the documents say is so: every console block is run and compared."""

import importlib.util
import re
import shlex
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree as ET

import pytest

from commands import CASES, EXAMPLES, takes
from conftest import ROOT, Run
from milipol_cli.app import COMMANDS
from milipol_cli.check.schema import KINDS
from milipol_cli.errors import MilipolError
from milipol_cli.look import output
from milipol_cli.network.editions import Phase
from milipol_cli.network.model.kinds import Certainty
from milipol_cli.network.model.programmes import SessionKind
from milipol_cli.network.model.shows import Measure, NumberBasis, Status
from milipol_cli.network.model.sources import SourceKind
from milipol_cli.news.changes import NewsKind

README = ROOT / "README.md"
DOCS = ROOT / "docs"
# How wide a character of 20 pixels is drawn.
CHARACTER_WIDTH = 12.2
# What is written wrong in the templates, to show how that is told.
SLIPS = {'"America/Lima"\nreviewed': '"America/Limo"\nreviewed', "15:30:00": "13:30:00"}
BLOCK = re.compile(r"```console\n(?P<body>.*?)```", re.DOTALL)


def blocks() -> list[str]:
    """The commands that the README shows, in order."""
    bodies = [found["body"] for found in BLOCK.finditer(README.read_text("utf-8"))]
    return [body.partition("\n")[0].removeprefix("$ milipol ") for body in bodies]


@pytest.mark.parametrize("at", range(len(blocks())), ids=blocks())
def test_readme_shows_what_is_printed(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    at: int,
) -> None:
    """Each block is what its command prints; --update-golden writes it.

    What is said on stderr of a file that was written follows the answer. What was put
    on the agenda above a block is there.
    """
    monkeypatch.setenv("MILIPOL_AGENDA", str(tmp_path / "agenda.toml"))
    for above in blocks()[:at]:
        if above.startswith("agenda add"):
            run(*shlex.split(above))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    _write_own_data(tmp_path / "my-data", SLIPS)
    text = README.read_text("utf-8")
    block = [*BLOCK.finditer(text)][at]
    command = block["body"].partition("\n")[0]
    ran = run(*shlex.split(command.removeprefix("$ milipol ")))
    assert ran.code == (4 if command == "$ milipol check my-data" else 0)
    writes = command.startswith(("$ milipol export", "$ milipol agenda add"))
    assert ran.err == "" or writes
    expected = f"{command}\n{ran.out}{ran.err}"
    if request.config.getoption("--update-golden"):
        start, end = block.span("body")
        README.write_text(text[:start] + expected + text[end:], "utf-8")
    else:
        assert block["body"] == expected


def test_every_command_has_help_and_is_in_the_readme(run: Run) -> None:
    text = README.read_text("utf-8")
    for name in COMMANDS:
        ran = run(name, "--help")
        assert (ran.code, ran.err) == (0, "")
        assert f"  milipol {name}" in ran.out
        assert f"$ milipol {name}" in text


def test_readme_names_every_format_and_every_json_key(run: Run, tmp_path: Path) -> None:
    text = README.read_text("utf-8")
    for above in blocks():
        if above.startswith("agenda add"):
            run(*shlex.split(above))
    assert [name for name in output.FORMATS if f"| `{name}` |" not in text] == []
    keys: set[str] = set()
    _write_own_data(tmp_path / "my-data", SLIPS)
    wrong = ("check", str(tmp_path / "my-data"))
    for args in (wrong, *EXAMPLES.values(), *(args for _, args in CASES.values())):
        if not takes("--json", args[0]):
            continue
        keys |= _keys(run(*args, "--json").json)
    assert [key for key in sorted(keys) if f"`{key}`" not in text] == []


# Each JSON object by where it stands, with what begins the parts of the README that
# tell of it: a paragraph, a row of a table, or by its header a whole table.
TOP = ("| key | meaning |\n|---|---|\n| `schema`",)
EDITION = ("| key of an edition |",)
HISTORY = (*EDITION, "| key | meaning |\n|---|---|\n| `theme`")
THEME, SESSION = ("| `themes`",), ("| `sessions` |",)
FIGURES, SPEAKERS = ("| `figures` |",), SESSION
TODAY = ("`today` goes on with", "| key | holds |")
ONE_EDITION = ("`show` of an edition or a day",)
CHECKED = (
    "`--json` is for CI",
    "| key | meaning |\n|---|---|\n| `file`, `line`",
)
CONTRACT: dict[tuple[str, ...], dict[str, tuple[str, ...]]] = {
    ("upcoming", "--on", "2025-04-08"): {
        "": (*TOP, "`upcoming` goes on with"),
        "sources": ("| `sources` | what the answer cites",),
        "known_later": ("| `known_later` |",),
        "editions": EDITION,
        "undated": ("An `undated` show",),
        "undated.last": EDITION,
    },
    ("today", "--on", "2023-11-15"): {
        "": (*TOP, *TODAY),
        "editions": TODAY,
        "editions.themes": THEME,
        "editions.tomorrow_themes": THEME,
        "editions.sessions": SESSION,
        "editions.sessions.speakers": SPEAKERS,
        "editions.news": ("| `news` |",),
        "next": EDITION,
    },
    ("today",): {
        "last": EDITION,
        "other_years": ("`other_years` has",),
        "latest_news": ("`other_years` has",),
    },
    ("show",): {"": (*TOP, "`show` alone"), "shows": ("`show` alone",)},
    ("show", "paris"): {
        "": (*TOP, "`show` of a show"),
        "show": ("`show` of a show",),
        "editions": HISTORY,
        "editions.figures": FIGURES,
    },
    ("show", "paris-2023"): {
        "": (*TOP, *ONE_EDITION),
        "edition": HISTORY,
        "edition.figures": FIGURES,
        "notices": ONE_EDITION,
        "themes": (*THEME, *ONE_EDITION),
        "sessions": SESSION,
        "sessions.speakers": SPEAKERS,
    },
    ("show", "raid-demonstration"): {
        "": (*TOP, "`show` of a session"),
        "edition": HISTORY,
        "session": SESSION,
    },
    ("show", "brazil", "--on", "2020-01-01"): {
        "": (*TOP, "Where nothing was known yet"),
    },
    ("show", "expo-2027"): {"overrides": ("`overrides` are what",)},
    ("agenda", "--on", "2023-11-15"): {
        "": (*TOP, "`agenda` has"),
        "items": ("| key of an item | meaning |\n|---|---|\n| `id`, `kind`",),
        "items.marks": ("| `marks` | what does not fit",),
        "gaps": ("A gap has",),
    },
    ("search", "nunez"): {
        "": (*TOP, "`search` has"),
        "results": ("| key of a result |",),
        "results.matches": ("| `matches` | `field`",),
    },
    ("search", "nunes"): {"suggestions": ("`search` has",)},
    ("search", "nunez", "--kind", "venue"): {"shut_out": ("`search` has",)},
    ("check", "wrong"): {
        "": CHECKED,
        "checked": CHECKED,
        "faults": CHECKED,
    },
    ("news",): {
        "": (*TOP, "`news` has"),
        "items": ("| key of an item | meaning |\n|---|---|\n| `date`, `precision`",),
        "outcome_unknown": EDITION,
    },
}
# What a key may hold, with the part of the README that says so.
VALUES: list[tuple[object, str]] = [
    (Measure, "| `measure` |"),
    (SessionKind, "A session is an"),
    (SourceKind, "| `sources` | what the answer cites"),
    (Status, "| `status` |"),
    (Certainty, "| `certainty` |"),
    (Phase, "| `phase` |"),
    (NumberBasis, "| `number`, `number_basis` |"),
    (NewsKind, "| `kind` | `announcement`"),
]


def _told(beginning: str) -> str:
    """The part of the README that begins so: a paragraph, a row, or a whole table."""
    lines = README.read_text("utf-8").split("\n\n")
    is_row = beginning.startswith("| `") and "`measure`" not in beginning
    return next(
        (
            next(row for row in part.splitlines() if row.startswith(beginning))
            if is_row
            else part
        )
        for part in lines
        if (f"\n{beginning}" in part if is_row else part.startswith(beginning))
    )


@pytest.mark.parametrize("args", CONTRACT, ids=" ".join)
def test_readme_tells_each_key_where_its_object_stands(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...]
) -> None:
    """Over the README's own show, an agenda with a mark and a gap, and wrong data."""
    _write_own_data(folder)
    _write_own_data(folder.parent / "wrong", SLIPS)
    monkeypatch.chdir(folder.parent)
    if args[0] == "agenda":
        run("agenda", "add", "raid-demonstration")
        _add_own(run, "11:10")
        _add_own(run, "16:00")
    record = run(*args, "--json").json
    for place, beginnings in CONTRACT[args].items():
        told = " ".join(map(_told, beginnings))
        found = _objects(record, place.split(".") if place else [])
        assert found, place
        keys = set().union(*found)
        assert [key for key in sorted(keys) if f"`{key}`" not in told] == [], place


def _add_own(run: Run, at: str) -> None:
    when = ("--at", f"2023-11-15T{at}", "--minutes", "60")
    run("agenda", "add", "--own", "Call", *when, "--edition", "paris-2023")


def _objects(value: object, path: list[str]) -> list[dict[str, object]]:
    if isinstance(value, list):
        return [found for part in value for found in _objects(part, path)]
    assert isinstance(value, dict)
    return _objects(value[path[0]], path[1:]) if path else [value]


@pytest.mark.parametrize(("values", "beginning"), VALUES, ids=lambda it: str(it)[-20:])
def test_readme_tells_each_value_of_a_key(values: object, beginning: str) -> None:
    told = _told(beginning)
    assert [value for value in get_args(values) if f"`{value}`" not in told] == []


def _keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(_keys, value.values()))
    return set().union(*map(_keys, value)) if isinstance(value, list) else set()


@pytest.mark.parametrize(
    "document", ["README.md", "CONTRIBUTING.md", "DESIGN.md", "CHANGELOG.md"]
)
def test_links_lead_somewhere(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    assert [link for link in links if not Path(ROOT / link).exists()] == []


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "DESIGN.md"])
def test_named_targets_exist(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.findall(r"(?:^|`)make\s+([a-z-]+)", text, re.MULTILINE)
    assert targets != []
    assert [name for name in targets if f"\n{name}:" not in makefile] == []


@pytest.mark.parametrize("document", ["CONTRIBUTING.md", "DESIGN.md"])
def test_named_files_exist(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    named = re.findall(r"`((?:src/|data/|tests/)?[a-z_/]+\.(?:py|toml))`", text)
    places = (ROOT, ROOT / "src" / "milipol_cli", ROOT / "tests")
    assert [
        name
        for name in named
        # A name alone may be that of a file in each command's folder.
        if not any([*place.glob(name), *place.glob(f"*/{name}")] for place in places)
    ] == []


def test_the_readme_tells_each_exit_code() -> None:
    """Those of errors, and the two that no error of milipol's own ends with."""
    table = _table("| code | meaning |")
    errors = {one.exit_code for one in MilipolError.__subclasses__()}
    assert {int(code) for code in table} == {0, MilipolError.exit_code, *errors, 130}


def test_the_readme_tells_each_variable() -> None:
    """All that the code names, and those that say how a terminal is written to."""
    named = {name for row in _table("| variable | meaning |") for name in row.split()}
    code = [path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py")]
    own = set(re.findall(r"\bMILIPOL_[A-Z]+", "".join(code))) - {"MILIPOL_COMPLETE"}
    assert own
    assert named == own | {"COLUMNS", "NO_COLOR", "FORCE_COLOR"}


def _table(header: str) -> list[str]:
    """The first cells of a table of the README, without their marks."""
    _, _, rows = README.read_text("utf-8").partition(f"{header}\n|---|---|\n")
    cells = (row.split("|")[1] for row in rows.partition("\n\n")[0].splitlines())
    return [re.sub("[`,]", "", cell).strip() for cell in cells]


def test_the_commands_for_schemas_in_the_readme_are_run(
    run: Run, tmp_path: Path
) -> None:
    """Each kind has one, and the templates name the files that they write."""
    text = README.read_text("utf-8")
    lines = re.findall("^milipol (check --schema .*) > (.*)$", text, re.MULTILINE)
    assert [command.split()[-1] for command, _ in lines] == list(KINDS)
    for command, name in lines:
        ran = run(*command.split())
        assert (ran.code, ran.err) == (0, "")
        (tmp_path / name).write_text(ran.out, "utf-8")
    named = re.findall("^#:schema (?:[./]+)(.*)$", text, re.MULTILINE)
    assert named
    assert {name for name in named if not (tmp_path / name).exists()} == set()


def test_the_picture_shows_what_is_printed(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its text, taken out of the drawing, is the output of the command it names."""
    monkeypatch.setenv("COLUMNS", "100")
    drawing = ET.parse(ROOT / "docs" / "upcoming.svg")
    texts = [node for node in drawing.iter() if node.tag.endswith("}text")]
    title, *parts = texts
    assert title.text is not None
    lines: dict[float, str] = {}
    for part in parts:
        at, text = float(part.attrib["y"]), (part.text or "").replace("\xa0", " ")
        column = round(float(part.attrib["x"]) / CHARACTER_WIDTH)
        lines[at] = lines.get(at, "").ljust(column) + text
    shown = [line.rstrip() for _, line in sorted(lines.items())]
    ran = run(*title.text.replace("\xa0", " ").split()[1:])
    assert [line for line in shown if line] == [
        line for line in ran.out.splitlines() if line
    ]


def test_the_picture_is_the_one_that_is_made() -> None:
    """Colours and places, too: `make pictures` would change nothing."""
    script = importlib.util.spec_from_file_location("pictures", DOCS / "pictures.py")
    assert script is not None
    assert script.loader is not None
    pictures = importlib.util.module_from_spec(script)
    script.loader.exec_module(pictures)
    for name in pictures.PICTURES:
        drawn = (DOCS / f"{name}.svg").read_text("utf-8")
        assert drawn == pictures.picture(name)


def test_the_picture_is_in_the_readme() -> None:
    assert "](docs/upcoming.svg)" in README.read_text("utf-8")


def _write_own_data(folder: Path, slips: dict[str, str] | None = None) -> None:
    """Writes the templates of the README to the files that they name."""
    text = README.read_text("utf-8")
    for form in re.findall(r"```toml\n(.*?)```", text, re.DOTALL):
        name = re.search("^# ([a-z0-9/.]+): ", form, re.MULTILINE)
        if name is None:  # the reader's agenda, which is no data
            continue
        path = folder / name[1]
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{form}\n")
    for right, wrong in (slips or {}).items():
        for path in folder.rglob("*.toml"):
            path.write_text(path.read_text("utf-8").replace(right, wrong), "utf-8")


def test_the_templates_in_the_readme_are_right(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    _write_own_data(folder)
    ran = run("check", str(folder), "--strict")
    assert (ran.code, ran.err) == (0, "")
    assert "Checked: 1 show, 1 edition, 1 programme, 1 session, 1 source." in ran.out
    row = " 4-6 May 2027  Expo Lima  Lima, Peru  in 161 days  announced  expo-2027"
    assert row in run("upcoming", "expo", "--on", "2026-11-24").out.splitlines()
    assert "Panel: Who guards the port?" in run("show", "ports-panel").out


def test_the_pick_in_the_readme_is_one(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "agenda.toml"
    file.write_text(_toml("[[pick]]"), "utf-8")
    monkeypatch.setenv("MILIPOL_AGENDA", str(file))
    (item,) = run("agenda", "--json").json["items"]
    assert (item["id"], item["alarms"], item["marks"]) == (
        "paris-2023/raid-demonstration",
        ["60m"],
        [],
    )


def _toml(begins: str) -> str:
    """The one block of TOML in the README that begins so."""
    found = re.finditer(r"```toml\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    (form,) = [block[1] for block in found if block[1].startswith(begins)]
    return str(form)
