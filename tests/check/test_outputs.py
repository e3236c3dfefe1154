"""`milipol check`: every fault of data files, with its file, line and place."""

import datetime as dt
import errno
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import cases
from builders import edition, notice, session, show, theme
from conftest import DATA, ENDINGS, GOOD, HERE, UNPRIVILEGED, Golden, Run, unprivileged
from milipol_cli.check.programme_rules import programme as programme_rules
from milipol_cli.check.query import check
from milipol_cli.network.load import structure
from milipol_cli.network.load.findings import place_text, quoted
from milipol_cli.network.model.programmes import Programme
from milipol_cli.network.model.shows import ShowFile
from milipol_cli.picks.model import AgendaFile

# A folder with a problem of each kind.
FAULTY = HERE / "check" / "own" / "faulty"


def put(root: Path, files: dict[str, str]) -> Path:
    """The folder with these files written into it."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def reported(run: Run, *args: str) -> list[str]:
    """The problems that `check` reports, one a line, with the word for a warning."""
    faults = run("check", *args, "--json").json["faults"]
    return [
        ("warning: " if fault["severity"] == "warning" else "")
        + f"{fault['file']}: {fault['line']}: {fault['place']}: {fault['found']};"
        f" {fault['expected']}"
        for fault in faults
    ]


def found_in(folder: Path | str) -> list[str]:
    """The problems of a data folder by itself, each as it is printed."""
    return [
        ("warning: " if problem.severity == "warning" else "")
        + str(problem).removeprefix(f"{folder}/")
        for problem in check([Path(folder)], [Path(folder)]).problems
    ]


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("case", [*cases.WRONG, *cases.SENSELESS], ids=cases.title)
def test_every_problem_is_reported(tmp_path: Path, case: str) -> None:
    _, expected = cases.written(case, tmp_path)
    assert found_in(tmp_path) == expected


@pytest.mark.parametrize("form", ENDINGS)
def test_prints(
    run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    shutil.copytree(FAULTY, "mine")
    monkeypatch.setenv("COLUMNS", "100")
    ran = run("check", "mine", "--format", form)
    assert (ran.code, ran.err) == (4, "")
    golden(f"check-faulty.{ENDINGS[form]}", ran.out)
    ran = run("check", str(DATA), "--format", form)
    assert (ran.code, ran.err) == (0, "")
    golden(f"check-right.{ENDINGS[form]}", ran.out)


@pytest.mark.parametrize("columns", [24, 60, 80, 120])
def test_fits_a_terminal(
    run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    shutil.copytree(FAULTY, "mine")
    monkeypatch.setenv("COLUMNS", str(columns))
    golden(f"check-faulty.{columns}.txt", run("check", "mine").out)


@pytest.mark.parametrize(
    ("files", "code", "strict"),
    [({}, 0, 0), ({"stray.toml": ""}, 0, 4), ({"news.toml": "x = 1"}, 4, 4)],
    ids=["nothing", "warning", "error"],
)
def test_warnings_fail_where_that_is_asked_for(
    run: Run, files: dict[str, str], code: int, strict: int
) -> None:
    put(Path("mine"), {"sources.toml": "", **files})
    assert run("check", "mine").code == code
    assert run("check", "mine", "--strict").code == strict


def test_what_an_overlay_makes_wrong_of_the_bundle_is_told(run: Run) -> None:
    text = (
        '[[edition]]\nid = "paris-2023"\n[[edition.notice]]\nknown = 2023-12-01\n'
        'start = 2023-11-14\nend = 2023-11-16\nstatus = "held"\n'
        'source = ["face-au-risque-2023-10-17"]\n'
    )
    put(Path("mine"), {"paris/show.toml": text})
    faults = reported(run, "mine")
    assert len(faults) == 3
    for fault in faults:
        assert fault.startswith(f"{DATA / 'paris' / '2023.toml'}: ")
        assert fault.endswith("a day of paris-2023, from 2023-11-14 to 2023-11-16")


def test_faults_of_the_bundle_are_its_own(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = Path("bundle")
    shutil.copytree(DATA, bundle)
    (bundle / "news.toml").write_text("x = 1\n")
    monkeypatch.setattr("milipol_cli.check.targets.bundle", bundle.resolve)
    monkeypatch.setattr("milipol_cli.network.load.fetched.bundle", bundle.resolve)
    put(folder, {"news.toml": "y = 2\n"})
    fault = "1: {}: an unknown key; a key like news"
    own = f"{folder / 'news.toml'}: {fault.format('y')}"
    assert [
        line for line in reported(run, str(folder)) if "sources.toml" not in line
    ] == [own]
    file = bundle / "news.toml"
    assert f"{file}: {fault.format('x')}" in reported(run, "bundle")
    assert f"{file.resolve()}: {fault.format('x')}" in reported(run)
    assert own in reported(run)
    errors = reported(run, str(folder), "bundle")
    assert f"{file.resolve()}: {fault.format('x')}" in errors


def test_folders_lie_over_one_another(run: Run) -> None:
    show = (GOOD / "oslo" / "show.toml").read_text("utf-8")
    put(Path("a"), {"oslo/show.toml": show})
    put(Path("b"), {"sources.toml": (GOOD / "sources.toml").read_text("utf-8")})
    assert reported(run, "a", "b") == []
    assert len(reported(run, "a")) == 4


@pytest.mark.parametrize("name", ["show.toml", "."])
def test_the_folder_one_stands_in_is_checked(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    shutil.copytree(FAULTY, "mine")
    monkeypatch.chdir("mine/expo")
    files = {fault.partition(":")[0] for fault in reported(run, name)}
    assert str(Path("show.toml").resolve()) in files


def test_a_name_with_a_nul_is_refused(run: Run) -> None:
    ran = run("check", "nowhere\0")
    message = r"milipol: 'nowhere\x00': no such file or folder"
    assert (ran.code, ran.out, ran.err) == (2, "", f"{message}\n")


def test_files_that_cannot_be_read_do_not_hide_others(run: Run, folder: Path) -> None:
    """Nor is anything told that only seems wrong without them."""
    files = {
        "paris/show.toml": "[show\n",
        "sources.toml": "x = !\n",
        "paris/2023.toml": '[[session]]\nid = "raid-demonstration"\nkind = 5\n',
        "paris/2024.toml": 'edition = "paris-2024"\n',
    }
    put(folder, files)
    (folder / "news.toml").symlink_to("nowhere")
    (folder / "qatar").mkdir()
    (folder / "qatar" / "2024.toml").write_bytes(b"\xff")
    assert [fault.removeprefix(f"{folder}/") for fault in reported(run)] == [
        "news.toml: None: : a link that leads nowhere; a file",
        "paris/2023.toml: 1: edition: nothing;"
        " the id of a show and a year, like paris-2027",
        "paris/2023.toml: 3: session[0].kind: 5; a word or two, like panel, of at most"
        " 40 characters",
        "paris/show.toml: 1: : no valid TOML at column 6 (expected ']' at the end of a"
        " table declaration); valid TOML",
        "qatar/2024.toml: 1: : byte 0xff; UTF-8",
        "sources.toml: 1: : no valid TOML at column 5 (invalid value); valid TOML",
    ]


NEVER = "which clocks in Europe/Oslo never show; expected a time that clocks show once"
TWICE = (
    "which clocks in Europe/Oslo show twice; expected a time that clocks show once;"
    " write in the notes which time is meant"
)


@pytest.mark.parametrize(
    ("date", "start", "end", "expected"),
    [
        (
            *("2028-03-26", "02:30:00", "02:45:00"),
            [
                f"start: found 02:30 on 2028-03-26, {NEVER}",
                f"end: found 02:45 on 2028-03-26, {NEVER}",
            ],
        ),
        (
            *("2028-10-29", "02:00:00", "03:00:00"),
            [f"warning: start: found 02:00 on 2028-10-29, {TWICE}"],
        ),
        (
            *("2028-10-28", "23:00:00", "02:59:00"),
            [f"warning: end: found 02:59 on 2028-10-29, {TWICE}"],
        ),
        ("2028-03-26", "03:00:00", "03:30:00", []),
    ],
    ids=["skipped", "repeated", "repeated after midnight", "once"],
)
def test_times_are_those_that_clocks_at_the_venue_show_once(
    date: str, start: str, end: str, expected: list[str]
) -> None:
    """In the venue's zone, Oslo's, not in the show's."""
    show = (GOOD / "oslo" / "show.toml").read_text("utf-8")
    show = show.replace('zone = "Europe/Oslo"', 'zone = "UTC"', 1)
    show = show.replace("2028-05-03", date).replace("2028-05-05", date)
    programme = (
        f'edition = "oslo-2028"\n[[session]]\nid = "a"\nkind = "talk"\ndate = {date}\n'
        f'start = {start}\nend = {end}\nsource = ["gazette"]\n'
    )
    shutil.copytree(GOOD, "mine")
    put(Path("mine"), {"oslo/show.toml": show, "oslo/2028.toml": programme})
    place = re.compile(r"oslo/2028.toml: line \d+: session\[0\]\.")
    assert [place.sub("", problem) for problem in found_in("mine")] == expected


