"""Tasks after visits, sessions and meetings."""

import datetime as dt
from collections.abc import Iterable, Sequence

import msgspec

from milipol_cli.base.folding import FreeIds, fold
from milipol_cli.network.model.picks import FollowUp, Pick, Picks
from milipol_cli.network.model.record import MOST_CHARACTERS


def with_follow_ups(picks: Picks, *, with_texts: bool) -> Picks:
    """The picks, and a deadline for each open follow-up that is due on a day.

    The texts are for the reader alone: without them, a deadline only names its pick.
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
    """The pick with these follow-ups, if possible in the form that milipol 3.0 reads.

    That form has one follow-up, without an id and open.
    """
    items = tuple(items)
    only = items[0] if len(items) == 1 else None
    if only is not None and only.done is None and only.id == pick.follow_up_id:
        return msgspec.structs.replace(
            pick, follow_up=only.text, follow_up_by=only.by, follow_ups=()
        )
    return msgspec.structs.replace(pick, follow_up=None, follow_up_by=None, follow_ups=items)


def with_new_item(pick: Pick, text: str, by: dt.date | None, picks: Picks) -> Pick:
    """The pick with one more follow-up; an open one with the text gets the day instead.

    Its id is free on the whole agenda, also once other picks get their first follow-up.
    """
    for item in pick.open_follow_ups:
        if fold(item.text) == fold(text):
            return with_item(pick, msgspec.structs.replace(item, by=by or item.by))
    taken = {item.id for other in picks for item in other.all_follow_ups}
    taken |= {other.follow_up_id for other in picks if other.id != pick.id}
    item_id = FreeIds(taken).take(pick.follow_up_id)
    new = FollowUp(id=item_id, text=text, by=by)
    return with_items(pick, [*pick.all_follow_ups, new])


def with_item(pick: Pick, item: FollowUp) -> Pick:
    """The pick with a follow-up in place of the old one that has its id."""
    items = pick.all_follow_ups
    return with_items(pick, (item if old.id == item.id else old for old in items))


def without_items(pick: Pick, ids: Sequence[str]) -> Pick:
    """The pick without the follow-ups with these ids."""
    return with_items(pick, (old for old in pick.all_follow_ups if old.id not in ids))


def items_by_id(picks: Iterable[Pick]) -> dict[str, tuple[Pick, FollowUp]]:
    """The follow-ups on an agenda by their ids, each with its pick."""
    return {item.id: (pick, item) for pick in picks for item in pick.all_follow_ups}
