"""What would go from a published folder by mistake is not taken off."""

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest

from conftest import Run, rewrite, write_file
from milipol_cli import __version__
from milipol_cli.commands.publish import command
from milipol_cli.commands.publish.contents import Loss, contents_from, may_be_due_to
from milipol_cli.commands.publish.folder import RUN_RECORD, FolderState, RunRecord
from milipol_cli.network.manifest import Manifest
from publishing import OWN, contents

ALL = "PortSec (1 show, 2 editions, 3 sessions, 2 pieces of news)"


@pytest.fixture(name="own")
def _own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of another organiser, in a folder where commands run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MILIPOL_DATA", "own")
    monkeypatch.delenv("COLUMNS", raising=False)
    return Path(shutil.copytree(OWN / "portsec", "own"))


@pytest.fixture(name="site")
def _site(run: Run, own: Path) -> Path:
    """A folder that was published with two shows, one of them the organiser's."""
    write_file(own / "publish.toml", 'shows = ["portsec", "brazil"]\nby = "PortSec"\n')
    assert run("publish", "site").code == 0
    return Path("site")


def test_a_show_whose_file_has_an_error_stays(run: Run, own: Path, site: Path) -> None:
    before = contents(site)
    write_file(own / "publish.toml", 'shows = ["brazil"]\nby = "PortSec"\n')
    rewrite(own / "portsec" / "show.toml", "Europe/Amsterdam", "Europe/Amsterdm")
    refusal = (
        4,
        "own/portsec/show.toml: line 7: show.zone: found 'Europe/Amsterdm'; expected a"
        " time zone like Europe/Paris; did you mean Europe/Amsterdam? Nothing was"
        " published: PortSec (1 show, 2 editions, 3 sessions) would have gone from"
        " site",
    )
    for options in ((), ("--force",), ("--dry-run",)):
        assert run("publish", "site", *options).refusal == refusal
    assert contents(site) == before
    # The advice is right.
    rewrite(own / "portsec" / "show.toml", "Europe/Amsterdm", "Europe/Amsterdam")
    assert run("publish", "site", "portsec", "brazil").code == 0
    assert contents(site) == before


@pytest.mark.parametrize(
    ("name", "lost"),
    [
        ("2027.toml", "PortSec 2027 (3 sessions)"),
        ("2027.exhibitors.toml", "PortSec 2027 (1 list of exhibitors)"),
    ],
)
def test_a_programme_or_a_list_with_an_error_stays(
    run: Run, own: Path, site: Path, name: str, lost: str
) -> None:
    listing = 'edition = "portsec-2027"\nknown = 2026-11-20\ncopied = 2026-11-20\n'
    write_file(
        own / "portsec" / "2027.exhibitors.toml",
        f'{listing}source = ["portsec-plan"]\n\n[[exhibitor]]\nname = "ACME"\n',
    )
    assert run("publish", "site").code == 0
    before = contents(site)
    rewrite(own / "portsec" / name, "source", "sauce")
    ran = run("publish", "site")
    assert (ran.code, contents(site)) == (4, before)
    assert ran.err.endswith(f"Nothing was published: {lost} would have gone from site\n")


@pytest.mark.usefixtures("site")
def test_news_whose_file_has_an_error_stays(run: Run, own: Path) -> None:
    write_file(
        own / "news.toml",
        '[[news]]\nid = "berths"\nshow = "portsec"\ntitle = "More berths"\n'
        'summary = "For ships."\nprinted = 2026-11-21\n'
        'added = 2026-11-22\nsource = ["portsec-plan"]\n',
    )
    assert run("publish", "site").code == 0
    rewrite(own / "news.toml", "title", "tittle")
    ran = run("publish", "site")
    assert ran.code == 4
    assert ran.err.endswith("ublished: news (1 piece of news) would have gone from site\n")


def test_what_the_user_takes_out_goes_and_is_counted(run: Run, own: Path, site: Path) -> None:
    shutil.rmtree(own / "portsec")
    write_file(own / "publish.toml", 'shows = ["brazil"]\n')
    before = contents(site)
    line = "1 show, 2 editions, 3 sessions, 2 pieces of news (PortSec and news).\n"
    dry = run("publish", "site", "--force", "--dry-run")
    assert (dry.code, contents(site)) == (0, before)
    assert dry.err.startswith("Would publish to site: ")
    assert f"Would remove: {line}" in dry.err
    ran = run("publish", "site", "--force")
    assert f"Removed: {line}" in ran.err
    assert "Removed" not in run("publish", "site").err


