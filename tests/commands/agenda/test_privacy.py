"""What the reader noted leaves the agenda only where it is asked for."""

from pathlib import Path

import pytest

from conftest import Run
from milipol_cli.network.model.picks import Pick

# What the fields hold that no other may see; of each new field one text.
SECRETS = {
    "note": "PIN 91827 https://meet.example.org/zzqx",
    "met": "Jo Zzqx, boss, zzqx@example.org, +33 1 99 88 99 88",
    "follow_ups": "offer the zzqx price",
    "follow_up": "call the zzqx number",
    "company": "Zzqx Company",
}
# What an export has as in 3.0: titles, places and times of the reader's own entries.
WORDS = ("91827", "zzqx", "Zzqx", "99 88")
ON = ("--on", "2023-11-16")


@pytest.fixture
def noted(run: Run, agenda: Path) -> Path:
    """An agenda with something in each field that is for the reader alone."""
    run("agenda", "add", "thales", "idemia", "raid-demonstration", *ON)
    meeting = ("--at", "2023-11-17T10:00", "--edition", "paris-2023")
    company = ("--company", SECRETS["company"])
    run("agenda", "add", "--own", "Talk", *meeting, *company, *ON)
    run("agenda", "add", "--own", "Power", "--before", "8w", "--edition", "paris-2027")
    for name, text in (("thales", "follow_up"), ("talk", "follow_ups")):
        done = ("agenda", "done", name, "--met", SECRETS["met"])
        run(*done, "--note", SECRETS["note"], "--follow-up", SECRETS[text],
            "--by", "2027-12-01", *ON)  # fmt: skip
    more = ("--follow-up", f"{SECRETS['follow_ups']} again", "--by", "2027-12-02")
    run("agenda", "done", "talk", *more, *ON)
    run("agenda", "edit", "raid-demonstration", "--note", SECRETS["note"], *ON)
    text = agenda.read_text("utf-8")
    assert all(secret in text for secret in SECRETS.values())
    return agenda


@pytest.mark.usefixtures("noted", "here")
@pytest.mark.parametrize(
    "args",
    [
        ("agenda", "share"),
        ("agenda", "share", "--json"),
        ("export", "agenda", "-o", "-"),
        ("export", "agenda", "-o", "a.ics", "--json"),
        ("export", "agenda", "--reminder-events", "-o", "-"),
        ("publish", "site"),
    ],
    ids=" ".join,
)
def test_nothing_that_is_noted_is_passed_on(run: Run, args: tuple[str, ...]) -> None:
    ran = run(*args, *(() if args[0] == "publish" else ON))
    assert ran.code == 0
    files = [path for path in Path().rglob("*") if path.is_file()]
    texts = [path.read_text("utf-8", "replace") for path in files
             if not path.name.startswith("my agenda")]  # fmt: skip
    everything = "\n".join([ran.out, ran.err, *texts]).replace("\n ", "")
    assert [word for word in WORDS if word in everything] == []


@pytest.mark.usefixtures("noted")
def test_an_export_keeps_the_days_of_follow_ups(run: Run) -> None:
    out = run("export", "agenda", "-o", "-", *ON).out
    assert out.count("SUMMARY:Follow-up: Talk") == 2
    assert "DTSTART;VALUE=DATE:20271201" in out
    assert "DTSTART;VALUE=DATE:20271202" in out


@pytest.mark.usefixtures("noted")
def test_notes_are_passed_on_where_they_are_asked_for(run: Run) -> None:
    out = run("export", "agenda", "--notes", "-o", "-", *ON).out.replace("\n ", "")
    assert all(word in out for word in WORDS)
    assert "Company: Zzqx Company" in out


@pytest.mark.usefixtures("noted", "here")
def test_a_sheet_has_what_is_due_and_with_which_company(run: Run) -> None:
    """It is for the reader's pocket; notes and people are on it only if asked for."""
    noted = ("91827", "meet.example.org", "Jo Zzqx", "zzqx@example.org", "99 88")
    due = (SECRETS["follow_up"], SECRETS["follow_ups"], "Talk (Zzqx Company)")
    ask = ("agenda", "sheet", "paris-2023", "-o", "-", *ON)
    for notes in ((), ("--notes",)):
        days = ((), ("--day", "2027-12-02"))
        out = "".join(run(*ask, *day, *notes).out for day in days)
        assert [text for text in noted if text in out] == [*(noted if notes else ())]
        assert [text for text in due if text in out] == [*due]


def test_each_field_of_a_pick_is_known_here() -> None:
    """A new field has to be decided on: for the reader alone, or part of an event."""
    of_events = {
        *("id", "title", "kind", "event", "at", "minutes", "zone", "date", "last"),
        *("start", "end", "room", "speakers", "edition", "place", "alarm", "uid"),
        *("done", "done_at", "follow_up_by", "before", "updated", "sequence"),
    }
    assert {*Pick.__struct_fields__} == of_events | {*SECRETS}
