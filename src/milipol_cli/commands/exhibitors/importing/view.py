"""The view of `milipol exhibitors import`: the file, the changes and the doubts."""

from collections import Counter
from collections.abc import Iterator

from milipol_cli.commands.exhibitors.importing.query import CompanyChange, HallSummary, ListReport
from milipol_cli.imports.report_view import changes_grid, next_steps, report_document
from milipol_cli.look.document import Column, Document, Fact, Facts, Grid, Table
from milipol_cli.look.words.dates import count, day_plain
from milipol_cli.network.model.exhibitors import Exhibitor

# The countries of the most exhibitors are named.
_MOST = 6


def view(report: ListReport) -> Document:
    """The report; one line if nothing changed."""
    steps = [*next_steps(report, "exhibitors")]
    if report.bundled is not None:
        listed = f"{len(report.bundled.exhibitor):,} listed"
        copied = f"copied {day_plain(report.bundled.copied)}"
        steps.insert(0, f"It replaces the bundled list ({listed}, {copied}).")
    return report_document(report, _contents(report), _glance(report), CHANGES, steps)


def _glance(report: ListReport) -> list[Table[HallSummary] | Facts]:
    """A row for each hall; some exhibitors as they were read; and their countries."""
    labels = ("First", "Middle", "Last") if report.sample[2:] else ("First", "Last")
    facts = Fact.with_text(
        dict(zip(labels, map(_as_read, report.sample), strict=False))
        | {"Countries": _countries(report)}
    )
    return [HALLS.with_rows(report.by_hall), Facts(facts)]


def _as_read(exhibitor: Exhibitor) -> str:
    parts = [exhibitor.name, exhibitor.country_code or exhibitor.country]
    parts += [f"stand {stand}" for stand in exhibitor.stand[:1]]
    parts += [f"hall {hall}" for hall in exhibitor.hall[:1]]
    return " | ".join(filter(None, parts))


def _countries(report: ListReport) -> str | None:
    """How many countries there are, and those of the most exhibitors."""
    countries = Counter(
        exhibitor.country_code or exhibitor.country_name for exhibitor in report.imported.exhibitors
    )
    countries.pop(None, None)  # exhibitors without a country
    if not countries:
        return None
    most_common = countries.most_common(_MOST)
    most = ", ".join(f"{country} {number}" for country, number in most_common)
    return f"{len(countries)}: {most}"


def _stands(summary: HallSummary) -> str:
    return ", ".join(dict.fromkeys(filter(None, (summary.first, summary.last))))


HALLS = Grid[HallSummary](
    "halls",
    (
        Column(header="Hall", brief=lambda summary: summary.hall or "none"),
        Column(header="Companies", brief=lambda summary: f"{summary.exhibitors:,}"),
        Column(header="With stand", brief=lambda summary: f"{summary.with_stand:,}"),
        Column(header="Stands, first and last", brief=_stands),
    ),
)


def _contents(report: ListReport) -> Iterator[str]:
    """How many exhibitors, countries, stands and halls the file has."""
    exhibitors, rows = len(report.imported.exhibitors), report.imported.rows
    on_rows = f" on {rows:,} rows" if rows > exhibitors else ""
    yield count(exhibitors, "exhibitor") + on_rows
    if report.countries:
        countries = len(report.countries)
        yield "1 country" if countries == 1 else f"{countries} countries"
    for names, noun in ((report.stands, "stand"), (report.halls, "hall")):
        if names:
            yield count(len(names), noun)


def company_details(change: CompanyChange) -> list[str]:
    """Where a new company is, or what changed about another; its place comes first."""
    before, now = change.before, change.exhibitor
    if before is None:
        return [_place(now)] if now.stand or now.hall else []
    texts = [f.words for f in change.fields if f.field not in ("stand", "hall")]
    if change.kind == "moved":
        move = f"from {_place(before)} to {_place(now)}"
        # Without a hall, too, the place is already called "no stand".
        is_only_in_hall = now.hall and not now.stand
        lost_stand = ", no stand now" if before.stand and is_only_in_hall else ""
        texts.insert(0, f"{move}{lost_stand}")
    return texts


def _place(exhibitor: Exhibitor) -> str:
    """A stand and its hall: "5A012 in hall 5A"; "no stand" without both."""
    halls = ", ".join(exhibitor.hall)
    if halls:
        halls = f"{'halls' if len(exhibitor.hall) > 1 else 'hall'} {halls}"
    stands = ", ".join(exhibitor.stand)
    return " in ".join(filter(None, (stands, halls))) or "no stand"


CHANGES = changes_grid(
    "Company",
    {"moved": "MOVED"},
    lambda change: change.exhibitor.name,
    company_details,
    lambda change: (change.listed.key, change.listed.id),
)