@pytest.mark.parametrize(
    ("venue", "zones"),
    [("", ["start"]), ('venue = "hall"\n', [])],
    ids=["show", "venue"],
)
def test_without_a_venue_the_zone_is_the_shows(venue: str, zones: list[str]) -> None:
    show = (GOOD / "oslo" / "show.toml").read_text("utf-8")
    show = show.replace(
        'id = "hall"\nzone = "Europe/Oslo"', 'id = "hall"\nzone = "UTC"'
    )
    show = show.replace('venue = "hall"\n', venue)
    show = show.replace("start = 2028-05-03\nend = 2028-05-05", 'month = "2028-03"')
    programme = (
        'edition = "oslo-2028"\n[[session]]\nid = "a"\nkind = "talk"\n'
        'date = 2028-03-26\nstart = 02:30:00\nsource = ["gazette"]\n'
    )
    shutil.copytree(GOOD, "mine")
    put(Path("mine"), {"oslo/show.toml": show, "oslo/2028.toml": programme})
    errors = [line for line in found_in("mine") if not line.startswith("warning: ")]
    assert [error.partition("session[0].")[2][:5] for error in errors] == zones


@pytest.mark.parametrize(
    ("dates", "day", "faults"),
    [
        ("start = 2028-05-03", "2028-06-30", 0),
        ("start = 2028-05-03", "2028-05-02", 1),
        ("start = 9999-12-30", "9999-12-31", 0),
        ('month = "2028-05"', "2028-06-01", 1),
        ("year = 2028", "2028-12-31", 0),
    ],
    ids=["later", "before", "the last day there is", "another month", "the year"],
)
def test_days_lie_in_what_is_known_of_an_edition(
    dates: str, day: str, faults: int
) -> None:
    show = (GOOD / "oslo" / "show.toml").read_text("utf-8")
    show = show.replace("start = 2028-05-03\nend = 2028-05-05", dates)
    programme = f'edition = "oslo-2028"\n[[theme]]\ntitle = "a"\ndate = {day}\n'
    shutil.copytree(GOOD, "mine")
    text = programme + 'source = ["gazette"]\n'
    put(Path("mine"), {"oslo/show.toml": show, "oslo/2028.toml": text})
    assert sum("theme[0].date" in line for line in found_in("mine")) == faults


