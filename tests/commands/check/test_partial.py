"""Files with errors: tables without errors are checked, too, and others have one."""

from pathlib import Path

import pytest

from milipol_cli.commands.check.query import check
from milipol_cli.network.load.reading import bundle

SHOW = """\
[show]
id = "oslo"
name = "Oslo Fair"
city = "Oslo"
country = "Norway"
country_code = "NO"
zone = "Europe/Oslo"
reviewed = 2026-11-24
source = ["own", "lost"]

[[venue]]
id = "hall"
zone = "Europe/Oslo"
city = "Oslo"
source = ["own"]
"""
EDITION = """
[[edition]]
id = "oslo-2028"
notes = ["x"]
source = ["lost-too"]

[[edition.notice]]
known = 2026-11-01
start = 2028-05-01
end = 2028-05-03
status = "announced"
venue = "hall"
source = ["own"]
"""
SOURCES = '[[source]]\nid = "own"\npublisher = "me"\nkind = "organiser"\n'
NEWS = """
[[news]]
id = "{}"
title = "T"
summary = "S"
show = "{}"
printed = 2026-11-01
source = ["{}"]
"""
SESSION = '\n[[session]]\nid = "{}"\ntitle = "T"\ndate = {}\nsource = ["{}"]\n'


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        # What is cited and what is named, beside a key that does not exist.
        (
            {
                "oslo/show.toml": SHOW.replace('city = "Oslo"\nso', "capacity = 7\nso")
                + EDITION.replace('venue = "hall"', 'venue = "hill"'),
                "news.toml": NEWS.format("a", "olso", "lost")
                + NEWS.format("b", "oslo", "own").replace("2026-11-01", "7"),
            },
            [
                "news[0].show: unknown show 'olso'; did you mean oslo?",
                "news[1].printed: found 7; expected a date like 2027-05-04",
                "show.source[1]: unknown source 'lost'; add it to sources.toml",
                "venue[0].capacity: unknown key 'capacity'; did you mean city?",
                "edition[0].source[0]: unknown source 'lost-too'; add it to sources.toml",
                "edition[0].notice[0].venue: found 'hill'; expected the id of a [[venue]]",
            ],
        ),
        # A venue with an error is a venue, and one with two errors has the first.
        (
            {
                "oslo/show.toml": SHOW.replace('"lost"', '"own"')
                + SHOW[SHOW.index("\n[[venue]]") :].replace('"own"', '"lost"')
                + EDITION.replace('"lost-too"', '"own"')
                + "\n[[edition.notice]]\nknown = 2026-11-02\nstatus = 'off'\n"
                "source = ['own']\n",
                "sources.toml": SOURCES + SOURCES + 'address = "here"\n',
            },
            [
                "venue[1].id: 'hall' is already the id of another venue",
                "edition[0].notice[1].status: found 'off'; expected tentative,"
                " announced, postponed, cancelled or held",
                "source[1].id: 'own' is already the id of another source",
            ],
        ),
        # Sessions of one id, on other days.
        (
            {
                "oslo/show.toml": SHOW.replace('"lost"', '"own"')
                + EDITION.replace('"lost-too"', '"own"'),
                "oslo/2028.toml": 'edition = "oslo-2028"\n'
                + SESSION.format("a", "2028-05-01", "lost")
                + SESSION.format("a", "2028-05-09", "lost")
                + SESSION.format("b", "2028-05-09", "own"),
            },
            [
                "session[0].source[0]: unknown source 'lost'; add it to sources.toml",
                "session[1].id: 'a' is already the id of another session",
                "session[2].date: found 2028-05-09; expected a day of oslo-2028, from"
                " 2028-05-01 to 2028-05-03",
            ],
        ),
        # Nothing is known about a show whose head is wrong; its sources are checked.
        (
            {
                "oslo/show.toml": SHOW.replace('name = "Oslo Fair"', "name = 7")
                + EDITION.replace("2028-05-01", "'May'"),
                "news.toml": NEWS.format("a", "olso", "own"),
                "oslo/2028-extra.toml": 'edition = "oslo-2029"\n'
                + SESSION.format("a", "2028-05-01", "lost"),
            },
            [
                "news[0].show: unknown show 'olso'; did you mean oslo?",
                "edition: found 'oslo-2029'; expected 'oslo-2028', to match the name of the file",
                "session[0].source[0]: unknown source 'lost'; add it to sources.toml",
                "show.name: found 7; expected a text of 1 to 10,000 characters",
                "edition[0].source[0]: unknown source 'lost-too'; add it to sources.toml",
                "edition[0].notice[0].start: found 'May'; expected a date like 2027-05-04",
            ],
        ),
    ],
)
def test_other_tables_are_checked_beside_one_with_an_error(
    tmp_path: Path, files: dict[str, str], expected: list[str]
) -> None:
    for name, text in {"sources.toml": SOURCES, **files}.items():
        (tmp_path / "mine" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "mine" / name).write_text(text, "utf-8")
    answer = check([bundle(), tmp_path / "mine"], [tmp_path / "mine"])
    assert [
        f"{problem.place}: {problem.text}"
        for problem in answer.problems
        if problem.severity == "error"
    ] == expected
