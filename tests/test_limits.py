"""`--limit` has the same meaning for every list."""

import re

import pytest

from conftest import Run

LIMIT = ("--limit", "1")
AHEAD = ("--on", "2027-11-02T09:00+01:00", "--within", "9999h")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("exhibitors", ("exhibitors", "paris-2025")),
        ("exhibitors", ("exhibitors", "--show", "paris", "thales")),
        ("counts", ("exhibitors", "paris-2025", "--by", "country")),
        ("items", ("news",)),
        ("items", ("agenda", "--on", "2023-11-15")),
        ("items", ("agenda", "--on", "2023-11-15", "--with", "agenda.toml")),
        ("results", ("search", "singapore", "--kind", "session")),
        ("editions", ("upcoming", "--on", "2023-11-16")),
        ("shows", ("show",)),
        ("alarms", ("remind", "--all", *AHEAD)),
    ],
)
def test_what_a_limit_leaves_out_is_counted(
    run: Run, monkeypatch: pytest.MonkeyPatch, rows: str, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("MILIPOL_AGENDA", "agenda.toml")
    run("agenda", "add", "paris-2027", "paris-2023/continuum-2-panel")
    whole, record = (run(*words, *more, "--json").json for more in ((), LIMIT))
    hidden = len(whole[rows]) - 1
    assert record[rows] == whole[rows][:1]
    assert hidden > 0
    assert record.get("not_shown", hidden) == hidden
    assert whole.get("not_shown", 0) == 0
    for form in ("table", "plain", "markdown"):
        ran = run(*words, *LIMIT, "--format", form)
        found = re.findall("^[ -]*([0-9,]+) more .* not shown[.]$", ran.out + ran.err, re.MULTILINE)
        assert found == [f"{hidden:,}"], form
