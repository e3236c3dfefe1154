"""What `milipol publish` reports."""

from collections.abc import Iterator

from milipol_cli.look.words.dates import count
from milipol_cli.publish.folder import Summary

_MIB = 2**20


def report(summary: Summary) -> Iterator[str]:
    """What was done, a line each: the folder, then what was left out."""
    size = f"{summary.size_bytes / _MIB:.1f} MiB"
    if summary.size_bytes < _MIB:
        size = f"{round(summary.size_bytes / 1000)} kB"
    contents = f"{count(summary.number, 'file')}, {size}"
    changes = [
        f"{number} {word}"
        for number, word in ((summary.written, "written"), (summary.removed, "removed"))
        if number
    ]
    done = f"Published to {summary.folder}"
    if summary.is_new:
        done, changes = f"{done} (new)", []
    elif not changes:
        done = f"{summary.folder} is unchanged"
    parts = "; ".join([contents, *changes])
    yield f"{done}: {parts}."
    shared = summary.shared
    if shared is not None:
        for path in shared.private:
            yield f"Left out of the data: {path}, which holds a private session."
        for name in shared.unread:
            yield (
                f"Left out of the data: {name}; one of its files has errors and may"
                " hold a private session."
            )
        for name in shared.too_large:
            yield (
                f"Left out of the data: {name}, which has more than the 4 MiB that"
                " milipol update reads."
            )
    if summary.is_new and summary.base_url is None:
        yield "For links to subscribe, name its address with --base-url."