@pytest.mark.parametrize("case", ["unset", "empty", "another"])
def test_nothing_goes_because_the_data_folder_is_missing(
    run: Run, own: Path, site: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    """As in a cron job without MILIPOL_DATA."""
    before = contents(site)
    if case == "unset":
        monkeypatch.delenv("MILIPOL_DATA")
    elif case == "empty":
        for path in own.rglob("*.toml"):
            path.unlink()
    else:
        write_file(Path("other/publish.toml"), 'shows = ["brazil"]\n')
        monkeypatch.setenv("MILIPOL_DATA", "other")
    assert run("publish", "site", "brazil").refusal == (
        4,
        "the data folder that the last run used is missing, empty or no longer given"
        f" (MILIPOL_DATA); nothing was published: {ALL[:-1]}) would have gone from"
        " site; --force publishes".replace("PortSec (", "PortSec and news ("),
    )
    assert contents(site) == before
    assert run("publish", "site", "brazil", "--force").code == 0
    assert not (site / "portsec" / "nothing").exists()


def test_what_a_show_that_is_asked_for_would_lose_is_in_the_message(
    run: Run, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("publish", "site", "portsec").code == 0
    before = contents(Path("site"))
    has = "PortSec (1 show, 2 editions, 3 sessions) would have gone from site"
    rewrite(own / "portsec" / "show.toml", "Europe/Amsterdam", "Europe/Amsterdm")
    ran = run("publish", "site", "portsec")
    assert ran.code == 4
    assert ran.err.endswith(f" Nothing was published: {has}\n")
    monkeypatch.delenv("MILIPOL_DATA")
    assert run("publish", "site", "portsec", "--force").refusal == (
        4,
        "the data folder that the last run used is missing, empty or no longer given"
        f" (MILIPOL_DATA); nothing was published: {has}",
    )
    # A typo has nothing to lose.
    assert run("publish", "site", "portsek").code == 3
    assert contents(Path("site")) == before


def test_a_folder_of_3_0_is_known_by_its_pages(run: Run, own: Path, site: Path) -> None:
    record = json.loads((site / RUN_RECORD).read_bytes())
    old = {"serial": record["serial"], "paths": record["paths"]}
    (site / RUN_RECORD).write_text(json.dumps(old))
    rewrite(own / "portsec" / "2027.toml", "10:00:00", "10:00")
    rewrite(own / "portsec" / "2027.toml", "title", "tittle")
    ran = run("publish", "site")
    assert ran.err.endswith("ublished: portsec-2027 (2 days) would have gone from site\n")
    rewrite(own / "portsec" / "2027.toml", "tittle", "title")
    assert run("publish", "site").code == 0
    known = contents_from(["oslo/index.html", "oslo-2028/2028-05-03.html", "a.html"])
    assert (known.shows, known.editions) == ({"oslo": "oslo"}, {})


def test_a_data_folder_of_3_0_is_missed_if_it_added_to_the_data() -> None:
    manifest = Manifest(reviewed=dt.date(2026, 11, 28), serial=1, adds=True, files=())
    for record in (None, RunRecord(serial=1, paths=())):
        had = FolderState(manifest, record, ())
        assert (had.lacks(()), had.lacks(("a",))) == (True, False)


@pytest.mark.usefixtures("site")
def test_data_is_checked_again_only_if_it_or_milipol_changed(
    run: Run, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[object] = []
    monkeypatch.setattr(command, "refuse_errors", checked.append)
    assert run("publish", "site").code == 0
    assert checked == []
    record = Path("site") / RUN_RECORD
    rewrite(record, f'"{__version__}"', '"1.0"')
    for number in (1, 1):
        assert run("publish", "site").code == 0
        assert len(checked) == number
    rewrite(own / "portsec" / "2027.toml", "Closing", "The end")
    assert run("publish", "site").code == 0
    assert len(checked) == 2


def test_a_folder_that_cannot_be_read_may_have_anything() -> None:
    assert may_be_due_to(Loss("edition", "oslo-2028", "Oslo"), str(Path.cwd()))


def test_a_link_in_the_folder_is_replaced(run: Run, own: Path, site: Path) -> None:
    target = write_file(Path("target"), (site / "index.html").read_bytes())
    before = contents(site)
    (site / "index.html").unlink()
    (site / "index.html").symlink_to(target.resolve())
    (site / "manifest.json").rename("moved.json")
    (site / "manifest.json").symlink_to(Path("moved.json").resolve())
    moved = Path("moved.json").read_bytes()
    rewrite(own / "portsec" / "2027.toml", "Closing", "The end")
    assert run("publish", "site").code == 0
    assert target.read_bytes() == before["index.html"]
    assert Path("moved.json").read_bytes() == moved
    links = [path for path in site.rglob("*") if path.is_symlink()]
    assert links == []
    assert b"The end" in (site / "portsec-2027" / "2027-03-03.html").read_bytes()


def test_publish_toml_is_checked_and_not_published(run: Run, own: Path) -> None:
    write_file(
        own / "publish.toml",
        'name = "Ports"\nby = "PortSec"\nbase_url = "https://a.b"\nshows = ["portsec"]\n',
    )
    assert run("check", "own").code == 0
    assert run("check", "own/publish.toml").code == 0
    assert run("publish", "site", "--by", "Others").code == 0
    page = (Path("site") / "index.html").read_text("utf-8")
    assert "<title>Next show, dates and news – Ports</title>" in page
    assert "Published by <strong><bdi>Others</bdi></strong>." in page
    assert (Path("site") / "sitemap.xml").read_text("utf-8").count("https://a.b/") > 5
    files = contents(Path("site")).values()
    assert not any(b'base_url = "https' in raw for raw in files)
    write_file(own / "publish.toml", 'base_url = "ftp://a.b"\nshows = ["port"]\n')
    assert run("publish", "site").refusal == (
        4,
        "own/publish.toml: line 1: base_url: found 'ftp://a.b'; expected the address of"
        " a folder, like https://shows.example.org/",
    )
    write_file(own / "publish.toml", 'shows = ["port"]\n')
    checked = run("check", "own/publish.toml")
    assert checked.code == 4
    assert "error: unknown show 'port'; did you mean portsec?" in checked.out


def test_check_and_publish_agree_on_titles_of_invisible_characters(run: Run, own: Path) -> None:
    rewrite(own / "portsec" / "2027.toml", '"Closing"', '"\\u202e\\u200b \\u2060"')
    checked = run("check", "own")
    assert checked.code == 4
    assert "found only invisible characters; expected a text" in checked.out
    assert run("publish", "site").code == 4
