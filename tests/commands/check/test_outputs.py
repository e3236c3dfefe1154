"""`milipol check`: the errors of data files, with their files, lines and places."""

import datetime as dt
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import cases
from builders import edition, notice, session, show, theme
from conftest import DATA, ENDINGS, GOOD, HERE, Golden, Run, write_file
from facts import lost
from milipol_cli.commands.check.query import check
from milipol_cli.commands.check.rules import programme_findings as programme_rules
from milipol_cli.network.load import diagnosis
from milipol_cli.network.load.findings import quote
from milipol_cli.network.model.programmes import Programme
from milipol_cli.network.model.shows import ShowFile

# A folder with a problem of each kind.
FAULTY = HERE / "commands" / "check" / "own" / "faulty"
OSLO = (GOOD / "oslo" / "show.toml").read_text("utf-8")
posix = pytest.mark.skipif(os.name != "posix", reason="links and rights of POSIX")


def put(root: Path, files: dict[str, str]) -> Path:
    """The folder with these files written into it."""
    for name, text in files.items():
        write_file(root / name, text)
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


def test_prints(run: Run, golden: Golden) -> None:
    shutil.copytree(FAULTY, "mine")
    answers = {}
    for form in ENDINGS:
        ran = run("check", "mine", "--format", form, COLUMNS=100)
        assert (ran.code, ran.err) == (4, "")
        answers[form] = ran
    golden("check-faulty.txt", answers["table"].out)
    golden("check-faulty.json", answers["json"].out)
    for form in ("plain", "markdown"):
        assert lost(answers["table"].out, answers[form].out) == []
    assert answers["csv"].rows == [
        {key: "" if value is None else str(value) for key, value in fault.items()}
        for fault in answers["json"].json["faults"]
    ]
    golden("check-right.txt", run("check", str(DATA), COLUMNS=100).out)


@pytest.mark.parametrize(
    ("files", "code", "strict"),
    [({}, 0, 0), ({"stray.toml": ""}, 0, 4), ({"news.toml": "x = 1"}, 4, 4)],
    ids=["nothing", "warning", "error"],
)
def test_warnings_fail_if_strict(run: Run, files: dict[str, str], code: int, strict: int) -> None:
    put(Path("mine"), {"sources.toml": "", **files})
    assert run("check", "mine").code == code
    assert run("check", "mine", "--strict").code == strict