def test_an_empty_folder_has_nothing_wrong(tmp_path: Path) -> None:
    answer = check([tmp_path], [tmp_path])
    assert (answer.problems, answer.counts.files) == ((), 0)


def test_a_session_may_be_of_a_day_that_is_not_known() -> None:
    shutil.copytree(GOOD, "mine")
    programme = (GOOD / "oslo" / "2028.toml").read_text("utf-8")
    text = programme.replace('kind = "talk"\ndate = 2028-05-03\n', 'kind = "talk"\n')
    put(Path("mine"), {"oslo/2028.toml": text})
    assert found_in("mine") == []


def test_news_of_an_edition_of_another_show_is_told(run: Run) -> None:
    shutil.copytree(GOOD, "mine")
    news = (GOOD / "news.toml").read_text("utf-8")
    put(Path("mine"), {"news.toml": f'{news}show = "paris"\nedition = "oslo-2028"\n'})
    assert reported(run, "mine") == [
        "mine/news.toml: 8: news[0].edition: 'oslo-2028';"
        " an edition of paris, or another show"
    ]


def test_a_folder_that_cannot_be_listed_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(FAULTY, "mine")
    real = Path.iterdir

    def refuse(path: Path) -> Iterator[Path]:
        if path.name == "expo":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert [fault for fault in reported(run, "mine") if "warning" not in fault] == [
        "mine/expo: None: : a file that cannot be read (Permission denied);"
        " a readable file"
    ]


