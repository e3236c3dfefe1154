"""Finds data folders and reads their files, without own files that have errors."""

import contextlib
import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from milipol_cli.base.errors import InvalidData, Problem, with_consequence
from milipol_cli.network.load.findings import ParsedTable, is_tables
from milipol_cli.network.load.parsed_tables import ParsedTables

# What the system answers if there is no such file.
_MISSING = (FileNotFoundError, NotADirectoryError)
_MIB = 1024 * 1024
MAX_BYTES = 4 * _MIB
# For 20,000 sessions with abstracts, or 100,000 exhibitors: more than any show has.
_MAX_BYTES_OF_YEAR = 32 * _MIB
# The folder of the lists of other fairs, in that of the bundled data, and the file
# there that names them.
CIRCUIT, FAIRS = "circuit", "fairs.toml"
# The file in the folder of the bundled data that has all lists.
PACK = "lists.pack"
COMPANIES = "companies.toml"
# The files with records of all shows.
SHARED = NEWS, SOURCES = "news.toml", "sources.toml"


def most_bytes(path: Path) -> int:
    """How many bytes a data file may have: more for programmes and lists of a year."""
    is_of_year = path.name[:4].isdecimal() and path.name[4:5] in (".", "-")
    return _MAX_BYTES_OF_YEAR if is_of_year else MAX_BYTES


def data_folders(base: Path, named: str, own: Path | None) -> list[Path]:
    """The folders that data is read from: the base, then the user's own.

    `named` is the value of MILIPOL_DATA: folders joined by the path separator. Without
    it, the folder `own` is read if there is one. Raises InvalidData for a named folder
    that does not exist.
    """
    folders = [base]
    if not named and own is not None and is_folder(own):
        folders.append(own)
    for folder in (Path(part) for part in named.split(os.pathsep) if part):
        if not is_folder(folder):
            raise InvalidData(
                f"MILIPOL_DATA names {str(folder)!r}, which is not a folder; correct it or unset it"
            )
        if number_among(folders, folder) is None:
            folders.append(folder)
    return folders


def number_among(folders: Sequence[Path], folder: Path) -> int | None:
    """The index of a folder among folders, under any name; None if it is no such."""
    same = (number for number, other in enumerate(folders) if other.samefile(folder))
    return next(same, None)


def bundle() -> Path:
    """The folder of the bundled data: in the installed package, or beside `src`."""
    package = Path(__file__).parents[2]
    installed = package / "data"
    return installed if installed.is_dir() else package.parents[1] / "data"


def is_installed(folder: Path) -> bool:
    """Whether the folder of the bundled data is in an installed package."""
    return folder.parent == Path(__file__).parents[2]


def is_folder(path: Path) -> bool:
    """Whether a path is a folder; raises InvalidData if that cannot be checked."""
    with _refusing_to_read(path), contextlib.suppress(*_MISSING):
        return stat.S_ISDIR(os.stat(path).st_mode)
    return False


def paths_in(folder: Path) -> list[Path]:
    """The paths in a folder, sorted; raises InvalidData if it cannot be read."""
    with _refusing_to_read(folder):
        return sorted(folder.iterdir())


def has_show(folder: Path) -> bool:
    """Whether a folder has a show.toml; raises InvalidData if it cannot be read."""
    with _refusing_to_read(folder), contextlib.suppress(*_MISSING):
        os.lstat(folder / "show.toml")
        return True
    return False


def has_fairs(folder: Path) -> bool:
    """Whether a folder has the lists of other fairs, which are not shows."""
    return (folder / FAIRS).is_file()


