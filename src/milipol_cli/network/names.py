"""The names of a show over time, in the order in which they became known."""

from collections.abc import Iterable, Mapping

from milipol_cli.network.editions import EditionAsOf

# The id of an edition, and the index of one of its notices.
_NoticeKey = tuple[str, int]


def names_borne(editions: Iterable[EditionAsOf]) -> list[str]:
    """The names that notices of one show's editions give it, as they became known."""
    return [name for _, name, _ in _given(editions)]


def name_of(show: str, editions: Iterable[EditionAsOf]) -> str:
    """The name of a show; its id if nothing is known about it yet."""
    names = names_borne(edition for edition in editions if edition.show.id == show)
    return names[-1] if names else show


def former_names(editions: Iterable[EditionAsOf]) -> Mapping[_NoticeKey, str]:
    """The previous name, for each notice that states a new name of one show."""
    former: dict[_NoticeKey, str] = {}
    before: str | None = None
    for notice, name, is_stated in _given(editions):
        if before is not None and name != before and is_stated:
            former[notice] = before
        before = name
    return former


def _given(editions: Iterable[EditionAsOf]) -> list[tuple[_NoticeKey, str, bool]]:
    """The notices that give the show a name, by the day they became known.

    Each with the name, and whether the notice states it: if the first notice of an
    edition states none, the name is the one in the show's file.
    """
    notices = [
        (notice, (edition.id, at), edition.show.name)
        for edition in editions
        for at, notice in enumerate(edition.notices)
        if notice.name is not None or at == 0
    ]
    notices.sort(key=lambda entry: entry[0].day_known)
    return [
        (key, notice.name or show_name, notice.name is not None)
        for notice, key, show_name in notices
    ]