@pytest.mark.skipif(os.name != "posix", reason="names of POSIX")
def test_a_folder_with_a_newline_in_its_name_is_checked(run: Run, folder: Path) -> None:
    put(folder, {"a\nb/show.toml": "x = 1\n"})
    ran = run("check", str(folder), "--json")
    assert ran.code == 4
    assert {fault["severity"] for fault in ran.json["faults"]} == {"error"}


@pytest.mark.skipif(os.name != "posix", reason="links and rights of POSIX")
def test_what_lists_warn_of_is_told(run: Run, folder: Path) -> None:
    """Also a link that leads to itself, where a folder of a show might be."""
    (folder / "loop").symlink_to("loop")
    reason = os.strerror(errno.ELOOP)
    line = f"milipol: {folder / 'loop'}: cannot be read: {reason}"
    assert run("upcoming").err.startswith(f"{line}; ")
    for name in ((), (str(folder),)):
        (fault,) = run("check", *name, "--json").json["faults"]
        assert (fault["file"], fault["line"]) == (str(folder / "loop"), None)
        assert fault["found"] == f"a file that cannot be read ({reason})"
    ran = run("check", str(folder / "loop"))
    assert (ran.code, ran.out, ran.err) == (4, "", f"{line}\n")


@pytest.mark.skipif(os.name != "posix", reason="links and rights of POSIX")
@unprivileged
@pytest.mark.parametrize(
    ("named", "files"),
    [
        (["own"], None),
        (["outer/link"], None),
        (["outer"], ["outer/link"]),
        ([], ["own/news.toml", "own/notes.toml", "own/sources.toml"]),
    ],
    ids=["folder", "link", "folder with a link", "no name"],
)
def test_what_may_not_be_entered_is_no_trouble_of_writing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    named: list[str],
    files: list[str] | None,
) -> None:
    """One name is refused; of what is in a folder each is told."""
    own, outer = tmp_path / "own", tmp_path / "outer"
    put(own, {"sources.toml": "", "notes.toml": ""})
    outer.mkdir()
    (outer / "link").symlink_to(own / "expo")
    monkeypatch.setenv("MILIPOL_DATA", "own")
    own.chmod(0o600)
    ran = subprocess.run(
        [*UNPRIVILEGED, sys.executable, "-m", "milipol_cli", "check", "--json", *named],
        capture_output=True,
        text=True,
        check=False,
    )
    own.chmod(0o700)
    reason = f"a file that cannot be read ({os.strerror(errno.EACCES)})"
    if files is None:
        reason = os.strerror(errno.EACCES)
        message = f"milipol: {named[0]}: cannot be read: {reason}\n"
        assert (ran.returncode, ran.stdout, ran.stderr) == (4, "", message)
    else:
        assert (ran.returncode, ran.stderr) == (4, "")
        faults = json.loads(ran.stdout)["faults"]
        assert {fault["found"] for fault in faults} == {reason}
        # Files that the bundle has are looked for in every folder.
        own_alone = [
            fault["file"] for fault in faults if not Path(fault["file"]).parts[2:]
        ]
        assert own_alone == files


PICKS = (HERE / "check" / "own" / "picks.toml").read_text("utf-8")
PICK_FAULTS = (
    (
        3,
        "pick[0].alarm[0]: '1x'; a time before the start, like 2w, 1d@09:00, 2h or 15m",
    ),
    (9, "pick[1].at: 3027-11-16T19:00:00; a year from 1900 to 2199"),
    (10, "pick[1].minuts: an unknown key; a known key"),
)


