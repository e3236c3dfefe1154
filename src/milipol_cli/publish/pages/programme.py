"""The programme of a day, with times at the venue."""

from collections.abc import Iterable

from milipol_cli.look.words.dates import sentence
from milipol_cli.look.words.programme import (
    CANCELLED,
    MORE_SPEAKERS,
    NO_PROGRAMME,
    ShownTheme,
    half_heading,
    half_theme,
    speaker_in_full,
    themes,
    with_certainty,
)
from milipol_cli.look.words.times import span
from milipol_cli.network.model.programmes import HalfDay, session_name
from milipol_cli.network.sessions import SessionAsOf, ShowDay
from milipol_cli.publish.pages.html import (
    Content,
    Html,
    element,
    facts,
    items,
    outside,
    paragraphs,
    text,
)
from milipol_cli.publish.pages.page import Section, listing, whole
from milipol_cli.publish.pages.parts import time


def programme(day: ShowDay) -> list[Section]:
    """The themes of a day, then its sessions by half-day, untimed ones last."""
    halves: dict[HalfDay, list[SessionAsOf]] = {"morning": [], "afternoon": []}
    for row in day.sessions:
        if row.starts is not None and row.half_day is not None:
            halves[row.half_day].append(row)
    heads = {half: half_theme(day, half) for half, rows in halves.items() if rows}
    listed = [
        theme
        for theme in themes(day)
        if theme not in heads.values() or theme.summary or theme.notes
    ]
    untimed = [row for row in day.sessions if row.starts is None]
    empty = None if day.sessions or day.themes else paragraphs([NO_PROGRAMME])
    return [
        whole(text([empty, facts(map(_theme, listed))])),
        *(
            session_section(
                half_heading(half, None if theme in listed else theme),
                halves[half],
                half.capitalize(),
            )
            for half, theme in heads.items()
        ),
        session_section("Time not published", untimed),
    ]


def _theme(theme: ShownTheme) -> tuple[str, Content]:
    label = "Theme" if theme.half_day is None else theme.half_day.capitalize()
    return label, [
        element("p", element("strong", with_certainty(theme.title, theme.certainty))),
        element("p", theme.summary) if theme.summary else None,
        paragraphs(map(sentence, theme.notes), class_="dim"),
    ]


def session_section(
    title: str, sessions: Iterable[SessionAsOf], label: str | None = None
) -> Section:
    """Sessions in a list."""
    return Section(title, list(map(_session, sessions)), listing("sessions"), label)


def _session(row: SessionAsOf) -> Html:
    session = row.session
    name = with_certainty(session_name(session, row.theme), session.certainty)
    clock = None
    if row.starts is not None:
        clock = element("p", time(row.starts, span(row, None)), class_="clock")
    elif session.half_day is not None:
        clock = element("p", session.half_day.capitalize(), class_="clock")
    where = ", ".join(filter(None, (session.room, session.track)))
    speakers = [speaker_in_full(speaker) for speaker in session.speaker]
    if session.more_speakers:
        speakers.append(MORE_SPEAKERS)
    return element(
        "li",
        clock,
        element(
            "div",
            element(
                "h3",
                outside(session.url, name),
                text([", ", element("em", CANCELLED)]) if session.cancelled else None,
            ),
            element("p", where) if where else None,
            items(speakers, class_="speakers"),
            element("p", session.summary) if session.summary else None,
            paragraphs(map(sentence, session.notes), class_="dim"),
        ),
        id=session.id,
        class_="cancelled" if session.cancelled else None,
    )
