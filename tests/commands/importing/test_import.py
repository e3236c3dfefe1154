"""Whole imports: what comes back, what is refused, and what is left of it."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from conftest import GOOD, HERE, ON, Run, acting, write_file
from milipol_cli.base import files
from milipol_cli.base.errors import CannotWrite
from milipol_cli.base.toml_values import toml_value
from milipol_cli.network.load import MAX_BYTES, Catalog, reading

OWN = HERE / "commands" / "importing" / "own"
HEAD = b"Title,Date,Start,End,Room,Speakers\n"
PARIS = ("--edition", "paris-2027")
EXPO = ("--new-show", "expo", "--name", "Expo", "--city", "Oslo", "--country", "NO")
IN_OSLO = ("--zone", "Europe/Oslo")


def _times_in(root: Path) -> list[tuple[object, ...]]:
    programme = Catalog([root]).programme("oslo-2028")
    assert programme is not None
    return sorted((s.title, s.date, s.start, s.end, s.room) for s in programme.session)


@pytest.mark.parametrize("kind", ["ics", "csv"])
def test_what_milipol_wrote_comes_back(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    root, copy = tmp_path / "data", tmp_path / "copy"
    for path in (root, copy):
        shutil.copytree(GOOD, path)
        (path / "oslo" / "2028.toml").unlink()
    text = 'edition = "oslo-2028"\nsource = ["gazette"]\n'
    titles = ["=1+1", "@x", "a, b; c", 'say "x"', r"back\slash", "-", "Salle « B »"]
    for at, title in enumerate(map(toml_value, titles)):
        text += f"[[session]]\ntitle = {title}\ndate = 2028-05-0{3 + at % 3}\n"
        text += f'room = "B « 1 »"\nstart = "2{at % 4}:59"\nend = "0{at}:05"\n'
    (root / "oslo" / "2028.toml").write_text(text, "utf-8")
    monkeypatch.setenv("MILIPOL_DATA", str(root))
    file = str(tmp_path / f"programme.{kind}")
    if kind == "ics":
        run("export", "oslo-2028", "--sessions", "-o", file)
    else:
        run("show", "oslo-2028", "--format", "csv", "-o", file)
    monkeypatch.setenv("MILIPOL_DATA", str(copy))
    ran = run("import", file, "--edition", "oslo-2028")
    assert (ran.code, ran.err) == (0, "")
    assert _times_in(copy) == _times_in(root)


HOSTILE = (
    "=HYPERLINK(1)",
    "\x1b]0;title\x07 \x1b[31mred",
    "\u202eleft",
    "../../etc/passwd",
    "$(touch pwned) `touch pwned`",
    '"""\n[[session]]\nid = "x"',
    "a\r\nBEGIN:VALARM",
    "\ud83d",
    "# below SHA-256: " + "0" * 64,
)