def pick_faults(file: object) -> list[str]:
    """What is told of PICKS in a file."""
    return [f"{file}: {line}: {text}" for line, text in PICK_FAULTS]


@pytest.mark.parametrize("variable", [True, False])
def test_the_readers_own_agenda_is_checked_without_a_name(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: bool
) -> None:
    """Where there is one; with a name it is not asked for."""
    if os.name != "posix":
        pytest.skip("the folder of Linux")
    own = tmp_path / "config" / "milipol" / "agenda.toml"
    if variable:
        own = tmp_path / "what I attend.toml"
        monkeypatch.setenv("MILIPOL_AGENDA", str(own))
    before = run("check", "--json").json["checked"]
    put(own.parent, {own.name: PICKS})
    ran = run("check", "--json")
    assert (ran.code, ran.err) == (4, "")
    assert reported(run) == pick_faults(own)
    assert ran.json["checked"] == {**before, "files": before["files"] + 1, "picks": 3}
    put(own.parent, {own.name: '[[pick]]\nid = "paris-2027"\n'})
    out = run("check").out
    assert out.startswith(f"No errors or warnings in {before['files'] + 1} files.\n")
    assert out.endswith(f"{before['sources']} sources, 1 pick.\n")
    put(Path("mine"), {"sources.toml": ""})
    assert run("check", "mine", "--json").json["checked"]["picks"] == 0


@pytest.mark.parametrize("text", ["x = 1", "[[pick]"], ids=["wrong", "no TOML"])
def test_an_agenda_among_data_is_no_stray_file(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("MILIPOL_AGENDA", str(folder / "agenda.toml"))
    put(folder, {"agenda.toml": text})
    (fault,) = run("check", "--json").json["faults"]
    assert (fault["file"], fault["line"]) == (str(folder / "agenda.toml"), 1)


def test_a_programme_of_an_unknown_show_runs_by_clocks_that_show_all_once() -> None:
    """Of the show nothing is known, not even its zone, where its file is broken."""
    talk = session("talk", "2027-03-28", hours="02:30-15:00")
    findings = programme_rules(
        Programme(edition="a-2027", session=(talk,)), "a-2027", None
    )
    assert [finding.place for finding in findings] == [("session", 0, "end")]


@pytest.mark.parametrize(
    ("days", "off"),
    [(("2027-03-28", "2027-05-26"), []), (("2027-03-27", "2027-05-27"), [0, 1])],
)
def test_an_edition_without_an_end_has_sixty_days(
    days: tuple[str, str], off: list[int]
) -> None:
    held = edition("paris-2027", notice("2026-01-01", "2027-03-28"))
    themes = tuple(theme("T", day) for day in days)
    findings = programme_rules(
        Programme(edition="paris-2027", theme=themes), "paris-2027", show(held)
    )
    assert [finding.place for finding in findings] == [
        ("theme", at, "date") for at in off
    ]


def test_a_venue_that_is_nowhere_leaves_the_zone_of_the_show() -> None:
    held = edition("paris-2027", notice("2026-01-01", "2027-03-28", venue="attic"))
    talk = session("talk", "2027-03-28", hours="02:30-03:30")
    findings = programme_rules(
        Programme(edition="paris-2027", session=(talk,)), "paris-2027", show(held)
    )
    assert [finding.found for finding in findings] == [
        "02:30 on 2027-03-28, which clocks in Europe/Paris never show"
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (False, "false"),
        ("x" * 78, f"'{'x' * 78}'"),
        ("x" * 79, f"'{'x' * 79} ..."),
        ([], "an empty list"),
        ([0], "a list"),
        ({}, "a table"),
        (1.5, "1.5"),
        (dt.time(10, 30), "10:30:00"),
        ("two\nlines", "'two\\nlines'"),
    ],
)
def test_a_value_is_told_short(value: object, text: str) -> None:
    assert quoted(value) == text


