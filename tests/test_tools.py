"""The scripts that turn lists of exhibitors into data files."""

import json
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
    assert [entry.key for entry in known.listed] == ["acme-x-sohne", "bolt", "cog", "dot"]


def test_names_of_companies_become_a_data_file(
    tool: ModuleType, golden: Golden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = 'same\t1\tAcme\nsame\t1\t"Acme ""X"""\nsame\t2\tBolt\nsame\t2\tBölt\n'
    source = tmp_path / "names.tsv"
    source.write_text(f"kind\tgroup\tname\n{rows}perhaps\t1\tCog\nperhaps\t1\tDot\n")
    monkeypatch.setattr(tool, "DATA", tmp_path)
    monkeypatch.setattr(sys, "argv", ["tool", str(source), "companies"])
    tool.main()
    golden("companies.toml", (tmp_path / "companies.toml").read_text("utf-8"))
    assert [*Catalog([DATA, tmp_path]).companies.perhaps("cog")] == ["dot"]


def test_a_code_that_contradicts_the_printed_country_is_refused(
    tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "Glock,NZ,AUT\nQatar Chamber,GB,QTR\nAcme,DE,ALL\nBolt,FR,\nCog,GB,Freedonia"
    source = tmp_path / "list.csv"
    source.write_text(f"name,country,printed\n{rows}\n")
    monkeypatch.setattr(tool, "DATA", tmp_path)
    monkeypatch.setattr(sys, "argv", ["tool", str(source), "paris-2027"])
    with pytest.raises(SystemExit) as refusal:
        tool.main()
    assert str(refusal.value).splitlines() == [
        "paris-2027: not written",
        "'Glock' is NZ, but 'AUT' AT",
        "'Qatar Chamber' is GB, but 'QTR' QA",
    ]
    assert [*tmp_path.iterdir()] == [source]


def fair(name: str, start: str, entries: list[object], **more: object) -> str:
    """A list of the collection."""
    head = {"name": f"{name} {start[:4]}", "series": name, "startDate": start}
    copied = {"exhibitorListDate": f"{start}T10:00:00+00:00"}
    return json.dumps({**head, **copied, **more, "exhibitor": entries})


def named(number: int) -> list[object]:
    """Entries without anything but a name."""
    return [{"name": f"Company {n}"} for n in range(number)]


def test_a_collection_becomes_lists_of_fairs(
    golden: Golden,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    tool = script(ROOT / "tools" / "fairs.py")
    monkeypatch.setattr(tool, "CIRCUIT", tmp_path / "circuit")
    (tmp_path / "circuit").mkdir()
    entries = [
        # Names.
        {"name": "Caf\u00c3\u00a9 <b>R&amp;amp;D</b>\u200b  Ltd - Stand A12"},
        {"name": "\u4e2d\u6587", "alias": "Zhong Wen"},
        {"name": "https://example.org"},
        {"name": "?? ??"},
        {"name": "twice", "website": "https://-", "category": "Locks"},
        {"name": "TWICE", "website": ["http://www.twice.example/x"], "category": ["Keys"]},
        # Countries.
        {"name": "Austrian", "country": {"text": "Austria", "iso2": "NZ"}},
        {"name": "In Georgia", "address": {"text": "Atlanta\nGeorgia", "iso2": "US"}},
        {"name": "In Virginia", "address": {"text": "Reston\nVA", "iso2": "US"}},
        {"name": "Of Hong Kong", "country": {"text": "China", "iso2": "HK"}},
        {"name": "Danish", "country": "DANEMARK"},
        {"name": "Empty form", "address": "NA"},
        {
            "name": "Empty and not",
            "country": [{"text": "Namibia", "iso2": "NA"}, {"text": "Oman", "iso2": "OM"}],
        },
        {"name": "Of two", "country": ["France", "Spain"]},
        {"name": "Of none", "country": "Freedonia", "address": "Lyon\nFrance"},
        # Websites.
        *({"name": f"Shared {n}", "website": "shared.example"} for n in range(6)),
        {"name": "The fair", "website": "www.eurosatory.example/en"},
        {"name": "On a service", "website": "facebook.com/acme"},
        {"name": "Letters of Windows \x96 Ã\u00a9 \u0416"},
    ]
    page = "https://eurosatory.example/list"
    own = {"endDate": "2026-06-19", "exhibitorListUrl": page, "address": {"iso2": "FR"}}
    lists = {
        "eurosatory-2022": fair("Eurosatory", "2022-06-13", named(30)),
        "eurosatory-2024": fair("Eurosatory", "2024-06-17", named(20)),
        "eurosatory-2026": fair("Eurosatory", "2026-06-15", entries, **own),
        "eurosatory-2026-b": fair("Eurosatory", "2026-06-16", named(21)),
        "idex-2025": fair("IDEX", "2025-02-17", named(30), exhibitorListDate=None),
        "other-2025": fair("Other", "2025-02-17", named(30)),
    }
    for name, text in lists.items():
        (tmp_path / f"{name}.json").write_text(text)
    monkeypatch.setattr(tool, "SERIES", tmp_path / "circuit.tsv")
    series = "eurosatory\tEurosatory\tEurosatory\tParis\tdefence"
    others = "idex\tIDEX\tIDEX\t\tdefence"
    (tmp_path / "circuit.tsv").write_text(f"id\tseries\tname\tcity\tkind\n{series}\n{others}\n")
    monkeypatch.setattr(sys, "argv", ["tool", str(tmp_path), "b08f4c4", "2026-07-17"])
    tool.main()
    written = sorted((tmp_path / "circuit").rglob("*.toml"))
    texts = [path.read_text("utf-8") for path in written]
    golden("fairs.txt", "\n".join([*texts, capsys.readouterr().out]))
