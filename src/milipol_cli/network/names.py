"""The names a show bore, in the order in which they were made known."""

from collections.abc import Iterable, Mapping

from milipol_cli.network.editions import EditionAsOf

# An edition, and which of its notices.
_Notice = tuple[str, int]


def names_borne(views: Iterable[EditionAsOf]) -> list[str]:
    """The names that the notices of one show's editions give it, as they were known."""
    return [name for _, name, _ in _given(views)]


def name_of(show: str, views: Iterable[EditionAsOf]) -> str:
    """The name of a show; its id where nothing is known of it yet."""
    names = names_borne(view for view in views if view.show.id == show)
    return names[-1] if names else show


def former_names(views: Iterable[EditionAsOf]) -> Mapping[_Notice, str]:
    """The name before, for each notice that states another name of one show."""
    found: dict[_Notice, str] = {}
    before: str | None = None
    for notice, name, is_stated in _given(views):
        if before is not None and name != before and is_stated:
            found[notice] = before
        before = name
    return found


def _given(views: Iterable[EditionAsOf]) -> list[tuple[_Notice, str, bool]]:
    """The notices that give the show a name, by the day they were known.

    With each the name, and whether it is stated: the first notice of an edition that
    states none gives it the name in its file.
    """
    found = [
        (notice, (view.id, at), view.show.name)
        for view in views
        for at, notice in enumerate(view.notices)
        if notice.name is not None or at == 0
    ]
    found.sort(key=lambda one: one[0].day_known)
    return [
        (key, notice.name or show_name, notice.name is not None)
        for notice, key, show_name in found
    ]
