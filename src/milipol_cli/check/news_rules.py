"""Rules for news that only `milipol check` applies."""

from collections.abc import Collection, Iterator

from milipol_cli.network.load.findings import Finding, nearest, quoted
from milipol_cli.network.model.news import NewsFile


def news(
    file: NewsFile, shows: Collection[str], editions: Collection[str]
) -> Iterator[Finding]:
    """Errors about items whose show or edition does not exist or does not match."""
    for at, item in enumerate(file.news):
        if item.show is not None and item.show not in shows:
            advice = nearest(item.show, shows)
            place = ("news", at, "show")
            actual = quoted(item.show)
            message = f"unknown show {actual}"
            yield Finding(place, actual, "the id of a show", advice, message=message)
        if item.edition is None:
            continue
        place = ("news", at, "edition")
        if item.edition not in editions:
            advice = nearest(item.edition, editions)
            actual, expected = quoted(item.edition), "the id of an edition"
            message = f"unknown edition {actual}"
            yield Finding(place, actual, expected, advice, message=message)
        elif item.show is not None and item.edition[:-5] != item.show:
            expected = f"an edition of {item.show}, or another show"
            yield Finding(place, quoted(item.edition), expected)