@pytest.fixture(name="bundle")
def _bundle(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The bundled data, which has one show here."""
    bundle = Path("bundle")
    shutil.copytree(GOOD, bundle)
    monkeypatch.setattr("milipol_cli.commands.check.query.bundle", bundle.resolve)
    monkeypatch.setattr("milipol_cli.network.load.fetched.bundle", bundle.resolve)
    return bundle


def test_errors_of_the_bundled_data_are_reported_with_it_alone(
    run: Run, folder: Path, bundle: Path
) -> None:
    (bundle / "news.toml").write_text("x = 1\n")
    put(folder, {"news.toml": "y = 2\n"})
    fault = "1: {0}: unknown key '{0}'; None"
    own = f"{folder / 'news.toml'}: {fault.format('y')}"
    bundled = f"{(bundle / 'news.toml').resolve()}: {fault.format('x')}"
    assert reported(run, str(folder)) == [own]
    assert reported(run, "bundle") == [f"bundle/news.toml: {fault.format('x')}"]
    assert reported(run) == reported(run, str(folder), "bundle") == [bundled, own]


def test_a_later_folder_adds_to_an_earlier_one(run: Run) -> None:
    put(Path("a"), {"oslo/show.toml": OSLO})
    put(Path("b"), {"sources.toml": (GOOD / "sources.toml").read_text("utf-8")})
    assert reported(run, "a", "b") == []
    assert len(reported(run, "a")) == 4


@pytest.mark.parametrize("name", ["show.toml", "."])
def test_the_current_folder_may_be_that_of_a_show(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    shutil.copytree(FAULTY, "mine")
    monkeypatch.chdir("mine/expo")
    files = {fault.partition(":")[0] for fault in reported(run, name)}
    assert str(Path("show.toml").resolve()) in files


def test_files_that_cannot_be_read_do_not_hide_others(run: Run, folder: Path) -> None:
    """And nothing is reported that only seems wrong without them."""
    files = {
        "paris/show.toml": "[show\n",
        "sources.toml": "x = !\n",
        "paris/2023.toml": '[[session]]\nid = "raid-demonstration"\nkind = 5\n',
        "paris/2024.toml": 'edition = "paris-2024"\nsource = ["gone"]\n',
        "qatar/2026.exhibitors.toml": "a = " + "[" * 10_000,
    }
    put(folder, files)
    (folder / "news.toml").symlink_to("nowhere")
    (folder / "qatar" / "2024.toml").write_bytes(b"\xff")
    assert [fault.removeprefix(f"{folder}/") for fault in reported(run)] == [
        "news.toml: None: : a link that leads nowhere; None",
        "paris/2023.toml: 3: session[0].kind: 5; a word or two, like panel, of at most"
        " 40 characters",
        "paris/show.toml: 1: : not valid TOML: expected ']' at the end of a table"
        " declaration; None",
        "qatar/2024.toml: 1: : not UTF-8: byte 0xff; None",
        "qatar/2026.exhibitors.toml: None: : tables or lists nested too deeply; None",
        "sources.toml: 1: : not valid TOML: invalid value; None",
    ]


TWICE = "which clocks in Europe/Paris show twice"


@pytest.mark.parametrize(
    ("venue", "date", "hours", "expected"),
    [
        (
            *("villepinte", "2028-03-26", "02:30-02:45"),
            [
                ("start", "02:30 on 2028-03-26, which clocks in Europe/Paris never"),
                ("end", "02:45 on 2028-03-26, which clocks in Europe/Paris never"),
            ],
        ),
        (*("villepinte", "2028-10-28", "23:00-02:59"), [("end", f"02:59 on 2028-10-29, {TWICE}")]),
        ("villepinte", "2028-03-26", "03:00-03:30", []),
        # The zone is that of the venue; without one, or without its table, the show's.
        ("doha", "2028-03-26", "02:30", []),
        ("attic", "2028-03-26", "02:30", [("start", "02:30 on 2028-03-26, which")]),
    ],
)
def test_times_are_those_that_clocks_at_the_venue_show_once(
    venue: str | None, date: str, hours: str, expected: list[tuple[str, str]]
) -> None:
    held = edition("paris-2028", notice("2026-01-01", "2028", venue=venue))
    talk = session("talk", date, hours=hours)
    programme = Programme(edition="paris-2028", session=(talk,))
    findings = [*programme_rules(programme, show(held))]
    assert [finding.place[-1] for finding in findings] == [key for key, _ in expected]
    for finding, (_, found) in zip(findings, expected, strict=True):
        assert finding.found.startswith(found)
        assert (finding.severity == "warning") == ("twice" in found)


def test_a_programme_of_an_unknown_show_has_no_zone() -> None:
    talk = session("talk", "2027-03-28", hours="02:30-15:00")
    programme = Programme(edition="a-2027", session=(talk,))
    findings = programme_rules(programme, None)
    assert [finding.place for finding in findings] == [("session", 0, "end")]


@pytest.mark.parametrize(
    ("dates", "day", "is_right"),
    [
        ("2028-05-03", "2028-07-01", True),  # sixty days in all
        ("2028-05-03", "2028-07-02", False),
        ("2028-05-03", "2028-05-02", False),
        ("9999-12-30", "9999-12-31", True),  # the last day there is
        ("2028-05", "2028-06-01", False),
    ],
)
def test_days_are_among_those_that_are_known_of_an_edition(
    dates: str, day: str, *, is_right: bool
) -> None:
    held = edition("paris-2028", notice("2026-01-01", dates))
    programme = Programme(
        edition="paris-2028",
        theme=(theme("T", day),),
        session=(session("talk", None, "10:00-11:00"), session("panel", day)),
    )
    places = [finding.place for finding in programme_rules(programme, show(held))]
    assert places == ([] if is_right else [("theme", 0, "date"), ("session", 1, "date")])


def test_an_edition_of_another_show_than_the_news_is_an_error(run: Run) -> None:
    shutil.copytree(GOOD, "mine")
    news = (GOOD / "news.toml").read_text("utf-8")
    put(Path("mine"), {"news.toml": f'{news}show = "paris"\nedition = "oslo-2028"\n'})
    assert reported(run, "mine") == [
        "mine/news.toml: 8: news[0].edition: 'oslo-2028'; an edition of paris, or another show"
    ]


def test_a_folder_that_cannot_be_listed_is_an_error(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(GOOD, "mine")
    real = Path.iterdir

    def refuse(path: Path) -> Iterator[Path]:
        if path.name == "oslo":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert reported(run, "mine") == ["mine/oslo: None: : cannot be read: Permission denied; None"]


@posix
def test_a_folder_with_a_newline_in_its_name_is_checked(run: Run, folder: Path) -> None:
    put(folder, {"a\nb/show.toml": "x = 1\n"})
    ran = run("check", str(folder), "--json")
    assert ran.code == 4
    assert {fault["severity"] for fault in ran.json["faults"]} == {"error"}


@posix
def test_a_link_that_leads_to_itself_is_an_error(run: Run, folder: Path) -> None:
    """Other commands warn of it; a folder of a show might be in its place."""
    (folder / "loop").symlink_to("loop")
    reason = os.strerror(errno.ELOOP)
    line = f"milipol: {folder / 'loop'}: cannot be read: {reason}"
    assert run("upcoming").err.startswith(f"{line}; ")
    for name in ((), (str(folder),)):
        (fault,) = run("check", *name, "--json").json["faults"]
        assert (fault["file"], fault["line"]) == (str(folder / "loop"), None)
        assert fault["found"] == f"cannot be read: {reason}"
    ran = run("check", str(folder / "loop"))
    assert (ran.code, ran.out, ran.err) == (4, "", f"{line}\n")


PICKS = (HERE / "commands" / "check" / "own" / "picks.toml").read_text("utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="the folder of Linux")
@pytest.mark.usefixtures("bundle")
@pytest.mark.parametrize("variable", [True, False])
def test_your_own_agenda_is_checked_without_a_name(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: bool
) -> None:
    """If there is one; a call with a name does not look for it."""
    own = tmp_path / "config" / "milipol" / "agenda.toml"
    if variable:
        own = tmp_path / "what I attend.toml"
        monkeypatch.setenv("MILIPOL_AGENDA", str(own))
    before = run("check", "--json").json["checked"]
    put(own.parent, {own.name: PICKS})
    ran = run("check", "--json")
    assert (ran.code, ran.err) == (4, "")
    assert reported(run) == [
        f"{own}: 3: pick[0].alarm[0]: '1x'; a time before the start, like 2w, 1d@09:00, 2h or 15m",
        f"{own}: 10: pick[1].minuts: unknown key 'minuts'; None",
    ]
    assert ran.json["checked"] == {**before, "files": before["files"] + 1, "picks": 3}
    put(own.parent, {own.name: '[[pick]]\nid = "paris-2027"\n'})
    out = run("check").out
    assert out.startswith(f"No errors or warnings in {before['files'] + 1} files.\n")
    assert out.endswith(", 1 source, 1 pick.\n")
    put(Path("mine"), {"sources.toml": ""})
    assert run("check", "mine", "--json").json["checked"]["picks"] == 0


@pytest.mark.parametrize("text", ["x = 1", "[[pick]"], ids=["wrong", "no TOML"])
def test_an_agenda_among_data_is_no_stray_file(run: Run, folder: Path, text: str) -> None:
    put(folder, {"agenda.toml": text})
    path = folder / "agenda.toml"
    (fault,) = run("check", "--json", MILIPOL_AGENDA=path).json["faults"]
    assert (fault["file"], fault["line"]) == (str(path), 1)


def test_a_number_of_thousands_of_digits_is_not_shown() -> None:
    assert quote(10**5000) == "a number of thousands of digits"


def test_structural_errors_are_all_reported() -> None:
    """What is missing or contradicts only in a table that has no other error."""
    known = {"known": dt.date(2026, 1, 1), "status": "held", "source": ["a"]}
    both = {**known, "month": "2026-05", "year": 2026}
    notices = [{**both, "odd": 1, "end": 2}, both, {"known": dt.date(2026, 1, 1)}, 5]
    edition = {"id": "a-2026", "number": 0, "notes": [1], "notice": notices}
    table = {"edition": [edition, 7]}
    places = [
        ".".join(map(str, finding.place))
        for finding in diagnosis.structural_errors(table, ShowFile)
    ]
    assert places == [
        "edition.0.number",
        "edition.0.notes.0",
        *(
            f"edition.0.notice.{at}"
            for at in ("0.odd", "0.end", "1.year", "2.status", "2.source", "3")
        ),
        "edition.1",
    ]


def test_a_show_needs_no_edition(run: Run) -> None:
    text = OSLO.partition("\n[[venue]]")[0]
    put(Path("mine"), {"oslo/show.toml": text.replace("gazette", "3agel-2024-10")})
    assert reported(run, "mine") == []


def test_an_own_file_links_names_of_accounts_with_names_on_lists(run: Run) -> None:
    """The lists of fairs count, too; accounts alone link nothing."""
    text = (
        'same = [["Our Client Ltd", "THALES"], ["Client", "Other Client"]]\n'
        'different = [{ names = ["Our Client Ltd", "Thales SIX GTS France"] }]\n'
    )
    put(Path("mine"), {"companies.toml": text})
    assert reported(run, "mine") == [
        f"warning: mine/companies.toml: 1: same[1][{index}]: {name!r}; a name as a list"
        " of exhibitors has it"
        for index, name in enumerate(("Client", "Other Client"))
    ]
