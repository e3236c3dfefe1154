"""The script that turns a list of exhibitors into a data file."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from conftest import DATA, ROOT, Golden, script
from milipol_cli.network.load import Catalog

CSV = (
    "\ufeffname,country,website,categories,stand,listed_by\r\n"
    '"Acme ""X"" \\ Söhne",Germany,www.example.org,Locks; Keys;,A1,2027-12-01\r\n'
    "Bolt,ALL,,\r\n"
    "Cog,Freedonia,,Drones\r\n"
    "Dot,,,\r\n"
)


@pytest.fixture
def tool() -> ModuleType:
    """The script as a module."""
    return script(ROOT / "tools" / "exhibitors.py")


@pytest.mark.parametrize("ending", ["csv", "tsv"])
def test_a_list_becomes_a_data_file(
    tool: ModuleType,
    golden: Golden,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    ending: str,
) -> None:
    monkeypatch.setattr(tool, "DATA", tmp_path)
    (tmp_path / "paris").mkdir()
    source = tmp_path / f"list.{ending}"
    source.write_bytes(CSV.replace(",", "\t" if ending == "tsv" else ",").encode())
    args = "paris-2027 --source caat-paris-2025 --copied 2027-12-01"
    args += " --known-by 2027-11-30 --page https://www.example.org"
    args += " --earlier 2027-11-30 7 --note Wrong"
    monkeypatch.setattr(sys, "argv", ["tool", str(source), *args.split()])
    tool.main()
    golden(
        "paris-2027.exhibitors.toml",
        (tmp_path / "paris" / "2027.exhibitors.toml").read_text("utf-8"),
    )
    message = "paris-2027: no code for 'Freedonia', kept as printed\n"
    assert capsys.readouterr() == (message, "")
    known = Catalog([DATA, tmp_path]).exhibitors("paris-2027")
    assert known is not None
    assert [entry.key for entry in known.listed] == [
        "acme-x-sohne",
        "bolt",
        "cog",
        "dot",
    ]


def test_names_of_companies_become_a_data_file(
    tool: ModuleType,
    golden: Golden,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = 'same\t1\tAcme\nsame\t1\t"Acme ""X"""\nsame\t2\tBolt\nsame\t2\tBölt\n'
    source = tmp_path / "names.tsv"
    source.write_text(f"kind\tgroup\tname\n{rows}perhaps\t1\tCog\nperhaps\t1\tDot\n")
    monkeypatch.setattr(tool, "DATA", tmp_path)
    monkeypatch.setattr(sys, "argv", ["tool", str(source), "companies"])
    tool.main()
    golden("companies.toml", (tmp_path / "companies.toml").read_text("utf-8"))
    (perhaps,) = Catalog([DATA, tmp_path]).companies.perhaps
    assert perhaps == ("Cog", "Dot")
