"""Rules for lists of exhibitors that only `milipol check` applies."""

from collections.abc import Collection, Iterator

from milipol_cli.check.text_rules import address
from milipol_cli.network.load.findings import Finding, quoted
from milipol_cli.network.model.exhibitors import ExhibitorList


def exhibitors(file: ExhibitorList, codes: Collection[str]) -> Iterator[Finding]:
    """Errors and warnings about a list; `codes` are those of ISO 3166."""
    yield from address(file.page, ("page",))
    if file.day_known < file.copied:
        field = "known" if file.known_by is None else "known_by"
        expected = f"a day from {file.copied} on, when the list was copied"
        yield Finding((field,), str(file.day_known), expected, severity="warning")
    for at, exhibitor in enumerate(file.exhibitor):
        code = exhibitor.country_code
        if code is not None and code not in codes:
            place = ("exhibitor", at, "country_code")
            advice = "write the name of a country without a code as country"
            yield Finding(place, quoted(code), "a code of ISO 3166, like FR", advice)
