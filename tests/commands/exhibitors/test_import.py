"""Lists of exhibitors of every manner, and what becomes of the files of a folder."""

import contextlib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
import xlsxwriter

from conftest import DATA, Golden, Run, write_file
from milipol_cli.base import bounded
from milipol_cli.base.errors import InvalidData
from milipol_cli.base.folding import fold
from milipol_cli.commands.exhibitors.importing import query
from milipol_cli.commands.exhibitors.importing.query import list_text
from milipol_cli.imports import exhibitor_list
from milipol_cli.imports.stands import line_with_letters, places_in, stands_and_halls
from milipol_cli.imports.writing import lock_folder
from milipol_cli.network.load import Catalog
from milipol_cli.network.load.reading import read_file
from milipol_cli.network.model.exhibitors import Exhibitor
from workbooks import Page, ods, xlsx

HERE = Path(__file__).parent
EDITION = "paris-2027"
TEXT = "Société;Stand;Pays\nÉcho Prétendu;5A012;Brésil\nLœwe;;Suisse\n"
IMPORT = ("exhibitors", "import", "list.csv", "--edition", EDITION)


def shown(raw: bytes) -> str:
    """What is read from a file, or why it is refused."""
    try:
        imported = exhibitor_list.read_bounded(raw, {})
    except InvalidData as error:
        return f"refused: {error}\n"
    lines = [f"{imported.format}, {imported.rows} rows"]
    for exhibitor in imported.exhibitors:
        values = msgspec.structs.asdict(exhibitor).items()
        lines.append(", ".join(f"{key}={value!r}" for key, value in values if value))
    lines += [f"doubt: {doubt}" for doubt in imported.doubts]
    if imported.unused:
        lines.append(f"unused: {', '.join(imported.unused)}")
    return "\n".join(lines) + "\n"


def test_every_manner(golden: Golden) -> None:
    blocks = (HERE / "lists.txt").read_text("utf-8").split("### ")[1:]
    texts = []
    for block in blocks:
        name, _, text = block.partition("\n")
        raw = f"{text.rstrip()}\n".encode()
        texts.append(f"### {name}\n{shown(raw)}")
    golden("lists.txt", "\n".join(texts))


@pytest.mark.parametrize("workbook", [xlsx, ods])
def test_spreadsheets(workbook: Any) -> None:
    """Several sheets, one a hall, are one list; a number as a stand has no decimals."""
    header = ["Company", "Booth", "Country"]
    raw = workbook(
        {
            "Hall 1": Page([["Exhibitors"], header, ["Aardwolf", 8700, "France"]]),
            "Hall 2": Page([header, ["Bison", "B2", "Freedonia"], [None, None, None, "draft"]]),
            "Notes": Page([["Draft of May"]]),
            "Old": Page([header, ["Cormorant", "C1", None]], is_hidden=True),
        }
    )
    imported = exhibitor_list.read_bounded(raw, {})
    assert imported.exhibitors == (
        Exhibitor(name="Aardwolf", stand=("8700",), hall=("1",), country_code="FR"),
        Exhibitor(name="Bison", stand=("B2",), hall=("2",)),
    )
    assert [(doubt.place.line, doubt.text) for doubt in imported.doubts] == [
        (None, "sheet 'Old' is hidden: not read"),
        (None, "sheet 'Notes' has no header row: not read"),
        (2, "unknown country 'Freedonia': left out"),
        (3, "more cells than headers"),
        (3, "no company, left out: 'draft'"),
    ]


def test_a_list_has_at_most_20_000_rows() -> None:
    assert shown(b"Company\n" + b"A\n" * 20_000).startswith("csv, 20000 rows")
    refusal = "refused: 20,001 rows; at most 20,000 are read\n"
    assert shown(b"Company\n" + b"A\n" * 20_001) == refusal


