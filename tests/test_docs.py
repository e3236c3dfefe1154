"""The documents are true: their examples, keys, links, files, codes and pictures."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from conftest import ROOT, Run, script
from milipol_cli import app
from milipol_cli.base.errors import MilipolError
from milipol_cli.commands.check.schema import KINDS
from milipol_cli.commands.publish import folder as publish_folder
from milipol_cli.commands.update.command import NEWER
from milipol_cli.look import output
from programs import BIN
from published import newer_data, publish, set_clock

DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
OWN_SHOWS = DOCS / "your-own-shows.md"
SKILL = DOCS / "skill" / "SKILL.md"
DOCUMENTS = [*PAGES, *(ROOT / f"{name}.md" for name in ("CONTRIBUTING", "DESIGN"))]
SVG_TEXT = "{http://www.w3.org/2000/svg}text"
# Mistakes in the examples of data, which `check` reports in its page.
MISTAKES = {
    '"America/Lima"\nreviewed': '"America/Limo"\nreviewed',
    'end = "15:30"': 'end = "13:30"',
}
# The examples that change what those below them show.
CHANGING = (
    "agenda add",
    "agenda done",
    "agenda edit",
    "agenda import",
    "agenda remove",
    "agenda undo",
    "exhibitors import",
    "import",
)
# The examples whose output has the path of a folder, by whose length lines would break.
UNBROKEN = ("import", "exhibitors import list.csv --new-show", "update")
# The exit codes of the examples that have another one than 0.
CODES = {"check my-data": 4, "update --check published": NEWER}
BLOCK = re.compile(r"```console\n\$ milipol (?P<command>.*)\n(?P<output>[^`]*)```")
FILE = re.compile(r"`([a-z0-9.-]+)`:\n\n```csv\n([^`]*)```")
EXAMPLES = [
    (page, match["command"]) for page in PAGES for match in BLOCK.finditer(page.read_text("utf-8"))
]


@pytest.mark.parametrize(
    ("page", "command"), EXAMPLES, ids=[f"{page.stem}: {line}" for page, line in EXAMPLES]
)
def test_an_example_shows_what_is_printed(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    update: bool,
    page: Path,
    command: str,
) -> None:
    """With the files of the page, and the picks and imports of the examples above it.

    --update-golden writes it.
    """
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    if not command.startswith(UNBROKEN):
        monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    for name, content in FILE.findall(page.read_text("utf-8")):
        (tmp_path / name).write_text(content, "utf-8")
    for other_page, earlier in EXAMPLES[: EXAMPLES.index((page, command))]:
        if other_page == page and earlier.startswith(CHANGING):
            run(*shlex.split(earlier))
    _write_own_data(tmp_path / "my-data", MISTAKES)
    if command.startswith("update"):
        set_clock(monkeypatch)
        # No update reads the pages.
        monkeypatch.setattr(publish_folder, "pages", lambda _: ())
        publish(tmp_path / "published", newer_data(tmp_path / "newer"))
        run("agenda", "add", "paris-2027")
    milipol, _, jq = command.partition(" | ")
    ran = run(*shlex.split(milipol))
    assert ran.code == CODES.get(command, 0)
    assert ran.err == "" or command.startswith(
        ("agenda share", "export", "publish", "remind", "update", *CHANGING)
    )
    shown = (_piped(ran.out, jq) if jq else ran.out) + ran.err
    shown = shown.replace(f"{tmp_path}/.config", "~/.config")
    shown = shown.replace(f"{tmp_path}/", "")
    text = page.read_text("utf-8")
    (match,) = [block for block in BLOCK.finditer(text) if block["command"] == command]
    if update:
        start, end = match.span("output")
        page.write_text(f"{text[:start]}{shown}{text[end:]}", "utf-8")
    else:
        assert match["output"] == shown


@pytest.mark.usefixtures("here", "agenda")
def test_what_the_skill_says_to_run_answers_in_json(run: Run) -> None:
    """One command after the other, as an assistant would run them."""
    text = SKILL.read_text("utf-8")
    assert len(text.splitlines()) <= 120
    commands = re.findall(r"^\$ milipol (.*)$", text, re.MULTILINE)
    assert len(commands) >= 12
    for command in commands:
        ran = run(*shlex.split(command))
        assert (command, ran.code, ran.err) == (command, 0, "")
        assert "schema" in ran.json
    codes = {int(code) for code in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)}
    errors = {error.exit_code for error in MilipolError.__subclasses__()}
    assert codes == {0, *errors}


def _piped(text: str, command: str) -> str:
    if shutil.which("jq") is None:
        pytest.skip("jq is not installed")
    ran = subprocess.run(
        shlex.split(command), input=text, capture_output=True, check=True, text=True
    )
    return ran.stdout


@pytest.mark.parametrize("name", app.COMMANDS)
def test_every_command_has_help_and_a_documented_example(run: Run, name: str) -> None:
    ran = run(name, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert f"  milipol {name}" in ran.out
    assert name in {command.split()[0] for _, command in EXAMPLES}


def test_every_key_of_json_is_documented(update: bool) -> None:
    """From the tables that make JSON; --update-golden writes the page."""
    keys = script(DOCS / "json_keys.py")
    if update:
        keys.PAGE.write_text(keys.page(), "utf-8")
    assert keys.PAGE.read_text("utf-8") == keys.page()


@pytest.mark.parametrize(
    "document", [*DOCUMENTS, ROOT / "CHANGELOG.md"], ids=lambda path: str(path.name)
)
def test_links_lead_somewhere(document: Path) -> None:
    """To a file, and to a heading of it if they name one."""
    links = re.findall(r"\]\((?!https?:)([^)]+)\)", document.read_text("utf-8"))
    assert [link for link in links if not _leads_somewhere(document, link)] == []


def _leads_somewhere(document: Path, link: str) -> bool:
    name, _, heading = link.partition("#")
    path = document.parent / name if name else document
    return path.exists() and (not heading or heading in _headings(path))


def _headings(path: Path) -> set[str]:
    """The headings of a page, as GitHub makes addresses of them."""
    headings = re.findall("^#+ (.*)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", line.lower()).replace(" ", "-") for line in headings}


def test_each_promise_names_tests_that_exist() -> None:
    text = (DOCS / "promises.md").read_text("utf-8")
    points = re.split(r"\n- ", text)[1:]
    assert [point for point in points if "`tests/" not in point] == []
    named = re.findall(r"`(tests/[a-z0-9_/]+\.py)::(test_\w+)`", text)
    assert [
        f"{path}::{name}"
        for path, name in named
        if f"\ndef {name}(" not in (ROOT / path).read_text("utf-8")
    ] == []


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
    source = ROOT / "src" / "milipol_cli"
    named = re.findall(r"`((?:src/|data/|tests/|docs/)?[a-z_/]+\.(?:py|toml))`", text)
    assert [
        name
        for name in named
        if not (ROOT / name).exists() and not [*source.rglob(name), *(ROOT / "tests").rglob(name)]
    ] == []


def test_every_format_is_documented() -> None:
    assert _first_cells("| `--format` | what you get |") == list(output.FORMATS)


def test_every_exit_code_is_documented() -> None:
    """Those of errors, and the three that no error of milipol's own ends with."""
    codes = {int(code) for code in _first_cells("| code | meaning |")}
    errors = {error.exit_code for error in MilipolError.__subclasses__()}
    assert codes == {0, MilipolError.exit_code, *errors, NEWER, 130}