@contextlib.contextmanager
def _refusing_to_read(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _error_about(path, f"cannot be read: {reason}") from None


def _error_about(
    path: Path,
    found: str,
    advice: str | None = None,
    *,
    line: int | None = None,
    column: int | None = None,
) -> InvalidData:
    """The error about a whole file."""
    return InvalidData(Problem(str(path), line, "", "error", found, advice=advice, column=column))


class DataFile(NamedTuple):
    """A data file of a folder, which has a number; 0 is the bundled data."""

    path: Path
    text: str
    table: ParsedTable
    folder: int = 0


def read_file(path: Path) -> DataFile | None:
    """The data file at a path, or None if there is none; never waits for a device.

    Raises InvalidData if it cannot be read, is too large, not UTF-8 or not TOML.
    """
    text = read_text(path)
    return None if text is None else file_of(text, path)


def file_of(text: str, path: Path, folder: int = 0) -> DataFile:
    """A data file with this text; raises InvalidData if it is not TOML."""
    import tomli  # noqa: PLC0415  few answers need more than the tables in the pack

    try:
        return DataFile(path, text, tomli.loads(text), folder)
    except tomli.TOMLDecodeError as error:
        found = f"not valid TOML: {error.msg[:1].lower()}{error.msg[1:]}"
        line, column = error.lineno, error.colno
        raise _error_about(path, found, line=line, column=column) from None
    except ValueError as error:  # an integer with too many digits for Python
        raise _error_about(path, f"not valid TOML: {error}") from None
    except RecursionError:
        raise _error_about(path, "tables or lists nested too deeply") from None


def read_text(path: Path) -> str | None:
    """The text of a data file; None if there is none. Raises as `read_file` does."""
    with _refusing_to_read(path), contextlib.suppress(*_MISSING):
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise _error_about(path, "not a regular file")
        with path.open("rb") as file:
            # One byte more, so that a longer text is refused and not cut.
            return decoded_text(file.read(most_bytes(path) + 1), path)
    if os.path.islink(path):
        raise _error_about(path, "a link that leads nowhere", "remove the link")
    return None


def decoded_text(raw: bytes, path: Path) -> str:
    """The text of a file with these bytes; raises as `read_file` does."""
    most = most_bytes(path)
    if len(raw) > most:
        raise _error_about(path, f"larger than {most // _MIB} MiB", "split the file")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        found = f"not UTF-8: byte 0x{raw[error.start]:02x}"
        raise _error_about(path, found, "save the file as UTF-8", line=line) from None
    if text.startswith("\ufeff"):  # invisible in editors, so it needs a message
        found, advice = "begins with a byte order mark", "save the file without it"
        raise _error_about(path, found, advice, line=1)
    return text


class Base(NamedTuple):
    """The data that the user's own data adds to.

    It is in the folder `root`; the shows with the ids `of_other` are in the folder
    `other`. One of the two is the bundled data, the other was fetched. `foreign` are
    the ids of shows that the bundled data does not have.
    """

    root: Path
    other: Path | None = None
    of_other: frozenset[str] = frozenset()
    foreign: frozenset[str] = frozenset()

    def root_of(self, name: str) -> Path:
        """The folder that has the file of this name."""
        show, slash, _ = name.partition("/")
        if self.other is not None and slash and show in self.of_other:
            return self.other
        return self.root

    def is_fetched(self, show: str) -> bool:
        """Whether a show is used from fetched data."""
        return self.root_of(f"{show}/") != bundle()

    def paths(self, name: str) -> list[Path]:
        """The paths of the files of this name: two for files about all shows."""
        path = self.root_of(name) / name
        if self.other is not None and name in SHARED:
            return [path, self.other / name]
        return [path]

    def used_table(self, name: str, path: Path, table: ParsedTable) -> ParsedTable:
        """The used part of a file's table: of news, the news of shows in its folder.

        News of no show counts as news of a show in `root`.
        """
        if name != NEWS or self.other is None or not is_tables(table.get("news")):
            return table
        is_other = path == self.other / name
        news = [
            item for item in table["news"] if (_show_of_news(item) in self.of_other) == is_other
        ]
        return {**table, "news": news}


def _show_of_news(item: ParsedTable) -> str | None:
    """The id of the show in an unchecked news item; None for news of no show."""
    edition = item.get("edition")
    show: str | None = item.get("show")
    return show if edition is None else str(edition).rpartition("-")[0]


_LEFT_OUT = "this file is ignored; see milipol check"


class Folders:
    """A list of data folders, the bundled data first.

    With `warn`, a file with errors is left out, and `warn` is called once with a line
    about the file. Without `warn`, such a file raises InvalidData; so does one in the
    first folder. The files and folders in `without` are left out as well.
    """

    _refuses_bundle = True

    def __init__(
        self,
        folders: Sequence[Path],
        warn: Callable[[str], None] | None = None,
        *,
        without: Collection[Path] = (),
        base: Base | None = None,
    ) -> None:
        # The folders that can be read; the first one is that of `base`.
        self.paths = tuple(folders)
        self.base = base or Base(next(iter(self.paths), Path()))
        self._warn = warn
        self._tables = ParsedTables(bundle())
        # The errors of the files that were left out, by name.
        self.left_out: dict[str, InvalidData] = {}
        self._warned: set[str] = set()
        self._left_out_paths: set[Path] = {*without}
        # What is ignored: whole files, and parts of files that are read.
        self.ignored: list[Problem] = []

    def shows(self) -> list[str]:
        """The names of the folders that have a show, sorted."""
        return sorted({name for root in self.paths for name in self._show_folders(root)})

    def _show_folders(self, root: Path) -> Iterator[str]:
        """The names of the folders in a data folder that have a show.

        A data folder that cannot be read is left out from now on.
        """
        in_bundle = root == self.paths[0]
        try:
            paths = paths_in(root)
        except InvalidData as error:
            self.leave_out(str(root), error, in_bundle=in_bundle)
            # One warning is enough: no other file in this folder can be read either.
            self.paths = tuple(other for other in self.paths if other != root)
            return
        for path in paths:
            try:
                if has_show(path):
                    yield path.name
            except InvalidData as error:
                self.leave_out(str(path), error, in_bundle=in_bundle)
        if in_bundle:
            yield from self.base.of_other

    def _paths(self, name: str) -> Iterator[tuple[int, Path]]:
        """The paths that a file of this name may have, with the numbers of folders."""
        for number, root in enumerate(self.paths):
            in_base = number == 0 and root == self.base.root
            for path in self.base.paths(name) if in_base else [root / name]:
                yield number, path

    def files(self, name: str) -> Iterator[DataFile]:
        """The files of this name in all folders, without the files left out."""
        for number, path in self._paths(name):
            if self._left_out_paths and not self._left_out_paths.isdisjoint((path, *path.parents)):
                continue
            try:
                file = self._file_at(path, number)
            except InvalidData as error:
                self._left_out_paths.add(path)
                self.leave_out(name, error, in_bundle=not number)
                continue
            if file is None:
                continue
            if number == 0:
                table = self.base.used_table(name, path, file.table)
                file = file._replace(table=table)
            yield file

    def _file_at(self, path: Path, number: int) -> DataFile | None:
        """The data file at a path of a folder with a number; None if there is none.

        A bundled file need not be parsed, if its table is in the pack.
        """
        text = read_text(path)
        if text is None:
            return None
        table = None if number else self._tables.table_of(text)
        if table is None:
            return file_of(text, path, number)
        return DataFile(path, text, table, number)

    def has_own(self, name: str) -> bool:
        """Whether one of the user's own folders has a file of this name."""
        return any(os.path.lexists(root / name) for root in self.paths[1:])

    def hash_of(self, name: str) -> bytes:
        """The hash of the file of this name in the first folder; b"" without one."""
        import hashlib  # noqa: PLC0415  only for data that was fetched

        try:
            raw = (self.base.root_of(name) / name).read_bytes()
            return hashlib.sha256(raw).digest()
        except OSError:
            return b""

    def reject(self, name: str, file: DataFile, errors: Iterator[Problem]) -> None:
        """Leaves out a file that was read and has errors, of which the first counts."""
        self._left_out_paths.add(file.path)
        self.leave_out(name, InvalidData(next(errors)), in_bundle=not file.folder)

    def leave_out(self, name: str, error: InvalidData, *, in_bundle: bool) -> None:
        """Warns that a file is left out; raises its error if it may not be left out.

        The latter is so without `warn`, and for a file of the bundled data.
        """
        if (in_bundle and self._refuses_bundle) or self._warn is None:
            raise error
        self.left_out.setdefault(name, error)
        self.ignored += [] if error.problem is None else [error.problem]
        # A link to itself fails twice: when shows are listed, and when it is read.
        self.warn_once(str(error), _LEFT_OUT)

    def ignore(self, problems: Sequence[Problem]) -> None:
        """Warns that parts of a file are ignored, if any are, in one line."""
        if not problems:
            return
        self.ignored += problems
        more = len(problems) - 1
        others = f"{more} more ignored; " if more else ""
        self.warn_once(str(problems[0]), f"{others}see milipol check")

    def warn_once(self, message: str, consequence: str) -> None:
        """Warns with a message, unless it was given before or nobody wants warnings."""
        if self._warn is not None and message not in self._warned:
            self._warned.add(message)
            self._warn(with_consequence(message, consequence))

    def refuse(self, names: Iterable[str]) -> None:
        """Raises the error of the first of these files that was left out, if any."""
        for name in names:
            if name in self.left_out:
                raise self.left_out[name]

    def is_left_out(self, names: Iterable[str]) -> bool:
        """Whether any of these files was left out."""
        return not self.left_out.keys().isdisjoint(names)
