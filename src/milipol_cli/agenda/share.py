"""`milipol agenda share`."""

from collections.abc import Callable, Iterable

from milipol_cli.agenda import shared
from milipol_cli.cli import environment, options
from milipol_cli.cli.agenda import open_agenda
from milipol_cli.look import streams
from milipol_cli.network.as_of import read_as_of
from milipol_cli.network.model.programmes import Programme
from milipol_cli.network.model.shows import is_void
from milipol_cli.picks.as_of import PickAsOf

SHORT_HELP = "Print the ids of your upcoming picks, to send to others."

HELP = """Print the ids of your upcoming picks, one a line, ready for a chat; agenda
    import reads them. Private sessions, entries of your own and meetings at stands are
    never printed.

    \b
      milipol agenda share
    """


def share(
    quiet: options.Quiet = False, on: options.On = None, tz: options.Tz = None
) -> None:
    pause = options.length(shared.CHANGE, "--change")
    as_of = read_as_of(on, tz)
    data = environment.open_catalog()
    answer = shared.agenda_of(open_agenda(), data, as_of, change=pause, gap=pause)
    ids = ids_to_share(answer.picks, data.programme_to_share)
    if not ids:
        streams.report(["No upcoming picks to share."])
    for pick_id in ids:
        streams.write_line(pick_id)


def ids_to_share(
    picks: Iterable[PickAsOf], programme: Callable[[str], Programme | None]
) -> list[str]:
    """The ids of the picks that are not over and may be shown to others.

    `programme` returns that of an edition, or None if it may have more private
    sessions than are known.
    """
    return [
        pick.id
        for pick in picks
        if not pick.pick.is_entry
        and not pick.pick.done
        and _is_ahead(pick)
        and not _is_private(pick, programme)
    ]


def _is_ahead(pick: PickAsOf) -> bool:
    """Whether a pick is known, takes place, and is not over."""
    if pick.edition is None or is_void(pick.edition.notices):
        return False
    if any(conflict.kind in ("gone", "not read") for conflict in pick.conflicts):
        return False
    return "over" not in (pick.phase, pick.edition.phase)


def _is_private(pick: PickAsOf, programme: Callable[[str], Programme | None]) -> bool:
    if pick.session is None:
        return False
    assert pick.edition is not None  # as of every session
    return pick.session.session.private or programme(pick.edition.id) is None
