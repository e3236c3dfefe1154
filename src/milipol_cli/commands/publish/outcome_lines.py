"""The outcome of `milipol publish` in words: omissions, losses and what it wrote."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from milipol_cli.base.errors import InvalidData, with_consequence
from milipol_cli.commands.publish.contents import Loss, LossKind, may_be_due_to, outermost_losses
from milipol_cli.commands.publish.folder import PublishSummary
from milipol_cli.look.words.dates import count, join_names
from milipol_cli.network.load import MAX_BYTES
from milipol_cli.network.load.sharing import SharedData

_MIB = 2**20

# At most this many names of what would have gone are in a line.
_MOST_NAMED = 3


def omissions(shared: SharedData) -> Iterator[str]:
    """The omissions from the data, each with its reason, one per line."""
    for path in shared.private:
        yield f"left out of the data: {path}, which holds a private session"
    for name in shared.unread:
        yield (
            f"left out of the data: {name}; one of its files has errors and may hold a"
            " private session"
        )
    for name in shared.too_large:
        yield (
            f"left out of the data: {name}, which has more than the"
            f" {MAX_BYTES // _MIB} MiB that milipol update reads"
        )


def refuse_loss(
    lost: Sequence[Loss],
    name: str,
    *,
    errors: Mapping[str, str],
    is_data_missing: bool,
    advice: str = "",
) -> None:
    """Raises InvalidData if the folder `name` would lose something by mistake.

    That is because a file has one of the `errors`, by its path in a data folder, or
    because the data folder of the last run is missing, for which there is `advice`.
    """
    for path, error in errors.items():
        caused = [loss for loss in lost if may_be_due_to(loss, path)]
        if caused:
            what = _would_have_gone(caused, name)
            raise InvalidData(with_consequence(error, f"nothing was published: {what}"))
    if lost and is_data_missing:
        what = _would_have_gone(lost, name)
        raise InvalidData(
            "the data folder that the last run used is missing, empty or no longer"
            f" given (MILIPOL_DATA); nothing was published: {what}{advice}"
        )


def _would_have_gone(lost: Sequence[Loss], name: str) -> str:
    """The losses of a folder: "PortSec (1 show, 2 editions) would have gone"."""
    names = [loss.name for loss in outermost_losses(lost)]
    return f"{_first_names(names)} ({loss_counts(lost)}) would have gone from {name}"


def _first_names(names: Sequence[str]) -> str:
    """The first names in a list, and how many more there are."""
    more = len(names) - _MOST_NAMED
    return join_names([*names[:_MOST_NAMED], *([f"{more} more"] if more > 0 else [])])


def loss_counts(lost: Iterable[Loss]) -> str:
    """How many of each kind are lost: "1 show, 2 editions, 43 sessions"."""
    numbers: dict[LossKind, int] = {}
    for loss in lost:
        numbers[loss.kind] = numbers.get(loss.kind, 0) + loss.number
    return ", ".join(_count_of_kind(kind, number) for kind, number in numbers.items())


def _count_of_kind(kind: LossKind, number: int) -> str:
    head, of, tail = kind.partition(" of ")
    return f"{count(number, head)}{of}{tail}"


def summary_lines(summary: PublishSummary) -> Iterator[str]:
    """The files written, and what readers no longer find or find changed."""
    yield _outcome_line(summary)
    if summary.lost:
        word = "Would remove" if summary.dry_run else "Removed"
        names = [loss.name for loss in outermost_losses(summary.lost)]
        yield f"{word}: {loss_counts(summary.lost)} ({_first_names(names)})."
    if summary.changed_sessions:
        yield f"Changed since: {count(summary.changed_sessions, 'session')}."
    if summary.base_url is None:
        yield "No subscribe links: set the folder's address with --base-url."


def _outcome_line(summary: PublishSummary) -> str:
    """The files of the folder, and what was done with them.

    "Published to public (new): 24 files, 2.1 MiB."
    "Published to public: 24 files, 2.1 MiB; 3 written; 1 removed."
    "public is unchanged: 24 files, 2.1 MiB."
    """
    size = f"{summary.size_bytes / _MIB:.1f} MiB"
    if summary.size_bytes < _MIB:
        size = f"{round(summary.size_bytes / 1000)} kB"
    contents = f"{count(summary.number, 'file')}, {size}"
    changes = [
        f"{number} {word}"
        for number, word in ((summary.written, "written"), (summary.removed, "removed"))
        if number
    ]
    done = f"{'Would publish' if summary.dry_run else 'Published'} to {summary.folder}"
    if summary.is_new:
        done, changes = f"{done} (new)", []
    elif not changes:
        done = f"{summary.folder} is unchanged"
    parts = "; ".join([contents, *changes])
    return f"{done}: {parts}."