@pytest.mark.slow
def test_a_workbook_that_crashes_the_reader_is_refused() -> None:
    """Its last cell is so far away that no memory holds all cells before it."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Bad")
        sheet.write("A1", 1)
        sheet.write("XFD1048576", 1)
    with pytest.raises(InvalidData) as refused:
        bounded.call_reader(exhibitor_list.__name__, "list.xlsx", file.getvalue(), {})
    assert str(refused.value) == (
        "list.xlsx: sheet 'Bad': cannot be read: the reader ended unexpectedly"
    )


@pytest.mark.parametrize(
    ("cell", "stands"),
    [
        ("5A020, 5A021", ("5A020", "5A021")),
        ("Halls 5 & 6", ("5", "6")),
        ("stand no. 12", ("12",)),
        ("Stand / Booth: 5 A 123", ("5 A 123",)),
        ("#12", ("12",)),
        ("A1/B2", ("A1", "B2")),
        ("A 12/14", ("A 12/14",)),
        ("5/A012", ("5/A012",)),
        ("Pavilion Halls", ("Pavilion Halls",)),
        ("-", ()),
        (f"A1 {' ' * 100_000}& B2", ("A1", "B2")),
        ("no " * 30_000, ("no",)),
    ],
    ids=range(12),
)
def test_stands_in_a_cell(cell: str, stands: tuple[str, ...]) -> None:
    assert places_in((cell,)) == stands


@pytest.mark.parametrize(
    ("cell", "stands", "halls"),
    [
        ("Hall 17, Stand F60", ("F60",), ("17",)),
        ("Hall 7 - E374", ("E374",), ("7",)),
        ("Hall 26, Stand E98, (26)", ("E98",), ("26",)),
        ("Hall 4 Booth C12 & Hall 5 Booth D13", ("C12", "D13"), ("4", "5")),
        ("Pavillon 5 / C07", ("C07",), ("5",)),
        ("Hall 5A Stand 100 and Hall 6 Stand 12", ("100", "12"), ("5A", "6")),
        ("Hall B", (), ("B",)),
        ("H6 / C12", ("C12",), ("6",)),
        ("H6/H7", ("H6", "H7"), ()),
        ("H6-C12 & H7-D01", ("C12", "D01"), ("6", "7")),
        ("5A-H020", ("H020",), ("5A",)),
        ("L9-Q99", ("L9-Q99",), ()),
        ("Hall of Fame 3", ("Hall of Fame 3",), ()),
        ("Stand 5-A12", ("A12",), ("5",)),
        ("North Hall, Booth 1234", ("1234",), ("North Hall",)),
    ],
)
def test_a_stand_may_be_written_with_its_hall(
    cell: str, stands: tuple[str, ...], halls: tuple[str, ...]
) -> None:
    assert stands_and_halls([cell], []) == (stands, halls)


@pytest.mark.parametrize(
    ("printed", "country"),
    [
        ("Bosnia and Herzegovina", "BA"),
        ("Iran, Islamic Republic of", "IR"),
        ("Korea, Democratic People's Republic of", "KP"),
        ("China (Taiwan)", "TW"),
        ("Côte d\u2019Ivoire", "CI"),
        ("Rép. tchèque", "CZ"),
        ("Kosovo", "Kosovo"),
        ("Congo (DRC)", "CD"),
        ("Korea, D.P.R.", "KP"),
        ("Atlantis, Democratic Republic of", None),
        ("NA", None),
    ],
)
def test_countries_as_lists_print_them(printed: str, country: str | None) -> None:
    raw = f'Company,Country,Hall\nA,"{printed}",NN\n'.encode()
    (exhibitor,) = exhibitor_list.read_bounded(raw, {}).exhibitors
    assert (exhibitor.country_code or exhibitor.country) == country
    assert exhibitor.hall == ("NN",)


@pytest.mark.parametrize(
    "path", sorted(DATA.rglob("*.exhibitors.toml")), ids=lambda path: path.parent.name
)
def test_the_bundled_lists_are_written_as_they_are(bundle: Catalog, path: Path) -> None:
    known = bundle.exhibitors(f"{path.parent.name}-{path.name[:4]}")
    assert known is not None
    assert list_text(known) == path.read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", sorted(DATA.rglob("*.exhibitors.toml")), ids=lambda path: path.parent.name
)
def test_the_csv_of_a_bundled_list_comes_back(run: Run, path: Path) -> None:
    """A name that it has several times is one company; HTML entities are none."""
    edition = f"{path.parent.name}-{path.name[:4]}"
    ran = run("exhibitors", edition, "--format", "csv")
    imported = exhibitor_list.read_bounded(ran.out.encode(), {})
    known = Catalog([DATA]).exhibitors(edition)
    assert known is not None
    keys = [exhibitor_list.row_key(entry.name) for entry in known.exhibitor]
    assert len(imported.exhibitors) == len(set(keys))
    assert _alone(imported.exhibitors, keys) == _alone(known.exhibitor, keys)


def _alone(exhibitors: Sequence[Exhibitor], keys: Sequence[str]) -> list[Exhibitor]:
    """Those whose company is only once in a list, by name, without HTML entities.

    By when a copy listed them is not read, since an import is a copy of its own.
    """
    alone = [
        msgspec.structs.replace(entry, name=line_with_letters(entry.name), listed_by=None)
        for entry in exhibitors
        if keys.count(exhibitor_list.row_key(entry.name)) < 2
    ]
    return sorted(alone, key=lambda entry: fold(entry.name))


@pytest.fixture
def list_csv(here: Path) -> Path:
    """A list in the current folder."""
    return write_file(here / "list.csv", TEXT)


@pytest.fixture
def known(run: Run, list_csv: Path, folder: Path) -> Path:
    """The list of a data folder, imported from that."""
    assert list_csv.exists()
    assert run(*IMPORT).code == 0
    return folder / "paris" / "2027.exhibitors.toml"


@pytest.mark.usefixtures("list_csv")
def test_the_own_data_folder_is_made(run: Run, tmp_path: Path) -> None:
    assert run(*IMPORT).code == 0
    path = tmp_path / "config/milipol/data/paris/2027.exhibitors.toml"
    assert read_file(path) is not None
    assert run("exhibitors", EDITION, "--json").json["found"] == 2


@pytest.mark.usefixtures("list_csv")
def test_of_two_companies_the_second_is_the_last(run: Run) -> None:
    out = run(*IMPORT).out
    assert "\n Last        Lœwe | CH\n" in out
    assert "Middle" not in out


def test_nothing_changed_so_nothing_is_written(run: Run, known: Path) -> None:
    before = known.stat()
    ran = run(*IMPORT, "--on", "2026-11-25")
    assert (ran.code, ran.out.count("\n")) == (0, 1)
    assert known.stat().st_mtime_ns == before.st_mtime_ns
    assert known.stat().st_ino == before.st_ino


@pytest.mark.usefixtures("list_csv")
def test_a_source_that_another_import_adds_meanwhile_stays(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextlib.contextmanager
    def lock_late(root: Path, path: Path, *, dry_run: bool) -> Iterator[None]:
        monkeypatch.setattr(query, "lock_folder", lock_folder)
        assert run(*IMPORT[:-1], "qatar-2026").code == 0
        with lock_folder(root, path, dry_run=dry_run):
            yield

    monkeypatch.setattr(query, "lock_folder", lock_late)
    assert run(*IMPORT).code == 0
    text = (folder / "sources.toml").read_text("utf-8")
    assert ("qatar-2026-" in text, "paris-2027-" in text) == (True, True)
    assert run("check", str(folder)).code == 0


def test_edits_by_hand_are_kept(run: Run, known: Path) -> None:
    edited = known.read_text("utf-8").replace("5A012", "5A013")
    known.write_text(edited, "utf-8")
    ran = run(*IMPORT)
    assert (ran.code, ran.out, ran.err) == (
        *(5, ""),
        f"milipol: {known}: written or edited by hand; replace it with --force\n",
    )
    assert known.read_text("utf-8") == edited
    (change,) = run(*IMPORT, "--force", "--json").json["changes"]
    assert change["fields"] == [{"field": "stand", "old": "5A013", "new": "5A012"}]


def test_a_list_comes_from_stdin_and_quiet_leaves_only_what_to_check(
    run: Run, folder: Path
) -> None:
    args = ("exhibitors", "import", "-", "--edition", EDITION, "--quiet")
    ran = run(*args, stdin=b"Company,Stand\nA,1\nTotal,1\n")
    note = "line 3: a total, legend or note, left out: 'Total | 1'"
    assert (ran.code, ran.out, ran.err) == (0, f" To check    {note}\n", "")
    text = (folder / "paris" / "2027.exhibitors.toml").read_text("utf-8")
    assert "# from: stdin\n" in text
    ran = run(*args, stdin=b"Company,Stand\nA,2\n")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    why = "stdin: larger than 16 MiB; too large to be read"
    assert run(*args, stdin=b" " * (bounded.MOST_INPUT_BYTES + 1)).refusal == (4, why)
    assert run(*args).refusal == (4, "stdin: an empty table")


def test_a_closed_stdin_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert bounded.content("-") == b""
