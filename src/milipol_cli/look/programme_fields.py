"""The fields of themes, speakers and sessions in JSON and CSV."""

import datetime as dt

from milipol_cli.look.data import Fields
from milipol_cli.look.words.programme import speaker_in_full
from milipol_cli.network.model.programmes import DayTheme, Speaker
from milipol_cli.network.sessions import SessionAsOf

THEME = Fields[DayTheme](
    "theme",
    ("half_day", lambda t: t.half_day, "morning or afternoon; null for the whole day"),
    ("title", lambda t: t.title, "its title"),
    ("summary", lambda t: t.summary, "what it is about"),
    ("certainty", lambda t: t.certainty, "stated, planned or inferred"),
    ("note", lambda t: "; ".join(t.notes) or None, "remarks, joined by semicolons"),
    ("sources", lambda t: t.source, "ids of the sources"),
)

SPEAKER = Fields[Speaker](
    "speaker",
    ("name", lambda speaker: speaker.name, "name of the speaker"),
    ("role", lambda speaker: speaker.shown_role, "what the speaker is"),
    text=speaker_in_full,
)


def _iso(moment: dt.datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


SESSION = Fields[SessionAsOf](
    "session",
    ("id", lambda s: s.id, "id of the session"),
    ("title", lambda s: s.session.title, "its title"),
    ("kind", lambda s: s.session.kind, "keynote, panel, workshop, ..."),
    ("date", lambda s: s.session.date, "its day at the venue"),
    ("start", lambda s: _iso(s.starts), "when it starts, with the UTC offset"),
    ("end", lambda s: _iso(s.ends), "when it ends, with the UTC offset"),
    ("half_day", lambda s: s.half_day, "morning or afternoon"),
    ("room", lambda s: s.session.room, "where it takes place"),
    ("speakers", lambda s: SPEAKER.rows(s.session.speaker), "who speaks"),
    ("more_speakers", lambda s: s.session.more_speakers, "whether others took part"),
    ("phase", lambda s: s.phase, "upcoming, on or over; null if that is not known"),
    ("certainty", lambda s: s.session.certainty, "stated, planned or inferred"),
    ("summary", lambda s: s.session.summary, "what it is about"),
    ("notes", lambda s: s.session.notes, "remarks"),
    ("sources", lambda s: s.session.source, "ids of the sources"),
    ("picked", lambda s: s.picked, "whether it is on the agenda"),
    ("private", lambda s: s.session.private, "whether it is exported only on request"),
    ("track", lambda s: s.session.track, "its track"),
    ("url", lambda s: s.session.url, "address of its page"),
    ("cancelled", lambda s: s.session.cancelled, "whether it was cancelled"),
)
