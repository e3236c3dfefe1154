"""The headers that programmes have, in English, French and German."""

from milipol_cli.tables.headers import Words

# The best ones first.
_FIELDS = {
    "title": (
        "session title, talk title, title, titre, titel, intitule, name, nom, session, "
        "sessions, talk, presentation, conference, event, evenement, activity, "
        "activite, vortrag, vortragstitel, "
        "veranstaltung, bezeichnung, was, what, quoi, subject, sujet, objet, betreff, "
        "topic, thema, theme, item, agenda item, punkt, programmpunkt, point, "
        "programme, program"
    ),
    "start": (
        "start, start time, starts, starts at, start at, scheduled at, time start, "
        "time from, begin, begins, begins at, beginning, from, debut, heure de debut, "
        "heure debut, de, commence, beginn, von, startzeit, anfang, anfangszeit, "
        "uhrzeit von, zeit von, start "
        "datetime, start date time, start date and time, date et heure de debut, "
        "start end, debut fin, from to, time, times, heure, heures, horaire, "
        "horaires, uhrzeit, zeit, hour, hours, time slot, timeslot, slot, creneau, "
        "creneau horaire, date time, datetime, date and time, date et heure, when, "
        "quand, wann, timestamp, horodateur"
    ),
    "end": (
        "end, end time, ends, ends at, end at, time end, time to, finish, finish "
        "time, to, until, till, fin, heure de fin, heure fin, a, jusqu a, ende, bis, "
        "endzeit, uhrzeit bis, zeit bis, end datetime, end date time, end date and "
        "time, date et heure de fin"
    ),
    "date": (
        "date, dates, day, jour, datum, tag, start date, day date, date de debut, "
        "date debut, startdatum, wochentag, weekday"
    ),
    "end date": ("end date, date de fin, date fin, enddatum"),
    "duration": (
        "duration, duree, dauer, length, lange, longueur, minutes, duration minutes, "
        "duration in minutes, duration min, duree minutes, duree en minutes, duree "
        "min"
    ),
    "room": (
        "room, room name, salle, raum, saal, stage, scene, buhne, hall, location, "
        "lieu, venue, place, ort, emplacement, endroit, auditorium, theatre, amphi, "
        "amphitheatre, where, ou, wo"
    ),
    "speaker": (
        "speakers, speaker, speaker names, speaker name, intervenants, intervenant, "
        "intervenante, intervenantes, orateurs, orateur, conferenciers, conferencier, "
        "presenters, presenter, panelists, panellists, panelistes, referenten, "
        "referentinnen, referent, referentin, redner, vortragende, vortragender, "
        "sprecher, sprecherin, sprecherinnen, resource person, resource persons, "
        "animateurs, animateur, persons, people, authors, author, auteurs, "
        "auteur, hosts, host, participants, who, qui, wer, by, par, full name, "
        "prenom nom, nom prenom, nom et prenom, your name, presented by, led by, "
        "moderator, moderateur"
    ),
    "track": (
        "track, tracks, parcours, stream, streams, filiere, strand, thematique, "
        "thematiques, theme, themes, topic, topics, thema, category, categories, "
        "categorie, kategorie, rubrique"
    ),
    "type": (
        "type, kind, format, session format, type de session, art, typ, genre, "
        "category, categorie, kategorie"
    ),
    "abstract": (
        "abstract, summary, resume, zusammenfassung, description, descriptif, "
        "beschreibung, synopsis, overview, details, content, contenu, inhalt"
    ),
    "url": (
        "url, link, lien, links, website, web page, page web, web, webseite, permalink"
    ),
    "cancelled": (
        "cancelled, canceled, is cancelled, annule, annulee, abgesagt, "
        "entfallt, fallt aus, status, session status, submission state, "
        "proposal state, statut, etat, zustand"
    ),
    "id": ("guid, uid, uuid, id, key, code, identifiant, reference, ref"),
}

# Headers of columns with the state of a session in words.
STATES = frozenset(
    [
        *("status", "session status", "submission state", "proposal state"),
        *("statut", "etat", "zustand"),
    ]
)

# Headers of starts that may be those of when a form was sent.
SENT = frozenset(["timestamp", "horodateur"])

WORDS = Words(
    fields={field: headers.split(", ") for field, headers in _FIELDS.items()},
    optional=frozenset(
        [
            *("session", "sessions", "event", "talk", "presentation", "activity"),
            *("programme", "program", "scheduled", "of", "the", "lead"),
            *("str", "local", "dt", "utc", "name", "your", "presenting", "proposal"),
            *("seance", "intervention", "conference", "evenement", "de", "du", "la"),
            *("l", "der", "des", "vortrags", "beitrags", "communication", "passage"),
        ]
    ),
    needed=frozenset({"title"}),
    several=frozenset({"speaker"}),
    usual=frozenset({"start"}),
)
