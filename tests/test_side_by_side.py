"""Milipol 3.0 and this one use the same files side by side, in both directions."""

import difflib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from conftest import HERE, Ran, Run, rewrite, write_file
from published import LATER, manifest_of, set_clock
from publishing import OWN, contents

pytestmark = pytest.mark.slow

EVE = "2023-11-13"
MOMENT = HERE / "commands" / "agenda" / "own" / "moment.ics"
ACME = ("agenda", "add", "--own", "Meet ACME", "--edition", "paris-2023")
THALES = "paris-2023/exhibitors/thales"
ARESIA = "paris-2023/exhibitors/aresia"
FOLLOW_UP = "agenda/follow-up/paris-2023-exhibitors-thales"


# Keys of JSON about the bundled data, which this one has newer, and the one of lists of
# exhibitors that has another name since 4.0.
OTHERWISE = {"schema", "data_as_of", "programmes_as_of", "gone"}


def part_of(new: Any, old: Any) -> Any:
    """What of some JSON has the keys of other JSON."""
    if isinstance(new, dict) and isinstance(old, dict):
        keys = old.keys() - OTHERWISE
        return {key: part_of(new.get(key, "no key"), old[key]) for key in keys}
    if isinstance(new, list) and isinstance(old, list) and len(new) == len(old):
        return [part_of(*pair) for pair in zip(new, old, strict=True)]
    return new


def agree(run_3: Run, run: Run, *args: str, **variables: str) -> None:
    """Checks that JSON has all that 3.0 has, with the same values."""
    old, new = (turn(*args, "--json", **variables) for turn in (run_3, run))
    assert (old.code, new.code, old.err, new.err) == (0, 0, "", "")
    assert part_of(new.json, old.json) == part_of(old.json, old.json)


def changed_lines(old: str, new: str) -> str:
    """The lines that one of two texts lacks."""
    lines = difflib.ndiff(old.splitlines(), new.splitlines())
    return "".join(f"{line.rstrip()}\n" for line in lines if line[0] in "+-")


def done(ran: Ran) -> str:
    """What a command that succeeded prints and reports."""
    assert ran.code == 0, ran.err
    return ran.out + ran.err


