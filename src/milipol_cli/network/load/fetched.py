"""The data that `milipol update` fetched, and which shows are used from it.

Fetched data lies in folders of its own; a small file names the folder in use. Shows are
compared one by one: of a bundled show, the data that was reviewed last is used. Other
shows are always used, whatever is newer as a whole.
"""

import contextlib
import datetime as dt
import functools
import re
from collections.abc import Mapping
from pathlib import Path

import msgspec

from milipol_cli.base.errors import InvalidData
from milipol_cli.network.load.reading import Base, bundle, is_folder

# What `milipol publish` and `milipol update` agree on: the name of the manifest, its
# version, and more.
MANIFEST = "manifest.json"

# The version of the manifest.
SCHEMA = 1

# What is fetched at most; no file has more than a data file may have (`MAX_BYTES`).
MOST_BYTES = 64 * 2**20
MOST_FILES = 2_000

# The latest version of milipol whose data this one reads, and the version that data of
# all shows needs. Data of some shows needs the former: 3.0 would take it for all data.
DATA_VERSION = (4, 0)
WHOLE_VERSION = (3, 0)

_ADDED = re.compile(rb"^added = [0-9]{4}-[0-9]{2}-[0-9]{2}\n", re.MULTILINE)
_REVIEWED = rb"(?m)^reviewed = ([0-9]{4}-[0-9]{2}-[0-9]{2})"


class Fetched(msgspec.Struct, frozen=True):
    """Data that was fetched: the name of its folder, and where it came from.

    `adds` is whether it has more than the bundled data of its publisher, `only` the ids
    of its shows if it has only some, and `by` who published it.
    """

    folder: str
    reviewed: dt.date
    serial: int
    address: str
    etag: str | None = None
    adds: bool = False
    only: tuple[str, ...] = ()
    by: str | None = None


class State(msgspec.Struct, frozen=True):
    """The data fetched last, and the data in use before; None is the bundled data."""

    current: Fetched | None = None
    before: Fetched | None = None


class _StateFile(msgspec.Struct, frozen=True):
    """The state as the small file has it, with data of some shows apart.

    milipol 3.0 knows the first two keys only, and would use the data there in place of
    all shows.
    """

    current: Fetched | None = None
    before: Fetched | None = None
    current_of_shows: Fetched | None = None
    before_of_shows: Fetched | None = None


def state_file(root: Path) -> Path:
    """The small file in the folder of fetched data that names the data in use."""
    return root / "current.json"


def read_state(root: Path) -> State:
    """The state of the fetched data; raises InvalidData if its file is damaged."""
    path = state_file(root)
    try:
        raw = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return State()
    except OSError as error:
        raise InvalidData(f"{path}: cannot be read: {error.strerror}") from None
    try:
        file = msgspec.json.decode(raw, type=_StateFile)
    except msgspec.DecodeError:
        advice = "remove it, and run milipol update"
        raise InvalidData(f"{path}: damaged; {advice}") from None
    return State(
        current=file.current_of_shows or file.current, before=file.before_of_shows or file.before
    )


def _is_of_shows(fetched: Fetched | None) -> bool:
    return fetched is not None and bool(fetched.only)


def state_bytes(state: State) -> bytes:
    """The state as the small file has it."""
    current, before = state.current, state.before
    file = _StateFile(
        current=None if _is_of_shows(current) else current,
        before=None if _is_of_shows(before) else before,
        current_of_shows=current if _is_of_shows(current) else None,
        before_of_shows=before if _is_of_shows(before) else None,
    )
    return msgspec.json.format(msgspec.json.encode(file)) + b"\n"


def base_of(root: Path | None) -> Base:
    """The data that own data adds to: bundled, fetched to `root`, or some of both."""
    current = None if root is None else _current(root)
    if root is None or current is None:
        return Base(bundle())
    fetched = root / current.folder
    bundled_reviews, fetched_reviews = bundle_reviews(), reviews(fetched)
    used = shows_used(fetched_reviews, adds=current.adds)
    foreign = frozenset(fetched_reviews.keys() - bundled_reviews.keys())
    # The newer data as a whole is the root, the other has single shows. On the same
    # day, only data that adds something counts as newer.
    fetched_day = min(fetched_reviews.values())
    is_newer = (fetched_day, current.adds) > (bundle_reviewed(), False)
    if is_newer and not current.only:
        of_bundle = frozenset(bundled_reviews.keys() - used)
        return Base(fetched, bundle() if of_bundle else None, of_bundle, foreign)
    return Base(bundle(), fetched, used, foreign) if used else Base(bundle())


def shows_used(fetched_reviews: Mapping[str, dt.date], *, adds: bool) -> frozenset[str]:
    """The ids of the shows that are used from fetched data, by their reviews there.

    A show that was reviewed on the same day as the bundled one is used only if the
    fetched data `adds` something.
    """
    bundled_reviews = bundle_reviews()
    return frozenset(
        show
        for show, day in fetched_reviews.items()
        if show not in bundled_reviews or (day, adds) > (bundled_reviews[show], False)
    )


def _current(root: Path) -> Fetched | None:
    """The data fetched last, if its folder is still there, with a show in it."""
    current = read_state(root).current
    if current is None or not is_folder(root / current.folder):
        return None
    return current if reviews(root / current.folder) else None


def fetched_in_use(root: Path) -> Fetched | None:
    """The fetched data of which a show is used; None if all are bundled."""
    current = _current(root)
    if current is None:
        return None
    return current if root / current.folder in base_of(root)[:2] else None


def reviewed_in_use(root: Path) -> dt.date:
    """The day of the oldest review in the data in use, as a whole."""
    folder = base_of(root).root
    return bundle_reviewed() if folder == bundle() else min(reviews(folder).values())


def bundle_reviewed() -> dt.date:
    """The day of the oldest review in the bundled data."""
    return min(bundle_reviews().values())


def bundle_reviews() -> Mapping[str, dt.date]:
    """The days of the reviews of the bundled shows."""
    return _reviews_once(bundle())


@functools.cache
def _reviews_once(folder: Path) -> Mapping[str, dt.date]:
    return reviews(folder)


def reviews(folder: Path) -> Mapping[str, dt.date]:
    """The days of the reviews of the shows in a data folder, from a line of each.

    Every command needs them once data was fetched, so the files are not parsed.
    """
    return {
        path.parent.name: dt.date.fromisoformat(day[1].decode())
        for path in sorted(folder.glob("*/show.toml"))
        if (day := re.search(_REVIEWED, path.read_bytes())) is not None
    }


class _News(msgspec.Struct, frozen=True):
    """The part of a manifest about news; see `Manifest`."""

    added: Mapping[str, dt.date] = {}


def without_added(raw: bytes) -> bytes:
    """A data file as it is published: the manifest has the days that news was added.

    milipol 3.0 would refuse the file with them.
    """
    return _ADDED.sub(b"", raw)


def days_added(base: Base) -> Mapping[str, dt.date]:
    """The days on which data that was fetched got news, by the ids of the news."""
    days: dict[str, dt.date] = {}
    for folder in filter(None, base[:2]):
        with contextlib.suppress(OSError, msgspec.DecodeError):
            raw = (folder / MANIFEST).read_bytes()
            days |= msgspec.json.decode(raw, type=_News).added
    return days


def why_future(reviewed: dt.date, today: dt.date) -> str | None:
    """Why a review date is wrong: the day has not begun in any zone; None if it has."""
    if reviewed <= today + dt.timedelta(days=1):
        return None
    return f"says reviewed {reviewed}, but today is {today}"
