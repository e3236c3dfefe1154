"""The lines of `search`."""

from milipol_cli.search import words
from milipol_cli.search.answer import Search, SearchResult


def blocks(answer: Search) -> list[list[str]]:
    """The blocks of lines that an answer is told in."""
    head = [f"{words.heading(answer)}."]
    return [head, *map(_hit, answer.hits), words.notes(answer)]


def _hit(hit: SearchResult) -> list[str]:
    several = hit.kind in ("show", "venue")
    lines = [f"{hit.kind.capitalize()}: {words.label(hit).text}"]
    within = words.within(hit)
    if within is not None:
        lines.append(f"Session: {within}")
    if hit.about is not None and hit.kind in ("theme", "session", "speaker"):
        lines.append(f"Edition: {hit.about}")
    label = "Nearest edition" if several else "When"
    lines.append(f"{label}: {words.when_spoken(hit)}")
    for field, more in words.more(hit):
        lines.append(f"{field.capitalize()}: {more.text}")
    if hit.editions:
        lines.append(f"Editions: {', '.join(hit.editions)}")
    return [
        *lines,
        f"Matched in: {words.matched_in(hit)}",
        f"ID: {words.key(hit).text}",
    ]
