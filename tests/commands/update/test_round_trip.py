"""What a team publishes reaches everybody: `milipol publish`, then `milipol update`.

What publishes everything more than twice is slow.
"""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from conftest import ON, Ran, Run, rewrite
from milipol_cli.cli import environment
from milipol_cli.network.load import sharing
from published import (
    EXTRA,
    MOVE,
    OLD_SOURCE,
    SESSION,
    SOURCE,
    newer_data,
    serving,
    set_clock,
    without_pages,
)

AFTER = "2027-01-10"
# When the team added what was known before.
ADDED = "2027-01-09"
LONG_LIST = """
edition = "paris-2023"
known = 2026-11-20
copied = 2026-11-20
source = ["team-plan"]
""" + "".join(
    f'[[exhibitor]]\nname = "{number}"\ncategories = ["{"x" * 9_000}"]\n' for number in range(50)
)


class Team:
    """A team that publishes its own data folder, from a computer of its own."""

    def __init__(self, run: Run, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self._run = run
        self._patch = patch
        self.own = folder / "own"
        self.public = folder / "public"
        self.home = folder / "home"

    def write(self, name: str, text: str) -> None:
        """Adds a text to a file of its data."""
        path = self.own / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(text)

    def add_session(self, name: str, date: str = "2027-11-16") -> None:
        """Adds a session to the programme of Paris 2027."""
        head = "" if (self.own / "paris/2027-extra.toml").exists() else EXTRA
        self.write("paris/2027-extra.toml", head + SESSION.format(id=name, date=date))

    def publish(self, on: str = AFTER, *options: str, code: int = 0) -> Ran:
        """Publishes as of a day; milipol exits with `code`."""
        with without_pages(), self._patch.context() as patched:
            patched.setenv("MILIPOL_DATA", str(self.own))
            patched.setenv("XDG_CONFIG_HOME", str(self.home))
            ran = self._run("publish", str(self.public), "--on", on, *options)
        assert ran.code == code, ran.err
        return ran


@pytest.fixture
def team(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Team:
    """A team that has a source for what it adds."""
    set_clock(monkeypatch)
    team = Team(run, tmp_path / "team", monkeypatch)
    team.write("sources.toml", OLD_SOURCE)
    return team


@pytest.fixture(params=["https", pytest.param("folder", marks=pytest.mark.slow)])
def address(
    request: pytest.FixtureRequest, tmp_path: Path, team: Team, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """Where the published folder can be read."""
    if request.param == "folder":
        yield str(team.public)
        return
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    with serving(team.public, authority) as server:
        yield server.address


def _start(run: Run) -> str:
    """The first day of the next Paris, as known on a day after the team published."""
    editions = run("upcoming", "--json", "--on", AFTER).json["editions"]
    return next(str(row["start"]) for row in editions if row["id"] == "paris-2027")


def _has(run: Run, name: str) -> bool:
    """Whether a session is known."""
    return run("show", f"paris-2027/{name}").code == 0


def test_what_a_team_adds_reaches_every_reader(run: Run, team: Team, address: str) -> None:
    assert _start(run) == "2027-11-16"
    team.write("sources.toml", SOURCE)
    notice = f"{MOVE}added = {ADDED}\n"
    team.write("paris/show.toml", f'[[edition]]\nid = "paris-2027"\n{notice}')
    team.publish()
    assert run("update", address, "--check").code == 10
    assert "dates announced: 9-12 November 2027" in run("update", address).err
    assert _start(run) == "2027-11-09"
    news = run("news", "--added", "--since", ADDED, "--on", AFTER, "--json").json
    assert [(row["date"], row["added"]) for row in news["items"]] == [("2027-01-08", ADDED)]
    # The notice is newer than the review, which only the team can mend.
    assert run("check", "--strict").code == 0
    assert run("update", "--check").code == 0
    team.add_session("briefing", "2027-11-09")
    team.publish()
    assert run("update", "--check").code == 10
    assert "; 2 files fetched" in run("update").err
    assert _has(run, "briefing")
    assert run("update", "--back").code == 0
    assert not _has(run, "briefing")
    assert _start(run) == "2027-11-09"
    run("update", "--back")
    assert _has(run, "briefing")


@pytest.mark.slow
def test_what_a_team_takes_back_goes(run: Run, team: Team) -> None:
    team.add_session("briefing")
    team.publish()
    run("update", str(team.public))
    shutil.rmtree(team.own)
    team.own.mkdir()
    team.publish(code=4)
    team.publish(AFTER, "--force")
    assert run("update").code == 0
    assert not _has(run, "briefing")
    assert "Up to date" in run("update").err


@pytest.mark.slow
def test_what_was_fetched_can_be_published_again(
    run: Run, tmp_path: Path, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    team.add_session("briefing")
    team.publish(ON)
    run("update", str(team.public))
    assert run("publish", str(tmp_path / "mirror")).code == 0
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "reader"))
    assert not _has(run, "briefing")
    run("update", str(tmp_path / "mirror"))
    assert _has(run, "briefing")


@pytest.mark.slow
def test_a_newer_milipol_is_not_shadowed_and_brings_the_team_with_it(
    run: Run, tmp_path: Path, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once it publishes with that, though it has no newer source."""
    team.add_session("briefing")
    team.publish(ON)
    run("update", str(team.public))
    newer = newer_data(tmp_path / "bundle")
    for module in ("network.load.fetched", "network.load.reading", "commands.update.store"):
        monkeypatch.setattr(f"milipol_cli.{module}.bundle", lambda: newer)
    assert environment.base().root == newer
    assert run("update", str(team.public)).err == (
        f"Nothing newer at {team.public}: the Milipol shows stay as bundled, reviewed"
        " 10 Jan 2027 (there 1 Dec 2026)\n"
    )
    assert team.publish(code=4).err == (
        "milipol: nothing published, because the data has errors: paris/2027.toml:"
        " session[0].date: found 2027-11-16; expected a day of paris-2027, from"
        " 2027-11-09 to 2027-11-12; see milipol check\n"
    )
    rewrite(team.own / "paris/2027-extra.toml", "-16", "-09")
    team.publish()
    assert run("update").code == 0
    assert _has(run, "briefing")
    assert _start(run) == "2027-11-09"


def test_a_list_that_nobody_could_fetch_is_left_out(
    run: Run, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "MAX_BYTES", 400_000)
    team.add_session("briefing")
    team.write("paris/2023.exhibitors.toml", LONG_LIST)
    ran = team.publish(ON)
    assert ran.err.splitlines()[-1] == (
        "milipol: left out of the data: paris/2023.exhibitors.toml, which has more than"
        " the 4 MiB that milipol update reads"
    )
    assert run("update", str(team.public)).code == 0
    assert _has(run, "briefing")


def test_no_review_of_a_later_day_is_published(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = dt.date.fromisoformat(ON) - dt.timedelta(days=2)
    set_clock(monkeypatch, str(today))
    ran = run("publish", str(tmp_path / "public"))
    why = f"the data says reviewed {ON}, but today is {today}"
    assert (ran.code, ran.err) == (4, f"milipol: nothing published, because {why}\n")
    assert not (tmp_path / "public").exists()
