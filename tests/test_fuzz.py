"""Any folder of data, whole or damaged, gets an answer from every command.

`make test-slow` draws some folders that are always the same, and others until half a
minute is over; `make fuzz` goes on for as many seconds as it is given.
"""

import csv
import io
import json
import os
import random
import shlex
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, note, seed, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import fuzzing
from calls import CALLS, WITHOUT_FORMAT, takes
from conftest import acting, write_file
from milipol_cli.app import app
from milipol_cli.look import output

SECONDS = int(os.environ.get("FUZZ_SECONDS", "30"))
# How many folders are drawn at once.
EXAMPLES = 20

DAYS = ("2025-04-24T10:20Z", "2028-05-03", "2028-05-03T10:20Z", "1900-01-01", "2199-12-31")
READERS = ("UTC", "Asia/Tokyo", "Pacific/Pago_Pago")
KEYS = (
    *fuzzing.SHOWS,
    *fuzzing.IDS,
    *(f"{show}-{year}" for show in fuzzing.SHOWS for year in fuzzing.YEARS),
    "oslo-2028/talk",
    "oslo-2028/exhibitors/acme",
    "x-2025/2025-04-24",
)
# These report what they did on stderr.
CHANGING = ("agenda add", "agenda done", "agenda remove")
FOR_PROGRAMS = [form for form in output.FORMATS if not output.is_for_people(form)]
# In each {} is an id.
LINES = [*(f"{line} --format {form}" for line in CALLS for form in output.FORMATS), *WITHOUT_FORMAT]
AS_OF = [line for line in LINES if takes("--on", *shlex.split(line))]
UNDATED = [line for line in LINES if line not in AS_OF]
_keys = st.sampled_from(KEYS)
_lines = st.one_of(
    st.builds(
        lambda command, key, day, zone: f"{command.format(key)} --on {day} --tz {zone}",
        st.sampled_from(AS_OF),
        _keys,
        st.sampled_from(DAYS),
        st.sampled_from(READERS),
    ),
    st.builds(str.format, st.sampled_from(UNDATED), _keys),
)


@settings(
    max_examples=EXAMPLES,
    database=None,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)
@given(fuzzing.folders(), st.lists(_lines, min_size=4, max_size=4))
def _answers(files: dict[str, bytes], lines: list[str]) -> None:
    """Writes a folder and runs commands on it; `check` reports what they warn about."""
    with tempfile.TemporaryDirectory() as root, pytest.MonkeyPatch.context() as patch:
        for name, raw in files.items():
            note(f"{name}: {raw!r}")
            path = Path(root, "agenda.toml" if name == fuzzing.AGENDA else f"data/{name}")
            write_file(path, raw)
        Path(root, "data").mkdir(exist_ok=True)
        patch.chdir(root)
        patch.setenv("MILIPOL_DATA", str(Path(root, "data")))
        patch.setenv("MILIPOL_AGENDA", str(Path(root, "agenda.toml")))
        code, out, _ = _answered("check --json")
        faults = json.loads(out)["faults"]
        reported = {fault["file"] for fault in faults}
        wrong = {fault["file"] for fault in faults if fault["severity"] == "error"}
        assert code == (4 if wrong else 0)
        for line in lines:
            _, _, err = _answered(line)
            warnings = [
                text.removeprefix("milipol: ")
                for text in err.splitlines()
                if text.endswith("see milipol check")
            ]
            # `publish` names the place of an error within the data folder.
            named = {
                text.partition(": ")[0]
                for text in warnings
                if not text.startswith("nothing published")
            }
            assert named <= reported


def _answered(line: str) -> tuple[int, str, str]:
    """What a command answers, which must do no harm and be of its format."""
    note(line)
    result = CliRunner().invoke(app, shlex.split(line), prog_name="milipol")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    out, err = result.stdout_bytes.decode(), result.stderr
    assert result.exit_code in {0, 2, 3, 4, 5, 6}
    if line.startswith("export"):  # a calendar holds any text, but no control
        assert [char for char in acting(out, "\r\n") if ord(char) < 0xA0] == []
    else:
        assert acting(out, "\n\t" if "tsv" in line else "\n") == []
    assert acting(err) == []
    is_for_people = not any(f"--format {form}" in line for form in FOR_PROGRAMS)
    has_notes = line.startswith("remind") and is_for_people
    if not (has_notes or line.startswith(("export", "publish", "agenda "))):
        assert [line for line in err.splitlines() if not line.startswith("milipol: ")] == []
    if result.exit_code == 0 and "json" in line:
        json.loads(out)
    for form, separator in (("csv", ","), ("tsv", "\t")):
        if result.exit_code == 0 and f"--format {form}" in line:
            rows = csv.reader(io.StringIO(out), delimiter=separator)
            assert len({len(row) for row in rows}) == 1
    return result.exit_code, out, err


@pytest.mark.slow
def test_any_folder_is_answered() -> None:
    """The same ones at every run, then others, each with a seed of its own."""
    end = time.monotonic() + SECONDS
    _answers()
    while time.monotonic() < end:
        seed(random.randrange(10**9))(_answers)()
