"""Data is compared show by show: two homes, and a server between them.

Another organiser publishes his show, and those who follow keep it, whatever is newer.
"""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import DATA, ON, ROOT, Run, rewrite, write_file
from milipol_cli.cli import environment
from milipol_cli.commands.update.store import ShowUse, Update
from milipol_cli.commands.update.words import outcome_line
from milipol_cli.network.load import fetched as loading
from milipol_cli.network.load.fetched import Fetched
from published import change_manifest, manifest_of, newer_data, serving, set_clock, without_pages

PORTSEC = ROOT / "tests" / "commands" / "publish" / "own" / "portsec"
NEWS = """
[[news]]
id = "berths"
title = "More berths"
summary = "There are more berths for ships."
show = "portsec"
printed = 2026-11-21
added = 2026-11-22
source = ["portsec-plan"]
"""


class Publisher:
    """The organiser of another show, with a home of his own."""

    def __init__(self, run: Run, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self._run = run
        self._patch = patch
        self._home = folder / "home"
        self.own = Path(shutil.copytree(PORTSEC, folder / "own"))
        self.site = folder / "site"
        write_file(self.own / "news.toml", NEWS)

    def publish(self, *shows: str) -> None:
        """Publishes some shows, or all, without pages."""
        with without_pages(), self._patch.context() as patched:
            patched.setenv("MILIPOL_DATA", str(self.own))
            patched.setenv("XDG_CONFIG_HOME", str(self._home))
            ran = self._run("publish", str(self.site), *shows, "--by", "PortSec e.V.")
        assert ran.code == 0, ran.err


@pytest.fixture(name="publisher")
def _publisher(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Publisher:
    set_clock(monkeypatch, "2026-12-05")
    return Publisher(run, tmp_path / "publisher", monkeypatch)


@pytest.fixture(name="address")
def _address(publisher: Publisher) -> Iterator[str]:
    publisher.site.mkdir()
    with serving(publisher.site) as server:
        yield server.address


def upgrade(patch: pytest.MonkeyPatch, bundled: Path) -> None:
    """Gives milipol other bundled data, as an upgrade does."""
    for module in ("network.load.fetched", "network.load.reading", "commands.update.store"):
        patch.setattr(f"milipol_cli.{module}.bundle", lambda: bundled)


def sessions(run: Run) -> list[str]:
    """The titles of the sessions of PortSec."""
    ran = run("show", "portsec-2027", "--json")
    assert ran.code == 0, ran.err
    return [row["title"] for row in ran.json["sessions"]]


ALL = ["Opening", "Drones over the harbour", "Closing"]
MILIPOL = "the Milipol shows stay as bundled, reviewed 1 Dec 2026"


def test_a_folder_of_one_show_can_be_followed(run: Run, publisher: Publisher, address: str) -> None:
    publisher.publish("portsec")
    manifest = manifest_of(publisher.site)
    assert sorted(file["name"] for file in manifest["files"]) == [
        *("news.toml", "portsec/2027.toml", "portsec/show.toml", "sources.toml")
    ]
    known = {key: manifest[key] for key in ("milipol", "only", "shows", "by")}
    assert known == {
        "milipol": "4.0",
        "only": ["portsec"],
        "shows": {"portsec": "2026-11-20"},
        "by": "PortSec e.V.",
    }
    (sources,) = (
        publisher.site / file["path"]
        for file in manifest["files"]
        if file["name"] == "sources.toml"
    )
    assert sources.read_text("utf-8").count("[[source]]") == 1
    assert run("update", address, "--check").err == (
        "Newer data of portsec, reviewed 20 Nov 2026 (here 1 Dec 2026); run milipol"
        f" update {address}\n"
    )
    ran = run("update", address)
    assert ran.err.splitlines()[0] == (
        f"Updated from {address}: PortSec is from there, reviewed 20 Nov 2026;"
        f" {MILIPOL} (not offered there); 4 files fetched"
    )
    assert sessions(run) == ALL
    assert "More berths" in run("news", "portsec").out
    # The network is as it was.
    bundled = {path.parent.name for path in DATA.glob("*/show.toml")}
    shows = {row["id"]: row for row in run("show", "--json").json["shows"]}
    assert shows.keys() == bundled | {"portsec"}
    assert run("upcoming", "--json").json["data_as_of"] == ON
    assert run("exhibitors", "paris-2025", "thales").code == 0
    assert run("check").code == 0
    again = run("update")
    assert (again.code, again.err) == (
        0,
        f"Nothing newer at {address}: PortSec is from there, reviewed 20 Nov 2026;"
        f" {MILIPOL} (not offered there)\n",
    )
    uses = {use["id"]: use for use in run("update", "--json").json["shows"]}
    assert uses["portsec"] == {
        "id": "portsec",
        "name": "PortSec",
        "reviewed": "2026-11-20",
        "fetched": True,
        "offered": "2026-11-20",
    }
    assert (uses["paris"]["fetched"], uses["paris"]["offered"]) == (False, None)


@pytest.mark.slow
def test_a_show_stays_after_an_upgrade_of_milipol(
    run: Run, publisher: Publisher, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.publish()
    assert run("update", address).code == 0
    assert environment.base().foreign == {"portsec"}
    assert sessions(run) == ALL
    upgrade(monkeypatch, newer_data(tmp_path / "newer", "2027-01-10"))
    set_clock(monkeypatch, "2027-02-01")
    assert sessions(run) == ALL
    starts = {
        row["id"]: row["start"]
        for row in run("upcoming", "--json", "--on", "2027-02-01").json["editions"]
    }
    assert starts["paris-2027"] == "2027-11-09"  # of the newer bundled data
    assert run("update").err == (
        f"Nothing newer at {address}: PortSec is from there, reviewed 20 Nov 2026; the"
        " Milipol shows stay as bundled, reviewed 10 Jan 2027 (there 1 Dec 2026)\n"
    )
    # What was taken can be published again, with all that is used.
    assert run("publish", str(tmp_path / "mirror")).code == 0
    news = next(
        tmp_path / "mirror" / file["path"]
        for file in manifest_of(tmp_path / "mirror")["files"]
        if file["name"] == "news.toml"
    )
    assert news.read_text("utf-8").count('id = "berths"') == 1


def test_an_older_review_of_milipol_is_not_taken_with_a_show(
    run: Run, publisher: Publisher, address: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """The publisher has an older milipol; one of his reviews is newer."""
    old = newer_data(tmp_path / "old", "2026-11-01")
    rewrite(old / "qatar" / "show.toml", "2026-11-01", "2026-12-03")
    with monkeypatch.context() as patched:
        upgrade(patched, old)
        loading._reviews_once.cache_clear()
        publisher.publish()
    loading._reviews_once.cache_clear()
    ran = run("update", address)
    assert ran.err.splitlines()[0].startswith(
        f"Updated from {address}: PortSec and Milipol Qatar are from there, reviewed 20 Nov 2026; "
    )
    base = environment.base()
    assert (base.root, sorted(base.of_other)) == (DATA, ["portsec", "qatar"])
    assert base.root_of("qatar/show.toml") == base.other
    assert run("show", "qatar-2024").code == 0
    assert sessions(run) == ALL


def test_bundled_shows_that_stay_are_named_unless_all_do() -> None:
    day, address = dt.date(2026, 12, 1), "https://www.example.org"

    def with_fetched(*fetched: str) -> str:
        shows = {"paris": "Milipol Paris", "qatar": "Milipol Qatar", "oslo": "Oslo"}
        uses = tuple(
            ShowUse(id=show, name=name, reviewed=day, address=address if show in fetched else None)
            for show, name in shows.items()
        )
        return outcome_line(
            Update(outcome="up to date", address=address, reviewed=day, before=day, uses=uses)
        )

    nothing, at = f"Nothing newer at {address}", "reviewed 1 Dec 2026"
    assert with_fetched("oslo") == (
        f"{nothing}: Oslo is from there, {at}; Milipol Paris and Milipol Qatar stay as"
        f" bundled, {at} (not offered there)"
    )
    assert with_fetched("oslo", "paris") == (
        f"{nothing}: Milipol Paris and Oslo are from there, {at}; Milipol Qatar stays"
        f" as bundled, {at} (not offered there)"
    )


def test_older_data_is_not_called_up_to_date(run: Run, publisher: Publisher, address: str) -> None:
    shutil.rmtree(publisher.own)
    publisher.own.mkdir()
    publisher.publish()
    same = run("update", address)
    assert same.err == (f"Up to date: data reviewed 1 Dec 2026; nothing newer at {address}\n")
    shows = dict.fromkeys(manifest_of(publisher.site)["shows"], "2026-10-01")
    change_manifest(publisher.site, shows=shows, reviewed="2026-10-01", serial=2)
    assert run("update", address).err == (
        f"Nothing newer at {address}: {MILIPOL} (there 1 Oct 2026)\n"
    )


def test_the_clock_of_a_show_has_one_name_for_all(
    run: Run, publisher: Publisher, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.publish("portsec")
    assert run("update", address).code == 0
    follower = run("show", "portsec-2027/drones").out
    with monkeypatch.context() as patched:
        patched.setenv("MILIPOL_DATA", str(publisher.own))
        patched.setenv("XDG_CONFIG_HOME", str(publisher.own))
        assert run("show", "portsec-2027/drones").out == follower
    assert "Rotterdam" in follower
    assert "Amsterdam" not in follower


def test_back_says_which_data_is_which_and_what_differs(
    run: Run, publisher: Publisher, address: str
) -> None:
    publisher.publish("portsec")
    run("update", address)
    published = f"the data of PortSec e.V. from {address}, reviewed 20 Nov 2026"
    bundled = "the bundled data, reviewed 1 Dec 2026"
    again = "milipol update gets the newest data\n"
    back = run("update", "--back")
    assert back.err == (
        f"Now using {bundled}; previously {published}; {again}\n"
        " No longer in the data: PortSec, 3 news items.\n"
    )
    assert run("show", "portsec").code == 3
    forth = run("update", "--back")
    assert forth.err.startswith(f"Now using {published}; previously {bundled}; {again}")
    assert "Sessions of PortSec 2027: 3 new." in forth.err
    assert run("update", "--back", "--json").json["lost_shows"] == ["PortSec"]
    assert run("update", "--back", "--remember").code == 2


def test_back_says_when_two_states_of_a_day_were_published(
    run: Run, publisher: Publisher, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.publish("portsec")
    run("update", address)
    rewrite(publisher.own / "portsec" / "2027.toml", "Closing", "The end")
    set_clock(monkeypatch, "2026-12-06")
    publisher.publish("portsec")
    assert run("update").code == 0
    from_there = f"the data of PortSec e.V. from {address}, reviewed 20 Nov 2026"
    assert run("update", "--back").err.startswith(
        f"Now using {from_there}, published 5 Dec 2026, 12:00 UTC;"
        f" previously {from_there}, published 6 Dec 2026, 12:00 UTC; "
    )
    day = dt.date(2026, 11, 20)
    now, then = (Fetched("f", day, serial, "there") for serial in (20261206120060, 1))
    answer = Update(outcome="back", address=None, reviewed=day, before=day, now=now, then=then)
    assert outcome_line(answer).startswith(
        "Now using the data from there, reviewed 20 Nov 2026, published as number"
        " 20261206120060; previously "
    )


def test_an_address_is_remembered_once_something_was_taken(
    run: Run, publisher: Publisher, address: str, tmp_path: Path
) -> None:
    publisher.publish("portsec")
    run("update", address)
    config = environment.config_file()
    assert config is not None
    first = config.read_text("utf-8")
    with without_pages():
        assert run("publish", str(tmp_path / "other"), "brazil").code == 0
    ran = run("update", str(tmp_path / "other"))
    assert ran.err == (
        f"Nothing newer at {tmp_path / 'other'}: PortSec is from {address}, reviewed 20"
        f" Nov 2026; {MILIPOL} (there 1 Dec 2026)\n"
    )
    assert config.read_text("utf-8") == first
    assert run("update", str(tmp_path / "other"), "--remember").code == 0
    assert config.read_text("utf-8") != first
    assert sessions(run) == ALL


def test_what_the_publisher_takes_back_goes(run: Run, publisher: Publisher, address: str) -> None:
    publisher.publish("portsec")
    run("update", address)
    programme = publisher.own / "portsec" / "2027.toml"
    text = programme.read_text("utf-8")
    programme.write_text(text[: text.rindex("[[session]]")], "utf-8")
    publisher.publish("portsec")
    assert "Sessions of PortSec 2027: 1 cancelled." in run("update").err
    assert sessions(run) == ALL[:2]


def test_a_folder_of_3_0_has_one_review_for_all_shows(
    run: Run, publisher: Publisher, address: str
) -> None:
    """Its manifest names no shows, and needs 2.0."""
    publisher.publish()
    manifest = manifest_of(publisher.site)
    for key in ("shows", "by"):
        del manifest[key]
    (publisher.site / "manifest.json").unlink()
    (publisher.site / "manifest.json").write_text("{}")
    change_manifest(publisher.site, **{**manifest, "milipol": "2.0"})
    assert run("update", address).code == 0
    assert sessions(run) == ALL
    assert loading.reviews(DATA)["paris"] == dt.date.fromisoformat(ON)
