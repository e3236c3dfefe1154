"""Tasks after visits, sessions and meetings."""

import datetime as dt
from collections.abc import Iterable, Sequence

import msgspec

from milipol_cli.base.folding import FreeIds, fold
from milipol_cli.network.model.picks import FollowUp, Pick, Picks
from milipol_cli.network.model.record import MOST_CHARACTERS


def with_follow_ups(picks: Picks, *, with_texts: bool) -> Picks:
    """The picks, and a deadline for each open follow-up that is due on a day.

    What is to be done is for the reader alone: without texts, only the pick is named.
    """
    deadlines = (
        Pick(
            id=item.id,
            title=_title(pick, item, with_text=with_texts),
            kind="deadline",
            date=item.by,
            alarm=("0d@09:00",),
        )
        for pick in picks
        for item in pick.open_follow_ups
        if item.by is not None
    )
    return (*picks, *deadlines)


def _title(pick: Pick, item: FollowUp, *, with_text: bool) -> str:
    title = pick.title or pick.id
    text = f"{item.text} ({title})" if with_text else f"Follow-up: {title}"
    return text[:MOST_CHARACTERS]


def with_items(pick: Pick, items: Iterable[FollowUp]) -> Pick:
    """The pick with these follow-ups, in the form of milipol 3.0 while that has room.

    It has room for one that is open and has the id that it gives the only one.
    """
    items = tuple(items)
    text = by = None
    if len(items) == 1 and items[0].done is None and items[0].id == pick.follow_up_id:
        ((text, by), items) = (items[0].text, items[0].by), ()
    return msgspec.structs.replace(
        pick, follow_up=text, follow_up_by=by, follow_ups=items
    )


def with_new_item(pick: Pick, text: str, by: dt.date | None, picks: Picks) -> Pick:
    """The pick with one follow-up more; one that is open with this text gets the day.

    Its id is free on the whole agenda, also if the other picks get their first.
    """
    items = list(pick.all_follow_ups)
    for index, item in enumerate(items):
        if item.done is None and fold(item.text) == fold(text):
            items[index] = msgspec.structs.replace(item, by=by or item.by)
            return with_items(pick, items)
    taken = {item.id for other in picks for item in other.all_follow_ups}
    taken |= {other.follow_up_id for other in picks if other.id != pick.id}
    item_id = FreeIds(taken).take(pick.follow_up_id)
    return with_items(pick, [*items, FollowUp(id=item_id, text=text, by=by)])


def with_item(pick: Pick, item: FollowUp) -> Pick:
    """The pick with a follow-up in place of the one with its id."""
    items = pick.all_follow_ups
    return with_items(pick, (item if old.id == item.id else old for old in items))


def without_items(pick: Pick, ids: Sequence[str]) -> Pick:
    """The pick without the follow-ups with these ids."""
    return with_items(pick, (old for old in pick.all_follow_ups if old.id not in ids))


def items_by_id(picks: Iterable[Pick]) -> dict[str, tuple[Pick, FollowUp]]:
    """The follow-ups on an agenda by their ids, each with its pick."""
    return {item.id: (pick, item) for pick in picks for item in pick.all_follow_ups}
