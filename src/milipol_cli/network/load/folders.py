"""The files of folders that lie over one another, and those that are passed over."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from milipol_cli.errors import InvalidData
from milipol_cli.network.load.findings import Finding
from milipol_cli.network.load.merging import merged, twice
from milipol_cli.network.load.reading import Layer, has_show, layer, listed
from milipol_cli.network.model.record import converted

_Value = TypeVar("_Value")


class Folders:
    """A list of folders, the bundle first, of which files are read as one.

    With `warn`, a file of another folder than the first that is wrong is passed over:
    `warn` is called with what is wrong, once for each file. Without it any file that is
    wrong raises InvalidData.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        warn: Callable[[InvalidData], None] | None = None,
    ) -> None:
        self._folders = tuple(folders)
        self._warn = warn
        # What is wrong with the reader's files that were passed over, by their names.
        self._passed_over: dict[str, InvalidData] = {}
        self._lost: set[Path] = set()

    @property
    def has_own(self) -> bool:
        """Whether there are others than the bundle."""
        return len(self._folders) > 1

    def shows(self) -> list[str]:
        """The names of the folders that hold a show, in order."""
        return sorted(
            {name for root in self._folders for name in self._show_folders(root)}
        )

    def _show_folders(self, root: Path) -> Iterator[str]:
        """The folders below `root` that hold a show."""
        in_bundle = root == self._folders[0]
        try:
            found = listed(root)
        except InvalidData as error:
            self._pass_over(str(root), error, in_bundle=in_bundle)
            # Nothing else of it can be read, which need not be said for each file.
            self._folders = tuple(other for other in self._folders if other != root)
            return
        for path in found:
            try:
                if has_show(path):
                    yield path.name
            except InvalidData as error:
                self._pass_over(str(path), error, in_bundle=in_bundle)

    def _pass_over(self, name: str, error: InvalidData, *, in_bundle: bool) -> None:
        """Goes on without a file of the reader's; raises where that may not be."""
        if in_bundle or self._warn is None:
            raise error
        told = {str(other) for other in self._passed_over.values()}
        self._passed_over.setdefault(name, error)
        # A link to itself is met where a show is looked for, and where a file is read.
        if str(error) not in told:
            self._warn(error)

    def refuse(self, names: Iterable[str]) -> None:
        """Raises what is wrong with the first of these files that was passed over."""
        for name in names:
            if name in self._passed_over:
                raise self._passed_over[name]

    def refuse_unknown(self, said: str) -> None:
        """Raises what is wrong with a file that was passed over, and `said` of it."""
        for error in self._passed_over.values():
            raise InvalidData(error.and_so(said))

    def is_passed_over(self, names: Iterable[str]) -> bool:
        """Whether any of these files was wrong, and passed over."""
        return not self._passed_over.keys().isdisjoint(names)

    def read(
        self,
        name: str,
        kind: type[_Value],
        wrong: Callable[[_Value], Iterable[Finding]] = lambda _: (),
    ) -> _Value | None:
        """What the file `name` of all folders holds together; None without any.

        Raises InvalidData with the first thing that is wrong, in the file that has it.
        """
        layers = self.layers(name)
        while layers:
            try:
                return value(layers, kind, wrong)
            except InvalidData as error:
                self._without(layers, name, error)
        return None

    def without(self, name: str, finding: Finding) -> None:
        """Goes on without the file of the reader's that a finding comes from.

        It is of tables that `read` gave a value of. Raises InvalidData where that may
        not be.
        """
        layers = self.layers(name)
        if layers:  # else its files are gone by now
            self._without(layers, name, _refusal(layers, finding))

    def _without(self, layers: list[Layer], name: str, error: InvalidData) -> None:
        blamed = self._blamed(layers, error)
        self._pass_over(name, error, in_bundle=not blamed.folder)
        self._lost.add(blamed.path)
        layers[:] = [one for one in layers if one.path != blamed.path]

    def layers(self, name: str) -> list[Layer]:
        """The file `name` of all folders, but for those that were passed over."""
        layers = []
        for number, root in enumerate(self._folders):
            path = root / name
            if path in self._lost:
                continue
            try:
                found = layer(path, number)
            except InvalidData as error:
                self._pass_over(name, error, in_bundle=not number)
                self._lost.add(path)
            else:
                layers += [] if found is None else [found]
        return layers

    def _blamed(self, layers: Sequence[Layer], error: InvalidData) -> Layer:
        """The file of the reader's that an error comes from.

        What it makes wrong may be told at a table of the bundle's: then it is the
        topmost.
        """
        file = None if error.fault is None else error.fault.file
        own = [one for one in layers if one.folder]
        return next((one for one in own if str(one.path) == file), layers[-1])


def value(
    layers: Sequence[Layer],
    kind: type[_Value],
    wrong: Callable[[_Value], Iterable[Finding]] = lambda _: (),
) -> _Value:
    """What the layers of a file hold together, with nothing that is `wrong`.

    An id is used once in each of them.
    """
    table = merged(layers)
    try:
        value = converted(table, kind)
    except msgspec.ValidationError:
        from milipol_cli.network.load import form  # noqa: PLC0415  for what is wrong alone

        raise _refusal(layers, form.first(table, kind)) from None
    for one in layers:
        for finding in twice(one.table):
            raise _refusal([one], finding)
    for finding in wrong(value):
        raise _refusal(layers, finding)
    return value


def _refusal(layers: Sequence[Layer], finding: Finding) -> InvalidData:
    from milipol_cli.network.load import blame  # noqa: PLC0415  for what is wrong alone

    return InvalidData(blame.Blame(layers).fault(finding))
