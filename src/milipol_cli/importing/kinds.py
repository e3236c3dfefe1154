"""The kinds of sessions that files have -> ours."""

import re

from milipol_cli.folding import slug

# Words in English, French and German as `slug` writes them, by our kind.
_WORDS = {
    "opening": (
        "opening ouverture ceremonie-d-ouverture seance-d-ouverture "
        "inauguration eroffnung"
    ),
    "conference": "conference konferenz",
    "keynote": "keynote opening-keynote closing-keynote hauptvortrag",
    "panel": (
        "panel round-table round-table-discussion roundtable debate "
        "discussion table-ronde debat podium podiumsdiskussion podiumsgesprach "
        "diskussion gesprachsrunde"
    ),
    "talk": (
        "talk lecture presentation lightningtalk vortrag "
        "kurzvortrag prasentation expose intervention"
    ),
    "speech": "speech address discours allocution rede ansprache grusswort",
    "paper": "paper communication",
    "seminar": "seminar webinar seminaire webinaire",
    "workshop": (
        "workshop atelier tutorial hands-on training masterclass master-class "
        "tutoriel formation schulung"
    ),
    "demonstration": "demonstration demo live-demo live-demonstration vorfuhrung",
    "awards": ("awards award remise-de-prix remise-des-prix trophees preisverleihung"),
    "announcement": "announcement annonce ankundigung press-conference",
    # Usual, but none of ours.
    "session": (
        "session seance sitzung break pause kaffeepause mittagspause lunch "
        "mittagessen dejeuner reception empfang cocktail tour fuhrung rundgang "
        "visite plenary pleniere plenum"
    ),
}
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words.split()}


def kind_of(word: str) -> str | None:
    """Our kind for the words of a file; None if it has none.

    Plurals count, and words that say more: "Short talk (20 minutes)" is a talk.
    """
    words = slug(re.split(r"[(\d]", word)[0]).split("-")
    for key in ("-".join(words), words[0], words[-1]):
        kind = _KINDS.get(key) or _KINDS.get(key.removesuffix("s"))
        if kind is not None:
            return kind
    return None
