"""Whether the data files that are published would be taken by `milipol update`."""

import datetime as dt
import tempfile
from pathlib import Path

from milipol_cli import files
from milipol_cli.check.query import errors_in
from milipol_cli.errors import InvalidData
from milipol_cli.network.load.sharing import SharedData
from milipol_cli.network.published import why_future


def refuse_future(reviewed: dt.date | None, today: dt.date) -> None:
    """Raises InvalidData if nobody could fetch data with this day of review today."""
    why = None if reviewed is None else why_future(reviewed, today)
    if why is not None:
        raise InvalidData(f"nothing published, because the data {why}")


def refuse_errors(shared: SharedData) -> None:
    """Raises InvalidData if there are errors in what the user's own files add to."""
    if not shared.adds:
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files.write_each(folder, sorted(shared.files.items()))
        errors = errors_in(folder)
        if errors:
            first = errors[0]._replace(line=None)
            raise InvalidData(
                f"nothing published, because the data has errors: {first};"
                " see milipol check"
            )