def test_no_text_gets_out_of_its_place(run: Run, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    lines = ["BEGIN:VCALENDAR"]
    for text in HOSTILE:
        value = text.replace("\\", "\\\\").replace("\r", "").replace("\n", "\\n")
        lines += [
            "BEGIN:VEVENT",
            f"UID:{value}",
            "DTSTART;TZID=Europe/Paris:20271116T100000",
            f"SUMMARY:{value}",
            f"LOCATION:{value}",
            f"DESCRIPTION:{value}",
            f"X-{value[:1]}:1",
            "END:VEVENT",
        ]
    text = "\n".join([*lines, "END:VCALENDAR", ""])
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    ran = run("import", str(path), *PARIS)
    assert (ran.code, ran.err, acting(ran.out)) == (0, "", [])
    assert {p.name for p in folder.rglob("*")} == {"paris", "2027.toml", "sources.toml"}
    written = (folder / "paris" / "2027.toml").read_text("utf-8")
    assert acting(written) == []
    assert run("check").code == 0
    programme = Catalog([folder]).programme("paris-2027")
    assert programme is not None
    assert len(programme.session) == len(HOSTILE)
    assert "unchanged" in run("import", str(path), *PARIS).out
    run("export", "paris-2027", "--sessions", "-o", str(tmp_path / "out.ics"))
    exported = (tmp_path / "out.ics").read_text("utf-8")
    # The edition and the sessions.
    assert exported.count("BEGIN:VEVENT") == 1 + len(HOSTILE)


def test_a_file_with_an_odd_name_is_imported(run: Run, folder: Path, tmp_path: Path) -> None:
    path = f"{tmp_path}/\x1b[31m\udcff\n.ics"
    shutil.copy(OWN / "paris.ics", path)
    ran = run("import", path, *PARIS, "--json")
    assert (ran.code, acting(ran.out)) == (0, [])
    assert acting((folder / "paris" / "2027.toml").read_text("utf-8")) == []
    assert run("check", "--strict").code == 0


def test_a_programme_that_would_not_be_read_is_not_written(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_MAX_BYTES_OF_YEAR", 500)
    ran = run("import", str(OWN / "paris.ics"), *PARIS)
    assert ran.code == 5
    assert ran.err.endswith(" bytes; at most 500 are read\n")
    assert [path for path in folder.rglob("*") if path.is_file()] == []


@pytest.mark.slow
def test_a_programme_larger_than_other_files_is_imported_and_read(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "programme.csv"
    rows = (
        f"Talk {number},2027-11-{16 + number % 4},10:00,Hall {number % 50},{'x ' * 999}"
        for number in range(2_500)
    )
    path.write_text("\n".join(["Title,Date,Start,Room,Abstract", *rows]), "utf-8")
    ran = run("import", str(path), *PARIS)
    assert (ran.code, ran.err) == (0, "")
    assert (folder / "paris" / "2027.toml").stat().st_size > MAX_BYTES
    ran = run("show", "paris-2027/talk-2499")
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize("left", [1, 2])
def test_an_import_that_is_killed_leaves_a_folder_without_errors(
    run: Run, monkeypatch: pytest.MonkeyPatch, left: int
) -> None:
    """And the same command goes on where it ended."""
    args = ("import", str(OWN / "paris.ics"), *EXPO, *IN_OSLO)
    write = files.write_whole
    written: list[str] = []

    def killed(name: str, parts: list[bytes]) -> None:
        if len(written) == left:
            raise CannotWrite("killed")
        written.append(name)
        write(name, parts)

    with monkeypatch.context() as patch:
        patch.setattr(files, "write_whole", killed)
        assert run(*args).code == 5
    assert [Path(name).name for name in written] == ["sources.toml", "show.toml"][:left]
    assert run("check").code == 0
    assert run(*args).code == 0
    assert run("check").code == 0
    assert "unchanged" in run(*args).out


@pytest.mark.parametrize(
    ("file", "text"),
    [("mine", "Not a directory"), ("mine/paris", "paris: cannot be written: it is not a folder")],
)
def test_files_in_the_way_are_refused(run: Run, tmp_path: Path, file: str, text: str) -> None:
    write_file(tmp_path / file, "")
    ran = run("import", str(OWN / "paris.ics"), *PARIS, "--into", f"{tmp_path}/mine")
    assert (ran.code, ran.err.count("\n")) == (5, 1)
    assert text in ran.err


def test_without_a_home_a_folder_is_asked_for(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("milipol_cli.cli.environment.own_path", lambda _: None)
    ran = run("import", str(OWN / "paris.ics"), *PARIS)
    text = "your home folder is not known; set a folder with --into"
    assert (ran.code, ran.err) == (2, f"milipol: {text}\n")


@pytest.mark.parametrize(
    ("row", "edition", "start", "text"),
    [
        (
            b"A,2027-11-16,10:00,2027-11-16 23:30",
            PARIS,
            dt.time(10),
            "lasts more than 12 hours: the end is left out",
        ),
        (
            b"A,2027-11-16,23:00,22:00",
            PARIS,
            dt.time(23),
            "ends before it starts: the end is left out",
        ),
        # Clocks go forward at 02:00 on 28 March 2027 in Oslo.
        (
            b"A,2027-03-28,02:30,03:30",
            (*EXPO, *IN_OSLO),
            None,
            "start skipped by the clock change in Europe/Oslo: the times are left out",
        ),
        (
            b"A,2027-03-28,01:30,02:30",
            (*EXPO, *IN_OSLO),
            dt.time(1, 30),
            "end skipped by the clock change in Europe/Oslo: the end is left out",
        ),
    ],
)
def test_what_check_would_refuse_is_left_out(
    run: Run,
    folder: Path,
    tmp_path: Path,
    row: bytes,
    edition: tuple[str, ...],
    start: dt.time | None,
    text: str,
) -> None:
    path = tmp_path / "a.csv"
    other = b"B,2027-11-17,,,,\n" if edition == PARIS else b""
    path.write_bytes(HEAD + row + b",,\n" + other)
    ran = run("import", str(path), *edition, "--clock", "24", "--json")
    assert [(each["line"], each["text"]) for each in ran.json["doubts"]] == [(2, text)]
    assert run("check", str(folder)).code == 0
    programme = Catalog([folder]).programme(ran.json["edition"])
    assert programme is not None
    (first, *_) = programme.session
    assert (first.start, first.end) == (start, None)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:A\nEND:VEVENT\nEND:VCALENDAR\n",
            "no session can be imported: 'A': start not understood: left out",
        ),
        (
            b"<schedule><day><event><title>A</title></event></day></schedule>",
            "no day in the file: set its only day with --start",
        ),
        (
            HEAD + b"A,2027-05-04,,,,\nB,2026-05-04,,,,\n",
            "sessions from 4 May 2026 (line 3) to 4 May 2027 (line 2); expected an"
            " edition of at most 60 days; leave only its sessions in the file",
        ),
    ],
    ids=range(3),
)
def test_a_new_show_needs_days(
    run: Run, folder: Path, tmp_path: Path, raw: bytes, text: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(raw)
    assert run("import", str(path), *EXPO, *IN_OSLO).refusal == (4, f"{path}: {text}")
    assert list(folder.iterdir()) == []


def test_given_days_are_told_from_those_of_sessions(run: Run) -> None:
    week = str(OWN / "week-18.csv")
    refused = run("import", week, *EXPO, *IN_OSLO, "--start", "2026-05-04").refusal
    assert refused == (
        4,
        f"{week}: sessions from 4 May 2026 (given) to 5 May 2027 (line 3); expected an"
        " edition of at most 60 days; leave only its sessions in the file",
    )


def test_days_that_were_added_by_hand_stay(run: Run, folder: Path) -> None:
    new = ("--new-show", "mv", "--name", "M V", "--city", "Bonn", "--country", "DE")
    zone = ("--zone", "Europe/Berlin")
    assert run("import", str(OWN / "week-18.csv"), *new, *zone).code == 0
    with (folder / "mv" / "show.toml").open("a", encoding="utf-8") as file:
        file.write(
            "\n[[edition.notice]]\nstart = 2027-05-03\nend = 2027-05-05\n"
            'status = "announced"\nknown_by = 2026-12-01\nsource = ["own"]\n'
        )
    longer = "in your data: 3-12 May 2027, previously 3-5 May.\n"
    planned = run("import", str(OWN / "week-19.csv"), *new, "--dry-run")
    assert f"\nM V 2027 would have 10 days {longer}" in planned.out
    ran = run("import", str(OWN / "week-19.csv"), *new)
    assert f"\nM V 2027 now has 10 days {longer}" in ran.out


def test_sessions_without_any_day_are_imported(run: Run, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(
        "<schedule><day><room><event><title>A</title></event></room></day></schedule>", "utf-8"
    )
    ran = run("import", str(path), *PARIS, "--rest", "keep")
    assert "schedule.xml: 1 session, 0 rooms and 0 speakers." in ran.out
    assert run("check", str(folder)).code == 0


def test_windows_line_ends_are_no_edit(run: Run, folder: Path) -> None:
    args = ("import", str(OWN / "paris.ics"), *PARIS)
    run(*args)
    path = folder / "paris" / "2027.toml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    ran = run("import", str(OWN / "paris-2.ics"), *args[2:])
    assert (ran.code, ran.err) == (0, "")


NEW = f"""\
[[source]]
id = "paris-2027-programme"
publisher = "{{}}"
kind = "{{}}"
title = "Programme, SHA-256 {{}}"
date = {ON}
"""
OLD = """\
[[source]]
id = "paris-2027-programme"  # of 2.0
# It is mine.
publisher = "Comexposium for the GIE Milipol"
kind = "organiser"
title = "Programme, paris.ics"
date = 2026-11-24
"""


@pytest.mark.parametrize(
    ("options", "publisher", "kind"),
    [
        ((), "a participant's file", "participant"),
        (("--publisher", "Ann Author"), "Ann Author", "participant"),
        (("--official",), "Comexposium for the GIE Milipol", "organiser"),
        (("--official", "--publisher", "The GIE"), "The GIE", "organiser"),
    ],
)
def test_only_the_organiser_is_the_organiser(
    run: Run, folder: Path, options: tuple[str, ...], publisher: str, kind: str
) -> None:
    for name, digest in (("paris.ics", "529a162fb1f8"), ("paris-2.ics", "ab75983ed19f")):
        assert run("import", str(OWN / name), *PARIS, *options).code == 0
        text = (folder / "sources.toml").read_text("utf-8")
        assert text == NEW.format(publisher, kind, digest)


def test_who_made_a_file_can_be_said_later(run: Run, folder: Path) -> None:
    """Though no session changed; the same again, or without it, changes nothing."""
    args = ("import", str(OWN / "paris.ics"), *PARIS)
    run(*args)
    assert "Wrote" in run(*args, "--official", "--publisher", "The GIE").out
    text = (folder / "sources.toml").read_text("utf-8")
    assert text == NEW.format("The GIE", "organiser", "529a162fb1f8")
    for options in ((), ("--official", "--publisher", "The GIE")):
        assert "unchanged" in run(*args, *options).out
        assert (folder / "sources.toml").read_text("utf-8") == text


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_false_source_of_2_0_is_found_and_repaired(run: Run, folder: Path, end: str) -> None:
    args = ("import", str(OWN / "paris.ics"), *PARIS)
    run(*args)
    path = folder / "sources.toml"
    others = '[[source]]\nid = "own"\npublisher = "Me"\nkind = "press"\n\n'
    more = others.replace("own", "other")
    path.write_bytes(f"{others}{OLD}\n{more}".replace("\n", end).encode())
    ran = run("check", "--strict", str(folder))
    assert "milipol 2.0 wrote without knowing it" in " ".join(ran.out.split())
    assert run(*args).code == 0
    new = NEW.format("a participant's file", "participant", "529a162fb1f8")
    new = new.replace('e"\n', 'e"  # of 2.0\n# It is mine.\n', 1)
    text = path.read_bytes().decode()
    assert text == f"{others}{new}\n{more}".replace("\n", end)
    assert run("check", "--strict", str(folder)).code == 0
    assert "unchanged" in run(*args).out
    assert path.read_bytes().decode() == text


def test_a_source_by_hand_stays(run: Run, folder: Path) -> None:
    args = (str(OWN / "paris.ics"), *PARIS)
    run("import", *args)
    path = folder / "sources.toml"
    key = 'id = "paris-2027-programme"'
    for text in (
        f'[[source]]\n{key}\npublisher = "Me"\nkind = "press"\n',
        f'source = [{{ {key}, publisher = "Me", kind = "organiser", title = "Programme, x" }}]\n',
    ):
        path.write_text(text, "utf-8")
        assert run("import", str(OWN / "paris-2.ics"), *PARIS).code == 0
        assert path.read_text("utf-8") == text
        run("import", *args)


def test_the_source_goes_to_the_end_of_a_file_of_sources(run: Run, folder: Path) -> None:
    path = folder / "sources.toml"
    own = '[[source]]\nid = "own"\npublisher = "Me"\nkind = "participant"  # mine'
    path.write_text(own, "utf-8")
    run("import", str(OWN / "paris.ics"), *PARIS)
    assert path.read_text("utf-8").startswith(f"{own}\n\n[[source]]\n")
    path.write_text("source = 1", "utf-8")
    (folder / "paris" / "2027.toml").unlink()
    ran = run("import", str(OWN / "paris.ics"), *PARIS)
    assert (ran.code, ran.err.startswith(f"milipol: {path}: ")) == (4, True)
    assert not (folder / "paris" / "2027.toml").exists()
