"""The data that `milipol update` fetched, and whether it is newer than the bundled.

It lies in folders of its own; a small file names the one in use.
"""

import datetime as dt
import functools
import re
from pathlib import Path

import msgspec

from milipol_cli.base.errors import InvalidData
from milipol_cli.network.load.reading import bundle, is_folder

# What `milipol publish` and `milipol update` agree on: the name of the manifest, its
# version, and more.
MANIFEST = "manifest.json"

# The version of the manifest.
SCHEMA = 1

# What is fetched at most; no file of it has more than a data file may (`MAX_BYTES`).
MOST_BYTES = 64 * 2**20
MOST_FILES = 2_000

# The version of milipol that brought the newest fields of data files. Data that needs a
# later one is refused.
DATA_VERSION = (4, 0)

_REVIEWED = rb"(?m)^reviewed = ([0-9]{4}-[0-9]{2}-[0-9]{2})"


class Fetched(msgspec.Struct, frozen=True):
    """Data that was fetched: the name of its folder, and where it came from.

    `adds` is whether it has more than the bundled data of its publisher.
    """

    folder: str
    reviewed: dt.date
    serial: int
    address: str
    etag: str | None = None
    adds: bool = False

    @property
    def is_newer(self) -> bool:
        """Whether it replaces the bundled data: on the same day, only if it adds."""
        return (self.reviewed, self.adds) > (bundle_reviewed(), False)


class State(msgspec.Struct, frozen=True):
    """What was fetched last, and what was in use before; None is the bundled data."""

    current: Fetched | None = None
    before: Fetched | None = None


def state_file(root: Path) -> Path:
    """The small file in the folder of fetched data that names the data in use."""
    return root / "current.json"


def read_state(root: Path) -> State:
    """What was fetched; raises InvalidData if the file that says so is damaged."""
    path = state_file(root)
    try:
        raw = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return State()
    except OSError as error:
        raise InvalidData(f"{path}: cannot be read: {error.strerror}") from None
    try:
        return msgspec.json.decode(raw, type=State)
    except msgspec.DecodeError:
        advice = "remove it, and run milipol update"
        raise InvalidData(f"{path}: damaged; {advice}") from None


def base_folder(root: Path | None) -> Path:
    """The folder that other data adds to: the bundled, or newer data in `root`."""
    current = None if root is None else fetched_in_use(root)
    return bundle() if root is None or current is None else root / current.folder


def fetched_in_use(root: Path) -> Fetched | None:
    """The fetched data that is in use; None if that is the bundled data."""
    current = read_state(root).current
    if current is None or not current.is_newer:
        return None
    return current if is_folder(root / current.folder) else None


def reviewed_in_use(root: Path) -> dt.date:
    """The day on which the data in use was reviewed."""
    current = fetched_in_use(root)
    return bundle_reviewed() if current is None else current.reviewed


def bundle_reviewed() -> dt.date:
    """The day of the oldest review in the bundled data."""
    return _reviewed(bundle())


@functools.cache
def _reviewed(folder: Path) -> dt.date:
    """The day of the oldest review of a show, from a line of each.

    Every command needs it once data was fetched, so the files are not parsed.
    """
    days = (
        re.search(_REVIEWED, path.read_bytes()) for path in folder.glob("*/show.toml")
    )
    return min(dt.date.fromisoformat(day[1].decode()) for day in days if day)


def why_future(reviewed: dt.date, today: dt.date) -> str | None:
    """What is wrong with a day of review that has not begun in any zone, if so."""
    if reviewed <= today + dt.timedelta(days=1):
        return None
    return f"says reviewed {reviewed}, but today is {today}"
