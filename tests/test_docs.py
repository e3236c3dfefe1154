"""What the documents say is so: every console block is run and compared."""

import re
import shlex
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from conftest import ROOT, Run
from milipol_cli import output
from milipol_cli.commands import COMMANDS

README = ROOT / "README.md"
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
    shown = ["", "paris", "paris-2023", "raid-demonstration"]
    _write_own_data(tmp_path / "my-data", SLIPS)
    for args in (
        ("check", str(tmp_path / "my-data")),
        *(("upcoming",), ("today",), ("today", "--on", "2023-11-15"), ("news",)),
        *(("show", *asked.split()) for asked in shown),
        ("show", "brazil", "--on", "2020-01-01"),
        ("agenda",),
        ("search", "nunez"),
        ("search", "nunez", "--kind", "venue"),
        ("search", "nunes"),
    ):
        keys |= _keys(run(*args, "--json").json)
    assert [key for key in sorted(keys) if f"`{key}`" not in text] == []


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


@pytest.mark.parametrize("document", ["CONTRIBUTING.md", "DESIGN.md"])
def test_named_files_and_targets_exist(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.findall(r"`make ([a-z-]+)`", text)
    assert [name for name in targets if f"\n{name}:" not in makefile] == []
    package = ROOT / "src" / "milipol_cli"
    named = re.findall(r"`((?:src/|data/|tests/)?[a-z_/]+\.(?:py|toml))`", text)
    missing = [n for n in named if not ((ROOT / n).exists() or (package / n).exists())]
    assert missing == []


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
    assert row in run("upcoming", "expo").out.splitlines()
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
