"""The tables of bundled files that need not be parsed."""

import shutil
from pathlib import Path

import pytest

from conftest import DATA, write_file
from milipol_cli.network.load import Catalog, reading
from milipol_cli.network.load.packing import pack_parsed
from milipol_cli.network.load.parsed_tables import TABLES, ParsedTables
from milipol_cli.network.load.reading import read_file

SHOW = DATA / "brazil" / "show.toml"
FILES = [
    *sorted(DATA.glob("*/show.toml")),
    *sorted(DATA.glob("*/[0-9][0-9][0-9][0-9].toml")),
    DATA / "news.toml",
    DATA / "sources.toml",
]


@pytest.fixture
def bundle_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Bundled data of one show, with its pack."""
    folder = tmp_path / "bundle"
    write_file(folder / "brazil" / "show.toml", SHOW.read_text("utf-8"))
    (folder / TABLES).write_bytes(pack_parsed(folder))
    monkeypatch.setattr(reading, "bundle", lambda: folder)
    return folder


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The paths of the files that are parsed."""
    paths: list[Path] = []
    parse = reading.file_of

    def file_of(text: str, path: Path, folder: int = 0) -> reading.DataFile:
        paths.append(path)
        return parse(text, path, folder)

    monkeypatch.setattr(reading, "file_of", file_of)
    return paths


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_table_is_what_parsing_gives(path: Path) -> None:
    file = read_file(path)
    assert file is not None
    assert repr(ParsedTables(DATA).table_of(file.text)) == repr(file.table)


def test_bundled_shows_and_news_are_not_parsed(parsed: list[Path]) -> None:
    data = Catalog([DATA])
    assert (len(data.shows), len(data.news) > 0, parsed) == (5, True, [])


def test_a_changed_file_is_parsed(bundle_folder: Path, parsed: list[Path]) -> None:
    path = bundle_folder / "brazil" / "show.toml"
    path.write_text(SHOW.read_text("utf-8").replace("reviewed = 2026", "reviewed = 2025"))
    (show,) = Catalog([bundle_folder]).shows
    assert (show.show.reviewed.year, parsed) == (2025, [path])


def test_fetched_and_own_files_are_parsed(
    bundle_folder: Path, tmp_path: Path, parsed: list[Path]
) -> None:
    """A fetched one that is the same as the bundled one need not be."""
    text = SHOW.read_text("utf-8")
    newer = text.replace("reviewed = 2026", "reviewed = 2027")
    paths = [tmp_path / name / "brazil" / "show.toml" for name in ("newer", "own")]
    for path, written in zip(paths, (newer, text), strict=True):
        write_file(path, written)
    data = Catalog([tmp_path / "newer", tmp_path / "own"], lambda _: None)
    assert (data.shows[0].show.reviewed.year, parsed) == (2027, paths)
    parsed.clear()
    same = shutil.copytree(bundle_folder, tmp_path / "same")
    assert Catalog([same]).shows == Catalog([bundle_folder]).shows
    assert parsed == []


WHOLE = pack_parsed(DATA)


@pytest.mark.parametrize(
    "raw",
    [
        None,
        b"",
        WHOLE[:20],
        WHOLE[:-1],
        WHOLE[:500] + b"?" + WHOLE[501:],
        WHOLE.replace(b"tables 1", b"tables 2", 1),
    ],
    ids=["missing", "empty", "head", "cut-short", "damaged", "other-version"],
)
def test_without_a_pack_files_are_parsed(
    raw: bytes | None, bundle_folder: Path, parsed: list[Path]
) -> None:
    """The answers are the same, and nothing is written."""
    (bundle_folder / TABLES).unlink()
    if raw is not None:
        (bundle_folder / TABLES).write_bytes(raw)
    before = sorted(bundle_folder.rglob("*"))
    warnings: list[str] = []
    (show,) = Catalog([bundle_folder], warnings.append).shows
    assert parsed == [bundle_folder / "brazil" / "show.toml"]
    assert show == next(show for show in Catalog([DATA]).shows if show.show.id == "brazil")
    assert (warnings, sorted(bundle_folder.rglob("*"))) == ([], before)