@pytest.fixture(name="of_3")
def _of_3(run_3: Run, agenda: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An agenda with all that 3.0 can write, and a comment, the day before the show."""
    monkeypatch.setenv("MILIPOL_ON", EVE)
    ids = ("paris-2023", "paris-2023/2023-11-16", "paris-2023/raid-demonstration")
    own = ("agenda", "add", "--own")
    for args in (
        ("agenda", "add", *ids, "gign-demonstration", THALES),
        (*ACME, "--at", "2023-11-15 15:30", "--place", "Hall 5", "--minutes", "30"),
        (*own, "Home", "--kind", "travel", "--at", "2023-11-18 18:00",
         "--minutes", "90"),
        (*own, "Badges", "--kind", "deadline", "--at", "2023-11-14"),
        (*own, "Hotel", "--kind", "travel", "--at", "2023-11-14",
         "--until", "2023-11-17"),
        ("agenda", "add", ARESIA, "--at", "2023-11-16 10:00", "--minutes", "20"),
        ("agenda", "edit", "agenda/meet-acme", "--note", "folder", "--alarm", "1d"),
        ("agenda", "done", THALES, "--met", "Jane Roe (sales)", "--follow-up", "Offer",
         "--by", "2023-11-30"),
    ):  # fmt: skip
        done(run_3(*args))
    rewrite(agenda, "[[pick]]  # paris-2023\n", "# My trip\n[[pick]]  # paris-2023\n")
    return agenda


def test_an_agenda_of_3_0_is_read_and_changed(run: Run, run_3: Run, of_3: Path) -> None:
    agree(run_3, run, "agenda")
    agree(run_3, run, "remind")
    before = of_3.read_text("utf-8")
    done(run("agenda", "edit", "agenda/meet-acme", "--at", "16:00"))
    done(run("agenda", "remove", "gign-demonstration"))
    done(run("agenda", "add", "paris-2023/continuum-2-panel"))
    done(run("agenda", "done", "paris-2023/raid-demonstration", "--follow-up", "Mail"))
    assert (
        changed_lines(before, of_3.read_text("utf-8"))
        == """\
+ done = true
+ done_at = 2023-11-13T00:00:00
+ follow_up = "Mail"
-
- [[pick]]  # paris-2023/gign-demonstration
- id = "paris-2023/gign-demonstration"
- title = "GIGN"
- date = 2023-11-15
- start = 14:15:00
- at = 2023-11-15T15:30:00
+ at = 2023-11-15T16:00:00
+ sequence = 1
+
+ [[pick]]  # paris-2023/continuum-2-panel
+ id = "paris-2023/continuum-2-panel"
+ title = "The Olympic Games continuum (part 2)"
+ date = 2023-11-15
+ start = 15:00:00
+ end = 16:30:00
+ speakers = ["Christophe Abad", "Bruno Le Ray", "Olivier Métivet", "Laurent Nuñez"]
"""
    )
    agree(run_3, run, "agenda")
    # What this one did cannot be undone any more once 3.0 has changed the file.
    done(run_3("agenda", "edit", "agenda/meet-acme", "--at", "15:45"))
    agree(run_3, run, "agenda")
    text = of_3.read_text("utf-8")
    assert run("agenda", "undo").refusal == (
        2,
        "nothing undone: the agenda changed since the last command, by hand or by a"
        " sync; the agenda before that command is in my agenda.toml.undo, next to it",
    )
    assert of_3.read_text("utf-8") == text


def test_an_agenda_of_4_0_without_new_fields_is_one_of_3_0(
    run: Run, run_3: Run, agenda: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MILIPOL_ON", EVE)
    own = ("agenda", "add", "--own")
    for args in (
        ("agenda", "add", "paris-2023", "raid-demonstration", THALES, "--note", "Ask"),
        (*ACME, "--at", "2023-11-15 15:30", "--place", "Hall 5", "--minutes", "30"),
        (*own, "Home", "--kind", "travel", "--at", "2023-11-18 04:00",
         "--minutes", "90"),
        (*own, "Visa", "--kind", "deadline", "--at", "tomorrow 9am", "--minutes", "10"),
        (*own, "Hotel", "--kind", "travel", "--at", "2023-11-14",
         "--until", "2023-11-17"),
        ("agenda", "add", ARESIA, "--at", "2023-11-16 10:00", "--minutes", "20"),
        ("agenda", "done", THALES, "--met", "Jane Roe", "--follow-up", "Offer"),
        ("agenda", "edit", THALES, "--by", "2023-11-30"),
    ):  # fmt: skip
        done(run(*args))
    raw = agenda.read_bytes()
    agree(run_3, run, "agenda")
    agree(run_3, run, "remind", "--within", "90d")
    report = ("agenda", "report", "paris-2023", "--on", "2023-11-20")
    agree(run_3, run, *report)
    assert agenda.read_bytes() == raw


@pytest.mark.parametrize(
    ("field", "args"),
    [
        ("before", ("agenda", "add", "--own", "Power", "--before", "8w",
                    "--edition", "paris-2027")),
        ("company", ("agenda", "edit", "agenda/meet-acme", "--company", "ACME")),
        ("event", ("agenda", "edit", "agenda/meet-acme", "--kind", "event")),
        ("event", ("agenda", "import", str(MOMENT), "--edition", "paris-2023")),
        ("follow_ups", ("agenda", "done", THALES, "--follow-up", "Call")),
        ("follow_ups", ("agenda", "done", FOLLOW_UP)),
    ],
    ids=["before", "company", "event", "without a length", "follow-ups", "done"],
)  # fmt: skip
def test_an_agenda_with_new_fields_is_refused_and_left_by_3_0(
    run: Run, run_3: Run, of_3: Path, tmp_path: Path, field: str, args: tuple[str, ...]
) -> None:
    """But read in --with, with a line that says what is left out."""
    if field == "before":
        args = (*args, "--on", "2026-11-28")
    done(run(*args))
    raw = of_3.read_bytes()
    for command in (
        ("agenda",),
        ("agenda", "add", "paris-2023/continuum-2-panel"),
        ("agenda", "remove", "agenda/meet-acme"),
        ("export", "agenda", "-o", str(tmp_path / "x.ics")),
        ("remind",),
        ("today",),
    ):
        ran = run_3(*command)
        if command[0] != "today":
            assert (ran.code, ran.out) == (4, "")
        assert f": unknown key '{field}'; " in ran.err
        assert len(ran.err.splitlines()) == 1
    assert of_3.read_bytes() == raw
    assert not (tmp_path / "x.ics").exists()
    mine = write_file(tmp_path / "mine.toml", '[[pick]]\nid = "paris-2023"\n')
    both = ("agenda", "--with", str(of_3), "--as", "Bo", "--json")
    old, new = (each(*both, MILIPOL_AGENDA=mine) for each in (run_3, run))
    assert old.err == (
        f"milipol: {of_3}: left out {field}: this milipol has no such field; a later version may\n"
    )
    assert new.err == ""
    ids = [[row["id"] for row in ran.json["items"]] for ran in (old, new)]
    assert ids[0] == ids[1]
    imported = ("agenda", "import", str(of_3))
    report = done(run_3(*imported, MILIPOL_AGENDA=tmp_path / "new.toml"))
    assert f"{field}: this milipol has no such field; a later version may" in report


# What is exported, and the events that have another title since 4.0: what is to be done
# is told only with the notes.
EXPORTS = {
    "an agenda": (("export", "agenda"), {f"{FOLLOW_UP}@milipol-cli"}),
    "an agenda with notes": (("export", "agenda", "--notes"), set[str]()),
    "an edition": (("export", "paris-2023", "--sessions"), set[str]()),
}


def events(path: Path) -> dict[str, Any]:
    """The events of a calendar, by their UIDs."""
    calendar = Calendar.from_ical(path.read_text("utf-8"))
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


@pytest.mark.parametrize(("args", "retitled"), EXPORTS.values(), ids=EXPORTS)
@pytest.mark.usefixtures("of_3")
def test_either_updates_the_calendars_of_the_other(
    run: Run, run_3: Run, here: Path, args: tuple[str, ...], retitled: set[str]
) -> None:
    """Events keep their UIDs; the number of one rises if its title changes.

    That of a session follows the notices, whatever else changes.
    """
    path = here / "c.ics"
    for turns in ((run_3, run, run_3, run), (run, run_3, run)):
        path.unlink(missing_ok=True)
        done(turns[0](*args, "-o", "c.ics"))
        for turn in turns[1:]:
            before = events(path)
            done(turn(*args, "-o", "c.ics"))
            after = events(path)
            assert after.keys() == before.keys()
            for uid, event in after.items():
                rise = event["SEQUENCE"] - before[uid]["SEQUENCE"]
                assert rise == (uid in retitled)
                assert (event["SUMMARY"] != before[uid]["SUMMARY"]) == (uid in retitled)
            raw = path.read_bytes()
            assert "c.ics is unchanged: " in done(turn(*args, "-o", "c.ics"))
            assert path.read_bytes() == raw


PROGRAMME = """\
When,From,To,What,Where,By
2027-11-05,09:30,10:15,Opening keynote,Main hall,Jane Roe
2027-11-06,14:00,15:00,Cyber panel,Main hall,
"""
COLUMNS = "title=What,start=From,date=When,end=To,room=Where,speaker=By"
LISTING = "Company,Country,Stand\nACME Security,France,B12\nNordic Drones,Norway,D4\n"
PORTSEC = (
    *("--new-show", "portsec", "--name", "PortSec", "--city", "Rotterdam"),
    *("--country", "Netherlands", "--zone", "Europe/Amsterdam"),
)


def facts(folder: Path) -> dict[str, list[bytes]]:
    """The lines of the files in a data folder, without comments."""
    return {
        path: [line for line in raw.splitlines() if not line.startswith(b"#")]
        for path, raw in contents(folder).items()
    }


def import_both(run: Run, *options: str) -> list[str]:
    """Imports a programme and a list of exhibitors of an edition; gives the reports."""
    read = ("--columns", COLUMNS, "--publisher", "The team")
    listed = ("--edition", "portsec-2027", "--publisher", "The team")
    return [
        done(run("import", "plan.csv", *options, *read)),
        done(run("exhibitors", "import", "list.csv", *listed)),
    ]


@pytest.mark.parametrize("is_3_first", [True, False])
def test_either_imports_into_the_data_folder_of_the_other(
    run: Run, run_3: Run, here: Path, folder: Path, is_3_first: bool
) -> None:
    turns = (run_3, run) if is_3_first else (run, run_3)
    plan, listing = here / "plan.csv", here / "list.csv"
    write_file(plan, PROGRAMME)
    write_file(listing, LISTING)
    import_both(turns[0], *PORTSEC)
    for number, turn in enumerate((*turns, *turns)):
        for checking in turns:
            assert checking("check", "--strict").code == 0
        for args in (("show", "portsec-2027"), ("exhibitors", "portsec-2027")):
            agree(run_3, run, *args)
        held = facts(folder)
        import_both(turn, "--edition", "portsec-2027")
        assert facts(folder) == held
        # Neither takes what the other wrote for an edit by hand.
        rewrite(plan, f"10:{15 + number}", f"10:{16 + number}")
        rewrite(listing, f"B{12 + number}", f"B{13 + number}")
        reports = import_both(turn, "--edition", "portsec-2027")
        assert not any(" is unchanged: " in report for report in reports)
    plain = folder / "portsec" / "2027.toml"
    assert plain.read_text("utf-8").count("sequence = 4") == 1


def test_what_only_4_0_knows_of_own_data_is_an_error_in_3_0(
    run: Run, run_3: Run, folder: Path
) -> None:
    """The file with it is passed over by 3.0 with a line, and the others are used."""
    shutil.copytree(OWN / "portsec", folder, dirs_exist_ok=True)
    companies = write_file(folder / "companies.toml", 'different = [["Thales", "Aresia"]]\n')
    write_file(folder / "publish.toml", 'by = "The team"\n')
    assert run("check").err == ""
    found = "unknown key 'different'; expected a key like same or perhaps"
    assert (
        run_3("check", "--format", "plain").out
        == f"""\
1 error, 1 warning in 2 files

File: {companies}
Line: 1
Place: different
Error: {found}

File: {folder}/publish.toml
Line: all
Place: the file
Warning: found a file never read; expected show.toml, 2027.toml, 2027-extra.toml or \
2027.exhibitors.toml in a show's folder, news.toml, sources.toml or companies.toml
"""
    )
    ran = run_3("exhibitors", "paris-2025", "--new", "--json")
    assert (ran.code, ran.err) == (
        0,
        f"milipol: {companies}: line 1: different: {found}; this file is ignored; see"
        " milipol check\n",
    )
    agree(run_3, run, "show", "portsec-2027")


def test_a_folder_that_3_0_published_is_taken_over(
    run: Run, run_3: Run, here: Path, folder: Path
) -> None:
    """Nothing of it is lost, and 3.0 can take it over again."""
    shutil.copytree(OWN / "portsec", folder, dirs_exist_ok=True)
    site = here / "site"
    publish = ("publish", "site")
    done(run_3(*publish))
    write_file(site / "CNAME", "shows.example.org\n")
    before, was = contents(site), manifest_of(site)
    # What would go because of an error stays.
    rewrite(folder / "portsec" / "2027.toml", "source", "sauce")
    ran = run(*publish)
    assert ran.err.endswith(
        "Nothing was published: portsec-2027 (2 days) would have gone from site\n"
    )
    assert (ran.code, contents(site)) == (4, before)
    rewrite(folder / "portsec" / "2027.toml", "sauce", "source")
    # What is new in 4.0 goes in the second run of 3.0, as all that goes.
    new = {"changes.json", "sw.js"}
    for turn in (run, run, run_3, run_3, run):
        before, was = contents(site), manifest_of(site)
        done(turn(*publish))
        after, now = contents(site), manifest_of(site)
        assert now["serial"] >= was["serial"]
        assert names(was) == names(now)
        lost, added = before.keys() - after.keys(), after.keys() - before.keys()
        assert {path for path in lost | added if not path.startswith("data/")} <= new
    assert json.loads(after["changes.json"]) == {"changes": [], "schema": 1}


def names(manifest: dict[str, Any]) -> set[str]:
    """The names of the data files that a manifest lists."""
    return {file["name"] for file in manifest["files"]}


@pytest.fixture(name="sites")
def _sites(run: Run, run_3: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with what 3.0 published, what this one did, and one show."""
    set_clock(monkeypatch)
    shutil.copytree(OWN / "portsec", here / "own")
    rewrite(
        here / "own" / "portsec" / "show.toml", "reviewed = 2026-11-20", "reviewed = 2027-01-10"
    )
    monkeypatch.setenv("MILIPOL_DATA", str(here / "own"))
    done(run_3("publish", "of-3"))
    done(run("publish", "of-4"))
    done(run("publish", "some", "portsec"))
    monkeypatch.delenv("MILIPOL_DATA")
    return here


def upcoming(turn: Run) -> list[str]:
    """The shows that are upcoming, by their ids."""
    ran = turn("upcoming", "--json")
    assert (ran.code, ran.err) == (0, "")
    return [row["show"] for row in ran.json["editions"]]


def test_a_reader_with_3_0_follows_a_whole_folder(
    run: Run, run_3: Run, sites: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have all that is in it, also with one home, in which either updates."""
    monkeypatch.setenv("MILIPOL_ON", LATER)
    done(run_3("update", "of-4"))
    agree(run_3, run, "show", "portsec-2027")
    agree(run_3, run, "show", "paris-2025")
    assert upcoming(run_3) == upcoming(run) != []
    state = contents(sites.parent / "config")
    assert done(run("update")).startswith("Up to date: ")
    assert done(run_3("update")).startswith("Up to date: ")
    assert contents(sites.parent / "config") == state
    done(run("update", "--back"))
    done(run("update", "of-4"))
    agree(run_3, run, "show", "portsec-2027")


def test_a_folder_of_some_shows_is_refused_by_3_0(run_3: Run, sites: Path, tmp_path: Path) -> None:
    """It would use that in place of all shows."""
    done(run_3("update", "of-3"))
    before = contents(tmp_path / "config")
    ran = run_3("update", "some")
    assert ran.refusal == (4, f"{sites}/some/manifest.json: needs milipol 4.0: upgrade milipol")
    assert contents(tmp_path / "config") == before


@pytest.mark.usefixtures("sites")
def test_what_was_fetched_of_some_shows_is_not_used_by_3_0(run: Run, run_3: Run) -> None:
    before = upcoming(run_3)
    done(run("update", "some"))
    assert "portsec" in upcoming(run)
    assert upcoming(run_3) == before
    done(run("update", "--back"))
    assert run_3("update", "--back").refusal == (
        4,
        "no data was fetched yet, so there is none to go back to",
    )
    assert upcoming(run_3) == before


def test_what_3_0_fetched_is_used(run: Run, run_3: Run, sites: Path) -> None:
    done(run_3("update", "of-3"))
    agree(run_3, run, "show", "portsec-2027")
    assert run("update").err == (
        f"Nothing newer at {sites}/of-3: PortSec is from there, reviewed 10 Jan 2027;"
        " the Milipol shows stay as bundled, reviewed 1 Dec 2026 (there 28 Nov 2026)\n"
    )
    done(run("update", "--back"))
    assert "portsec" not in upcoming(run) + upcoming(run_3)
    done(run_3("update", "--back"))
    agree(run_3, run, "show", "portsec-2027")


def test_no_pack_leaves_the_installed_data(run: Run, sites: Path) -> None:
    """3.0 has no way to meet one."""
    done(run("update", "of-4"))
    paths = {path.name for path in sites.parent.rglob("*")}
    assert "manifest.json" in paths
    assert not [path for path in paths if "pack" in path or "circuit" in path]
