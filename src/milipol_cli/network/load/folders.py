"""Reads files from several data folders, leaving out own files with errors."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path

from milipol_cli.errors import InvalidData, Problem, with_consequence
from milipol_cli.network.load.reading import DataFile, has_show, listed, read_file

_LEFT_OUT = "this file is ignored; see milipol check"


class Folders:
    """A list of data folders, the bundled data first.

    With `warn`, a file with errors is left out, unless it is in the first folder, and
    `warn` is called once with a line about it. Without `warn`, any such file raises
    InvalidData. The files in `without` are left out as well.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        warn: Callable[[str], None] | None = None,
        *,
        without: Collection[Path] = (),
    ) -> None:
        self._folders = tuple(folders)
        self._warn = warn
        # The errors of the files that were left out, by name.
        self._left_out: dict[str, InvalidData] = {}
        self._warned: set[str] = set()
        self._wrong: set[Path] = {*without}
        # What is ignored: whole files, and parts of files that are read.
        self.ignored: list[Problem] = []

    @property
    def paths(self) -> Sequence[Path]:
        """The folders that can be read."""
        return self._folders

    def shows(self) -> list[str]:
        """The names of the folders that have a show, sorted."""
        return sorted(
            {name for root in self._folders for name in self._show_folders(root)}
        )

    def _show_folders(self, root: Path) -> Iterator[str]:
        in_bundle = root == self._folders[0]
        try:
            paths = listed(root)
        except InvalidData as error:
            self.leave_out(str(root), error, in_bundle=in_bundle)
            # One warning is enough: no other file in this folder can be read either.
            self._folders = tuple(other for other in self._folders if other != root)
            return
        for path in paths:
            try:
                if has_show(path):
                    yield path.name
            except InvalidData as error:
                self.leave_out(str(path), error, in_bundle=in_bundle)

    def files(self, name: str) -> Iterator[DataFile]:
        """The files of this name in all folders, without those that were left out."""
        for number, root in enumerate(self._folders):
            path = root / name
            if path in self._wrong:
                continue
            try:
                file = read_file(path, number)
            except InvalidData as error:
                self._wrong.add(path)
                self.leave_out(name, error, in_bundle=not number)
                continue
            if file is not None:
                yield file

    def leave_out_file(self, name: str, file: DataFile, error: Problem) -> None:
        """Leaves out a file that was read and has errors."""
        self._wrong.add(file.path)
        self.leave_out(name, InvalidData(error), in_bundle=not file.folder)

    def leave_out(self, name: str, error: InvalidData, *, in_bundle: bool) -> None:
        """Warns that a file is left out; raises its error if it must not be."""
        if in_bundle or self._warn is None:
            raise error
        self._left_out.setdefault(name, error)
        self.ignored += [] if error.problem is None else [error.problem]
        # A link to itself fails twice: when shows are listed, and when it is read.
        self._warn_once(str(error), _LEFT_OUT)

    def ignore(self, problems: Sequence[Problem]) -> None:
        """Warns that parts of a file are ignored, in one line."""
        self.ignored += problems
        more = len(problems) - 1
        others = f"{more} more ignored; " if more else ""
        self._warn_once(str(problems[0]), f"{others}see milipol check")

    def _warn_once(self, message: str, consequence: str) -> None:
        if self._warn is not None and message not in self._warned:
            self._warned.add(message)
            self._warn(with_consequence(message, consequence))

    def refuse(self, names: Iterable[str]) -> None:
        """Raises the error of the first of these files that was left out, if any."""
        for name in names:
            if name in self._left_out:
                raise self._left_out[name]

    def refuse_unknown(self, consequence: str) -> None:
        """Raises the error of a file that was left out, if any, with a consequence."""
        for error in self._left_out.values():
            raise InvalidData(with_consequence(str(error), consequence))

    def is_left_out(self, names: Iterable[str]) -> bool:
        """Whether any of these files was left out."""
        return not self._left_out.keys().isdisjoint(names)