def test_every_variable_is_documented() -> None:
    """Those that the code names, and those that affect how a terminal is written to."""
    cells = _first_cells("| variable | meaning |")
    named = {name for cell in cells for name in cell.split()}
    code = [path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py")]
    own = set(re.findall(r"\bMILIPOL_[A-Z_]+", "".join(code))) - {"MILIPOL_COMPLETE"}
    assert own
    assert named == own | {"COLUMNS", "NO_COLOR", "FORCE_COLOR", "ACCESSIBLE"}


def _first_cells(header: str) -> list[str]:
    """The first cells of the table in docs/scripting.md with this header."""
    text = (DOCS / "scripting.md").read_text("utf-8")
    _, _, rows = text.partition(f"{header}\n|---|---|\n")
    cells = (row.split("|")[1] for row in rows.partition("\n\n")[0].splitlines())
    return [re.sub("[`,]", "", cell).strip() for cell in cells]


def test_the_examples_name_every_kind_of_schema() -> None:
    text = OWN_SHOWS.read_text("utf-8")
    (kinds,) = re.findall("^for kind in (.*); do$", text, re.MULTILINE)
    assert kinds.split() == list(KINDS)
    assert '  milipol check --schema "$kind" > "$kind.schema.json"\n' in text
    named = re.findall("^#:schema (?:[./]+)(.*).schema.json$", text, re.MULTILINE)
    assert named
    assert {*named} <= {*KINDS}


def test_the_pictures_of_the_readme_show_what_is_printed() -> None:
    """`make pictures` would change nothing, and they have every word of the output."""
    pictures = script(DOCS / "pictures.py")
    for name, commands in pictures.PICTURES.items():
        assert f"](docs/{name}.svg)" in (ROOT / "README.md").read_text("utf-8")
        drawing = (DOCS / f"{name}.svg").read_text("utf-8")
        assert drawing == pictures.picture(name)
        drawn = [node.text or "" for node in ET.fromstring(drawing).iter(SVG_TEXT)]
        shown = f"$ milipol {commands[-1]}\n{pictures.printed(commands)}"
        assert " ".join(drawn).split() == shown.split()


def test_the_line_for_cron_writes_the_calendar(tmp_path: Path) -> None:
    """As cron starts it: in the home folder, with next to no environment."""
    text = (DOCS / "scripting.md").read_text("utf-8")
    (line,) = re.findall(r"^0 6 \* \* \* (.*)$", text, re.MULTILINE)
    path = tmp_path / ".local" / "bin" / "milipol"
    path.parent.mkdir(parents=True)
    path.symlink_to(BIN / "milipol")
    home = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    for command in (f"{path} agenda add paris-2027 --quiet", line):
        ran = subprocess.run(
            ["/bin/sh", "-c", command], capture_output=True, check=False, cwd=tmp_path, env=home
        )
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")
    assert b"UID:paris-2027@" in (tmp_path / "milipol-agenda.ics").read_bytes()


def _write_own_data(folder: Path, mistakes: dict[str, str] | None = None) -> None:
    """Writes the examples of data to the files that they name."""
    text = OWN_SHOWS.read_text("utf-8")
    for example in re.findall(r"```toml\n(.*?)```", text, re.DOTALL):
        name = re.search("^# ([a-z0-9/.-]+): ", example, re.MULTILINE)
        assert name is not None
        path = folder / name[1]
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{example}\n")
    for right, wrong in (mistakes or {}).items():
        for path in folder.rglob("*.toml"):
            path.write_text(path.read_text("utf-8").replace(right, wrong), "utf-8")


def test_the_examples_of_data_are_right(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    _write_own_data(folder)
    ran = run("check", str(folder), "--strict")
    assert (ran.code, ran.err) == (0, "")
    counts = "1 show, 1 edition, 1 programme, 1 session, 2 exhibitors, 1 source."
    assert counts in ran.out
    row = " 4-6 May 2027  Expo Lima  Lima, Peru  in 161 days  announced  expo-2027"
    assert row in run("upcoming", "expo", "--on", "2026-11-24").out.splitlines()
    assert "Panel: Who guards the port?" in run("show", "who-guards-the-port").out


def test_the_examples_of_picks_are_right(run: Run, agenda: Path) -> None:
    text = (DOCS / "agenda.md").read_text("utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    agenda.write_text(example, "utf-8")
    items = run("agenda", "--all", "--json").json["items"]
    assert [
        (item["id"], item["alarms"], [mark["kind"] for mark in item["marks"]]) for item in items
    ] == [
        ("paris-2023/raid-demonstration", ["60m"], []),
        ("paris-2023/exhibitors/thales", None, []),
    ]
