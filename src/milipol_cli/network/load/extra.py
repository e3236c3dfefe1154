"""Adds a `<year>-extra.toml` to the programme of its edition."""

import msgspec

from milipol_cli.network.load.combine import Combined
from milipol_cli.network.load.findings import Finding, quoted
from milipol_cli.network.model.programmes import Extra, Programme


def with_extra(
    known: Combined[Programme] | None, extra: Combined[Extra]
) -> tuple[Combined[Programme], list[Finding]]:
    """A programme with the themes and sessions that a file adds to it.

    The findings are about those that it has already, which are left out.
    """
    if known is None:
        empty = Programme(edition=extra.value.edition)
        known = Combined(empty, {(): extra.origin(())})
    programme = known.value
    origins = dict(known.origins)
    findings: list[Finding] = []
    themes = {(theme.date, theme.half_day) for theme in programme.theme}
    new_themes = list(programme.theme)
    for at, theme in enumerate(extra.value.theme):
        if (theme.date, theme.half_day) in themes:
            when = f"{theme.date} {theme.half_day or ''}".strip()
            findings.append(_known(("theme", at, "date"), f"a theme of {when}"))
            continue
        origins["theme", len(new_themes)] = extra.origin(("theme", at))
        new_themes.append(theme)
    new_sessions = list(programme.session)
    for at, session in enumerate(extra.value.session):
        if session.id in programme.sessions_by_id:
            findings.append(_known(("session", at, "id"), quoted(session.id)))
            continue
        origins["session", len(new_sessions)] = extra.origin(("session", at))
        new_sessions.append(session)
    whole = msgspec.structs.replace(
        programme, theme=tuple(new_themes), session=tuple(new_sessions)
    )
    additions = (*known.additions, *extra.additions)
    return Combined(whole, origins, additions), findings


def _known(place: tuple[str, int, str], what: str) -> Finding:
    """The error about a theme or session that the programme has already."""
    return Finding(
        place,
        f"{what}, which the programme has",
        "one that the programme does not have",
        "use another date or half-day" if place[0] == "theme" else "use another id",
        message=f"ignored, because the programme has {what}",
    )
