"""The names of a show, in the order in which they became known."""

from collections.abc import Iterable, Mapping

from milipol_cli.network.editions import EditionAsOf

# An edition's id, and which of its notices.
_Notice = tuple[str, int]


def names_borne(editions: Iterable[EditionAsOf]) -> list[str]:
    """The names that the notices of one show's editions give it, oldest first."""
    return [name for _, name, _ in _given(editions)]


def name_of(show: str, editions: Iterable[EditionAsOf]) -> str:
    """The name of a show; its id if nothing is known about it yet."""
    names = names_borne(edition for edition in editions if edition.show.id == show)
    return names[-1] if names else show


def former_names(editions: Iterable[EditionAsOf]) -> Mapping[_Notice, str]:
    """The previous name, for each notice that gives a show another name."""
    former: dict[_Notice, str] = {}
    before: str | None = None
    for notice, name, is_stated in _given(editions):
        if before is not None and name != before and is_stated:
            former[notice] = before
        before = name
    return former


def _given(editions: Iterable[EditionAsOf]) -> list[tuple[_Notice, str, bool]]:
    """The notices that give the show a name, by the day they were known.

    Each comes with the name and whether it states it: an edition's first notice
    without a name gives the name in the show's file.
    """
    notices = [
        (notice, (edition.id, at), edition.show.name)
        for edition in editions
        for at, notice in enumerate(edition.notices)
        if notice.name is not None or at == 0
    ]
    notices.sort(key=lambda notice: notice[0].day_known)
    return [
        (key, notice.name or show_name, notice.name is not None)
        for notice, key, show_name in notices
    ]
