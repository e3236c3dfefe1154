"""The show that `milipol import --new-show` adds, and the text of its file."""

import datetime as dt
from collections.abc import Mapping
from zoneinfo import ZoneInfo

import msgspec

from milipol_cli.errors import BadInput, did_you_mean
from milipol_cli.network.countries import countries, country_code
from milipol_cli.network.load import needed
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.kinds import ShowId
from milipol_cli.network.model.record import Record
from milipol_cli.network.slugs import slug
from milipol_cli.toml_values import toml_value


class NewShow(Record, frozen=True, kw_only=True):
    """A show with its name and place; `zone` is None if that of the file is meant."""

    id: str
    name: str
    city: str
    country: str
    country_code: str
    zone: ZoneInfo | None = None


def new_show(show_id: str, *, name: str, city: str, country: str) -> NewShow:
    """A show as options describe it; the country by its name or its code.

    Raises BadInput for a wrong id or country.
    """
    try:
        msgspec.convert(show_id, ShowId)
    except msgspec.ValidationError:
        raise BadInput(
            f"--new-show {show_id!r}: expected an id of at most 40 lowercase letters,"
            " digits and hyphens"
        ) from None
    for finding in needed.reserved(("show", "id"), show_id):
        raise BadInput(f"--new-show {show_id!r}: expected {finding.expected}")
    code = _country_code(country)
    return NewShow(
        id=show_id,
        name=name,
        city=city,
        country=countries()[code],
        country_code=code,
    )


def _country_code(country: str) -> str:
    """The code of a country by its name or code; raises BadInput for no country."""
    code = country_code(country)
    if code is not None:
        return code
    names = {name.casefold(): name for name in countries().values()}
    near = did_you_mean(country.casefold(), names)
    hint = near or "expected a code like FR (ISO 3166)"
    raise BadInput(f"--country {country!r}: no such country; {hint}")


def show_text(
    show: NewShow, zone: ZoneInfo, days: Dates, day: dt.date, source: str, file: str
) -> str:
    """A show.toml with an edition on these days, imported from a file on a day."""
    values = {
        "id": show.id,
        "name": show.name,
        "city": show.city,
        "country": show.country,
        "country_code": show.country_code,
        "zone": zone,
        "reviewed": day,
        "source": (source,),
    }
    venue = {
        "id": slug(show.city),
        **{key: values[key] for key in ("city", "country", "country_code", "zone")},
        "source": (source,),
    }
    head = f"# milipol import made this file for {file}; it is yours to change.\n"
    assert days.start is not None  # a file has days
    edition = edition_text(f"{show.id}-{days.start.year}", days, day, source)
    place = f"venue = {toml_value(venue['id'])}\n"
    tables = (_table("[show]", values), _table("[[venue]]", venue), edition + place)
    return "\n".join([head, *tables])


def edition_text(edition: str, days: Dates, day: dt.date, source: str) -> str:
    """An edition on these days, for the end of a show.toml."""
    notice = notice_text(days, day, source)
    return f"{_table('[[edition]]', {'id': edition})}\n{notice}"


def notice_text(
    days: Dates, day: dt.date, source: str, after: dt.date = dt.date.min
) -> str:
    """A notice that gives the last edition of a show.toml these days.

    `after` is the day on which the notice before it was known.
    """
    assert days.start is not None  # a file has days
    values = {
        "start": days.start,
        "end": days.end,
        "status": "announced",
        # At the latest when it began: a programme may be imported years later.
        "known_by": max(after, min(day, days.start)),
        "source": (source,),
    }
    return _table("[[edition.notice]]", values)


def _table(header: str, values: Mapping[str, object]) -> str:
    lines = [f"{key} = {toml_value(value)}\n" for key, value in values.items()]
    return "".join([f"{header}\n", *lines])