def test_a_place_is_told_as_it_is_written() -> None:
    place = ("Edition_1-a", 0, "two words", "B")
    assert place_text(place) == "Edition_1-a[0].'two words'.B"
    assert place_text(()) == ""
    assert place_text(("a", "b" * 100, "c")) == f"a.'{'b' * 79} ....c"


def test_a_number_too_long_to_print_is_told_all_the_same() -> None:
    assert quoted(10**4000) == f"1{'0' * 79} ..."
    assert quoted(10**5000) == "a number of thousands of digits"


def test_an_id_that_is_the_name_of_another_show_is_told(run: Run) -> None:
    """With its alias: a show below has both."""
    text = (GOOD / "oslo" / "show.toml").read_text("utf-8")
    named = text.replace('id = "oslo"', 'id = "villepinte"', 1)
    named = named.replace('"norway"', '"doha"').replace('"oslo-', '"villepinte-')
    shutil.copytree(GOOD, "mine")
    put(Path("mine"), {"villepinte/show.toml": named})
    taken = "a name of one show"
    assert [line for line in reported(run, "mine") if line.endswith(taken)] == [
        "mine/villepinte/show.toml: 2: show.id: 'villepinte', which names paris too;"
        f" {taken}",
        "mine/villepinte/show.toml: 4: show.aliases[0]: 'doha', which names qatar too;"
        f" {taken}",
    ]


def test_the_application_folder_is_checked_too(run: Run, tmp_path: Path) -> None:
    if os.name != "posix":
        pytest.skip("the folder of Linux")
    own = tmp_path / "config" / "milipol" / "data"
    put(own, {"stray.toml": ""})
    assert reported(run) == [
        f"warning: {own / 'stray.toml'}: None: : a file never read; show.toml,"
        " 2027.toml, 2027-extra.toml or 2027.exhibitors.toml in a show's folder,"
        " news.toml or sources.toml"
    ]


def test_every_structural_error_is_reported() -> None:
    session = {"id": "a", "kind": "talk", "source": ["b"]}
    table = {
        "edition": "no year",
        "session": [5, session, {**session, "kind": 1}, {"speaker": [{}]}, {}],
        "theme": [{"title": "t", "source": ["b"], "date": "x"}],
        "notes": "text",
    }
    assert [finding.place for finding in structure.findings(table, Programme)] == [
        ("edition",),
        ("session", 0),
        ("session", 2, "kind"),
        ("session", 3, "speaker", 0, "name"),
        ("session", 4, "id"),
        ("theme", 0, "date"),
        ("notes",),
    ]


def test_contradictions_are_reported_beside_other_errors() -> None:
    """But not those that only come from another error."""
    notice = {"known": dt.date(2026, 1, 1), "status": "held", "source": ["a"]}
    notice_with_both = {**notice, "month": "2026-05", "year": 2026, "odd": 1}
    no_start = {**notice, "start": 25, "end": dt.date(2026, 1, 2)}
    edition = {"id": "a-2026", "notice": [notice_with_both, no_start], "figure": [5]}
    assert [
        finding.place
        for finding in structure.findings({"edition": [edition]}, ShowFile)
    ] == [
        ("edition", 0, "notice", 0, "odd"),
        ("edition", 0, "notice", 0, "year"),
        ("edition", 0, "notice", 1, "start"),
        ("edition", 0, "figure", 0),
        ("show",),
    ]


def test_a_list_may_be_as_long_as_its_type_allows() -> None:
    alarms = [f"{hours}h" for hours in range(1, 21)]
    pick = {"id": "paris-2027", "alarm": alarms, "title": 5}
    for more, places in (([], []), (["21h"], [("pick", 0, "alarm")])):
        table = {"pick": [{**pick, "alarm": [*alarms, *more]}]}
        places_found = [
            finding.place for finding in structure.findings(table, AgendaFile)
        ]
        assert places_found == [*places, ("pick", 0, "title")]


def test_files_nested_too_deeply_are_errors() -> None:
    put(Path("mine"), {"news.toml": "a = " + "[" * 10_000})
    assert found_in("mine") == ["news.toml: tables or lists nested too deeply"]


