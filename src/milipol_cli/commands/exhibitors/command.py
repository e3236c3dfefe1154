"""`milipol exhibitors`."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, ClassVar, get_args

import typer

from milipol_cli.base.errors import BadInput, one_of
from milipol_cli.base.folding import words_asked
from milipol_cli.cli import completion, environment, options
from milipol_cli.cli.groups import AnsweringGroup
from milipol_cli.commands.exhibitors import query
from milipol_cli.commands.exhibitors.query import Comparison, Exhibitors, Filters, Group
from milipol_cli.look import output
from milipol_cli.network.as_of import AsOf, read_as_of
from milipol_cli.network.load import Catalog, Match
from milipol_cli.network.model.exhibitor_ids import EXHIBITORS

if TYPE_CHECKING:  # see _at_fairs and _trend
    from milipol_cli.commands.exhibitors.at_fairs.query import CompaniesAtFairs
    from milipol_cli.commands.exhibitors.trend.query import Trend

# How many are shown on a terminal without words.
_FIRST = 40

_COMPARISONS: Sequence[Comparison] = get_args(Comparison)
# A trend compares all lists of shows.
_NOT_WITH_TREND = ("category", "by", "sources", *_COMPARISONS)
# Words find companies on all lists of other fairs.
_NOT_WITH_FAIRS = ("show", "trend", *_NOT_WITH_TREND)

_GROUPS: Sequence[Group] = get_args(Group)


class ExhibitorsGroup(AnsweringGroup):
    """The commands of `exhibitors`."""

    summaries: ClassVar[Mapping[str, str]] = {
        "import": "Import your own list from CSV or a spreadsheet.",
        "match": "Find companies from your file on the lists.",
        "fairs": "List other fairs with exhibitor lists.",
    }
    module_path = "milipol_cli.commands.exhibitors.{}.command"
    modules: ClassVar[Mapping[str, str]] = {"import": "importing", "match": "matching"}


def _words(incomplete: str) -> list[completion.Offer]:
    """The commands of the group and the editions that begin like a word."""
    commands = ExhibitorsGroup.summaries.items()
    offers = completion.matching_offers(commands, incomplete)
    return offers + completion.editions_and_fairs(incomplete)


def _groups(incomplete: str) -> list[str]:
    return [group for group in _GROUPS if group.startswith(incomplete)]


app = options.command(ExhibitorsGroup)


@app.callback(
    invoke_without_command=True,
    help=f"""List the exhibitors of an edition, from the organiser's list. Words are
    searched in names, countries, categories and websites; accents and case are ignored.
    Without an edition, the current one, or the last one with a list; with --country or
    --category, the last list that has them.

    \b
      milipol exhibitors paris-2025
      milipol exhibitors paris-2025 drones
      milipol exhibitors paris-2025 --country IN --new
      milipol exhibitors paris-2025 --by country
      milipol exhibitors paris-2025 --gone        listed before, not now
      milipol exhibitors paris-2025 --also qatar-2024
      milipol exhibitors paris-2025 --not-on eurosatory-2026
      milipol exhibitors eurosatory-2026 drones   at another fair
      milipol exhibitors --fairs counter-uas      at all other fairs
      milipol exhibitors --show qatar thales      at all its editions
      milipol exhibitors --show paris --trend     compare its lists
      milipol exhibitors import list.csv --edition paris-2027
      milipol exhibitors match customers.csv      find your customers

    In a terminal, without words, only the first {_FIRST} are shown.
    """,
)
def exhibitors(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[EDITION] [WORDS]...",
            autocompletion=_words,
            help="An edition or a show, like paris-2025 or paris, and words to find.",
        ),
    ] = None,
    show: Annotated[
        str | None,
        typer.Option(
            metavar="SHOW",
            autocompletion=completion.shows_and_fairs,
            help="Search the lists of all editions of a show or fair.",
        ),
    ] = None,
    country: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COUNTRY",
            autocompletion=completion.countries,
            help="Only from this country, like FR or France; repeatable.",
        ),
    ] = None,
    category: Annotated[
        list[str] | None,
        typer.Option(metavar="TEXT", help="Only with this text in a category; repeatable."),
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help="Only companies not on the show's previous list.")
    ] = False,
    returning: Annotated[
        bool, typer.Option("--returning", help="Only companies also on the show's previous list.")
    ] = False,
    gone: Annotated[
        bool,
        typer.Option(
            "--gone", help="Only companies on the show's previous list, but not on this one."
        ),
    ] = False,
    also: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            autocompletion=completion.editions_and_fairs,
            help="Only companies also at this edition (qatar-2024, eurosatory-2026).",
        ),
    ] = None,
    not_on: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            autocompletion=completion.editions_and_fairs,
            help="Only companies not on this edition's list.",
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            metavar="|".join(_GROUPS),
            autocompletion=_groups,
            help="Count exhibitors by country or category.",
        ),
    ] = None,
    trend: Annotated[
        bool, typer.Option("--trend", help="Compare a show's lists from edition to edition.")
    ] = False,
    fairs: Annotated[
        bool, typer.Option("--fairs", help="Search other fairs; count the fairs of each company.")
    ] = False,
    sources: Annotated[
        bool, typer.Option("--sources", help="List where the lists come from.")
    ] = False,
    fields: options.FieldNames = None,
    sort: options.SortKeys = None,
    limit: options.Limit = None,
    on: options.On = None,
    tz: options.Tz = None,
    form: options.Form = None,
    json: options.Json = False,
    out: options.Out = None,
) -> None:
    if context.invoked_subcommand is not None:
        return
    asked_format = output.format_named(form, json=json)
    as_of = read_as_of(on, tz)
    _refuse_unfit_options(context, fairs=fairs, trend=trend, show=show)
    data = environment.open_catalog()
    texts = [text for word in " ".join(words or ()).split() for text in _words_in_id(word)]
    subject = None
    if show is None:
        subject, texts = data.subject_among(texts)
    else:
        subject = Match(data.list_named(show).show)
    most = options.positive_number(limit, "--limit")
    rows, most = options.selection(fields, sort, asked_format, limit=most)
    answer: CompaniesAtFairs | Trend | Exhibitors
    folder, countries = __package__, tuple(country or ())
    if fairs:
        answer = _companies_at_fairs(data, as_of, words or (), subject, countries, limit=most)
        folder = f"{__package__}.at_fairs"
    elif trend:
        answer = _trend_of_subject(data, as_of, texts, subject, countries, limit=most)
        folder = f"{__package__}.trend"
    else:
        comparison = _comparison(new=new, returning=returning, gone=gone, also=also, not_on=not_on)
        asked = words_asked(texts) if texts else ()
        other = also or not_on
        is_whole = bool(texts) or most is not None or sort is not None
        is_cut = not is_whole and output.is_read_on_terminal(asked_format, out)
        answer = query.exhibitors(
            data,
            as_of,
            Filters(
                words=asked,
                country=countries,
                category=tuple(category or ()),
                comparison=comparison,
            ),
            subject=subject,
            all_editions=show is not None,
            named=data.list_named(other) if other else None,
            by=_group(by),
            limit=most,
            first=_FIRST if is_cut else None,
        )
        if sources:
            answer = query.with_sources(answer, data.sources_of_lists())
    output.write(answer, asked_format, data.sources_of_lists, out, folder, rows)


def _words_in_id(word: str) -> Sequence[str]:
    """The edition and the words in the id of an entry, as `search` lists it.

    "idex-2025/exhibitors/foo-bar" has "idex-2025", "foo" and "bar"; other words stay.
    """
    edition, _, key = word.partition(f"/{EXHIBITORS}/")
    return [edition, *key.split("-")] if key else [word]


def _refuse_unfit_options(
    context: typer.Context, *, fairs: bool, trend: bool, show: str | None
) -> None:
    """Raises BadInput for options that do not fit --fairs, --trend or --show."""
    if fairs:
        options.refuse(context, _NOT_WITH_FAIRS, "cannot be used with --fairs")
    elif trend:
        options.refuse(context, _NOT_WITH_TREND, "cannot be used with --trend")
    elif show is not None:
        options.refuse(context, _COMPARISONS, "cannot be used with --show")


def _companies_at_fairs(
    data: Catalog,
    as_of: AsOf,
    texts: Sequence[str],
    subject: Match | None,
    country: Sequence[str],
    *,
    limit: int | None,
) -> "CompaniesAtFairs":
    """The companies at other fairs that words or countries find.

    A word that names a show is searched, too, as it may be the name of a country.
    Raises BadInput for an edition, and if there are neither words nor countries.
    """
    from milipol_cli.commands.exhibitors.at_fairs import query as at_fairs  # noqa: PLC0415  links names

    if subject is not None and subject.edition is not None:
        raise BadInput(f"--fairs covers all lists of other fairs; leave {subject.id!r} out")
    if not (texts or country):
        raise BadInput("--fairs: expected words; to list the fairs, run milipol exhibitors fairs")
    asked = words_asked(texts) if texts else ()
    return at_fairs.companies_at_fairs(data, as_of, asked, country=country, limit=limit)


def _trend_of_subject(
    data: Catalog,
    as_of: AsOf,
    texts: Sequence[str],
    subject: Match | None,
    country: Sequence[str],
    *,
    limit: int | None,
) -> "Trend":
    """The lists of a show or of a fair, or of all shows if none is named.

    Raises BadInput for an edition, and for words.
    """
    from milipol_cli.commands.exhibitors.trend import query as trend  # noqa: PLC0415  rare

    if texts or (subject is not None and subject.edition is not None):
        raise BadInput("--trend covers all editions of a show; give only a show")
    fair = None if subject is None else data.fair_of(subject)
    shows = [] if subject is None or subject.fair else [subject.id]
    return trend.trend(data, as_of, shows, fair=fair, country=country, limit=limit)


def _comparison(**given: object) -> Comparison | None:
    """The comparison that the options ask for; raises BadInput for two of them."""
    comparisons = [name for name in _COMPARISONS if given[name]]
    if len(comparisons) > 1:
        one, other, *_ = map(query.option_of, comparisons)
        raise BadInput(f"{one} cannot be used with {other}")
    return comparisons[0] if comparisons else None


def _group(name: str | None) -> Group | None:
    group = next((group_name for group_name in _GROUPS if group_name == name), None)
    if name is not None and group is None:
        raise BadInput(f"--by {name!r}: not understood; expected {one_of(_GROUPS)}")
    return group
