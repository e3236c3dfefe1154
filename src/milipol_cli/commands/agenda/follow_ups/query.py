"""The follow-ups by day: the answer of `milipol agenda --follow-ups`."""

import datetime as dt

from milipol_cli.commands.agenda.query import Agenda, DueFollowUp, follow_ups_of
from milipol_cli.network.as_of import Answer
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.shows import Show


class FollowUpList(Answer, frozen=True, kw_only=True):
    """The open follow-ups by day, with those that are done if they are asked for.

    `number_open` and `number_done` count all follow-ups of the show asked for, listed
    or not; `left_out` is how many a limit leaves out.
    """

    listed: tuple[DueFollowUp, ...]
    number_open: int
    number_done: int
    asked_show: str | None
    left_out: int
    reviewed: dt.date | None
    covered_editions: tuple[EditionAsOf, ...] = ()

    @property
    def is_private(self) -> bool:
        """True: it has the reader's notes."""
        return True


def follow_up_list(
    answer: Agenda, *, show: Show | None, with_done: bool, limit: int | None
) -> FollowUpList:
    """The follow-ups of all picks on an agenda, or of the picks at a show.

    An entry of no show is at none, so a show lists none of its follow-ups.
    """
    picks = answer.known
    if show is not None:
        picks = tuple(pick for pick in picks if pick.edition and pick.edition.show.id == show.id)
    follow_ups = follow_ups_of(picks, lambda pick: pick.all_follow_ups)
    still_open = tuple(due for due in follow_ups if due.item.done is None)
    asked_for = follow_ups if with_done else still_open
    listed = asked_for[:limit]
    return FollowUpList(
        as_of=answer.as_of,
        listed=listed,
        number_open=len(still_open),
        number_done=len(follow_ups) - len(still_open),
        asked_show=None if show is None else show.name,
        left_out=len(asked_for) - len(listed),
        reviewed=answer.reviewed,
    )