def test_a_show_needs_no_edition(run: Run) -> None:
    text = (GOOD / "oslo" / "show.toml").read_text("utf-8").partition("\n[[venue]]")[0]
    put(Path("mine"), {"oslo/show.toml": text.replace("gazette", "3agel-2024-10")})
    assert reported(run, "mine") == []


# A show with a notice that is dated, one that is only a remark, a figure and a theme.
EARLY = """
[show]
id = "oslo"
name = "Milipol Oslo"
city = "Oslo"
country = "Norway"
country_code = "NO"
zone = "Europe/Oslo"
reviewed = 2026-11-24
source = ["first"]

[[edition]]
id = "oslo-2026"
[edition.theme]
title = "Ports"
known = 2026-06-02
source = ["first"]
[[edition.notice]]
known = 2026-06-02
start = 2026-09-01
end = 2026-09-02
status = "announced"
source = ["first"]
[[edition.notice]]
known_by = 2026-09-02
status = "held"
notes = ["with a ship"]
certainty = "stated"
source = ["first"]
[[edition.figure]]
known_by = 2026-09-02
measure = "visitors"
kind = "counted"
value = 500
source = ["first", "second"]
"""


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("date = 2026-09-03", "2026-09-03"),
        ('month = "2026-10"', "2026-10-01"),
        ("year = 2027", "2027-01-01"),
    ],
    ids=["day", "month", "year"],
)
def test_what_is_known_before_every_source_gets_a_warning(
    tmp_path: Path, date: str, day: str
) -> None:
    def problems_with(second: str = "year = 2028\n") -> list[str]:
        sources = "".join(
            f'[[source]]\nid = "{name}"\npublisher = "A"\nkind = "press"\n{when}\n'
            for name, when in (("first", date), ("second", second))
        )
        put(tmp_path, {"oslo/show.toml": EARLY, "sources.toml": sources})
        return [
            f"{problem.severity}: {problem.place}: {problem.found}; {problem.expected}"
            for problem in check([tmp_path], [tmp_path]).problems
        ]

    after = f"a day from {day} on, the date of its earliest source"
    early = [
        f"warning: edition[0].theme.known: 2026-06-02; {after}",
        f"warning: edition[0].notice[0].known: 2026-06-02; {after}",
        f"warning: edition[0].notice[1].known_by: 2026-09-02; {after}",
    ]
    figure = f"warning: edition[0].figure[0].known_by: 2026-09-02; {after}"
    assert problems_with() == [*early, figure]
    assert problems_with("") == [*early, figure]
    assert problems_with("date = 2026-09-02") == early
    assert problems_with('month = "2026-09"') == early
    assert problems_with("year = 2026") == early


def test_sources_without_a_date_or_that_are_not_there_are_no_reason_to_warn(
    tmp_path: Path,
) -> None:
    source = '[[source]]\nid = "first"\npublisher = "A"\nkind = "press"\n'
    put(tmp_path, {"oslo/show.toml": EARLY, "sources.toml": source})
    problems = check([tmp_path], [tmp_path]).problems
    assert [problem.severity for problem in problems] == ["error"]
    put(tmp_path, {"sources.toml": f"{source}date = 2026-09-03\n"})
    problems = check([tmp_path], [tmp_path]).problems
    assert not any("figure[0].known" in problem.place for problem in problems)


def test_that_an_edition_was_held_is_known_before_its_sources(tmp_path: Path) -> None:
    source = '[[source]]\nid = "first"\npublisher = "A"\nkind = "press"\nyear = 2027\n'
    text = EARLY.partition("[[edition.figure]]")[0]
    text = text.replace('[edition.theme]\ntitle = "Ports"\nknown = 2026-06-02\n', "X")
    text = text.replace('Xsource = ["first"]\n', "").replace("known =", "known_by =")
    for change in (
        ('notes = ["with a ship"]\n', ""),
        ('certainty = "stated"', 'certainty = "inferred"'),
        ('status = "held"', 'status = "held"\nstart = 2026-09-01\nend = 2026-09-02'),
    ):
        show = text.replace(*change)
        put(tmp_path, {"oslo/show.toml": show, "sources.toml": source})
        assert check([tmp_path], [tmp_path]).problems == ()
