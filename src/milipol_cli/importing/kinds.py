"""The kinds of sessions that files have -> ours."""

from milipol_cli.network.slugs import slug

# Words in English, French and German as `slug` writes them, by our kind.
_WORDS = {
    "opening": (
        "opening opening-ceremony opening-session ouverture ceremonie-d-ouverture "
        "inauguration eroffnung"
    ),
    "conference": "conference konferenz",
    "keynote": "keynote keynote-speech keynote-session keynote-address hauptvortrag",
    "panel": (
        "panel panel-discussion round-table roundtable round-table-discussion debate "
        "discussion table-ronde debat podium podiumsdiskussion podiumsgesprach "
        "diskussion gesprachsrunde"
    ),
    "session": "session seance sitzung",
    "talk": (
        "talk lecture presentation lightning-talk short-talk long-talk vortrag "
        "kurzvortrag prasentation expose intervention"
    ),
    "speech": "speech address discours allocution rede ansprache grusswort",
    "paper": "paper communication",
    "seminar": "seminar webinar seminaire webinaire",
    "workshop": (
        "workshop atelier tutorial hands-on lab training masterclass master-class "
        "tutoriel formation schulung"
    ),
    "demonstration": "demonstration demo live-demo live-demonstration vorfuhrung",
    "awards": (
        "awards award award-ceremony awards-ceremony remise-de-prix remise-des-prix "
        "trophees preisverleihung"
    ),
    "announcement": "announcement annonce ankundigung press-conference",
}
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words.split()}


def kind_of(word: str) -> str | None:
    """Our kind for the word of a file, also in the plural; None if it has none."""
    key = slug(word)
    return _KINDS.get(key) or _KINDS.get(key.removesuffix("s"))
