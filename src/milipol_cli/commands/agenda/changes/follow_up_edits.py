"""The changes that --follow-up and --by make to a pick, or to a follow-up by its id."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import msgspec

from milipol_cli.base.errors import BadInput
from milipol_cli.network.model.picks import FOLLOW_UP, FollowUp, Pick, Picks
from milipol_cli.picks.follow_ups import items_by_id, with_item, with_new_item, without_items

# The values of `pick_options.visit_values` that are about a follow-up.
OF_FOLLOW_UP = ("follow_up", "follow_up_by")


def follow_up_named(picks: Picks, name: str) -> tuple[Pick, FollowUp] | None:
    """The follow-up with an id, and its pick; None if there is none.

    "agenda/follow-up/", with which all ids begin, may be left out.
    """
    end = name.casefold().removeprefix("agenda/").removeprefix("follow-up/")
    return items_by_id(picks).get(f"{FOLLOW_UP}{end}")


def split_values(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values of a pick itself, and the values of its follow-up."""
    of_item = {key: values[key] for key in OF_FOLLOW_UP if key in values}
    return {key: values[key] for key in values if key not in of_item}, of_item


def with_follow_up(pick: Pick, values: Mapping[str, Any], picks: Picks, *, adds: bool) -> Pick:
    """The pick with a follow-up of these values: a new one if the command `adds` it.

    Otherwise the only open follow-up is changed, or taken off if the text is None; a
    day alone is always for the only one. Without an open follow-up, a text makes one,
    and None for the text changes nothing. Raises BadInput if several are open.
    """
    if not values:
        return pick
    text, by = values.get("follow_up"), values.get("follow_up_by")
    items = pick.open_follow_ups
    if text is not None and (adds or not items):
        return with_new_item(pick, text, by, picks)
    if len(items) > 1:
        ids = ", ".join(item.id for item in items)
        raise BadInput(f"{pick.id}: has several follow-ups; give one of {ids}")
    if not items:
        if by is not None:
            raise BadInput("--by: needs a text in --follow-up")
        return pick
    return with_changed_item(pick, items[0], values)


def with_changed_item(pick: Pick, item: FollowUp, values: Mapping[str, Any]) -> Pick:
    """The pick with another text or day of a follow-up; without it if the text is None.

    A value that is not given stays.
    """
    text = values.get("follow_up", item.text)
    if text is None:
        return without_items(pick, [item.id])
    by = values.get("follow_up_by", item.by)
    return with_item(pick, msgspec.structs.replace(item, text=text, by=by))


def with_done_item(pick: Pick, item: FollowUp, day: dt.date | None) -> Pick:
    """The pick with a follow-up that was done on a day; open again if that is None."""
    return with_item(pick, msgspec.structs.replace(item, done=day))
