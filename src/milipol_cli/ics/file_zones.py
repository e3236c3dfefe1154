"""The time zones that a calendar file names."""

import datetime as dt
from collections.abc import Iterable

from milipol_cli.ics.content_lines import Component
from milipol_cli.zones import zone, zone_names

# Any time; one is tried, since some errors show only then.
_TRIED = dt.datetime(2000, 7, 1, 12)  # noqa: DTZ001


class FileZones:
    """Finds time zones by TZID, also those that a file alone defines.

    Rules of a stranger may take gigabytes: only a bounded process may read them.
    """

    def __init__(self, components: Iterable[Component]) -> None:
        self._components = {
            component.text("TZID").strip(): component for component in components
        }
        self._known: dict[str, dt.tzinfo | None] = {}

    def named(self, name: str) -> dt.tzinfo | None:
        """The zone of a name; None if there is none.

        The name is that of a zone, has it at its end ("/example.org/Europe/Paris"), is
        that of a zone of Windows, or that of a VTIMEZONE of the file.
        """
        if name not in self._known:
            self._known[name] = self._find(name.strip())
        return self._known[name]

    def _find(self, name: str) -> dt.tzinfo | None:
        by_name = _by_name(name)
        component = self._components.get(name)
        if by_name is not None or component is None:
            return by_name
        location = component.text("X-LIC-LOCATION").strip()
        return _by_name(location) or _by_rules(component)


def _by_name(name: str) -> dt.tzinfo | None:
    parts = name.strip("/").split("/")
    for count in (len(parts), 3, 2):
        try:
            return zone("/".join(parts[-count:]))
        except ValueError:
            continue
    key = name.casefold()
    by_case = [known for known in zone_names() if known.casefold() == key]
    if by_case:
        return zone(by_case[0])
    # Only files with such names need icalendar.
    from icalendar.timezone.windows_to_olson import (  # noqa: PLC0415
        WINDOWS_TO_OLSON,
    )

    return zone(WINDOWS_TO_OLSON[name]) if name in WINDOWS_TO_OLSON else None


def _by_rules(component: Component) -> dt.tzinfo | None:
    """The zone of a VTIMEZONE; None for one that is wrong or repeats within a year."""
    from icalendar import Timezone  # noqa: PLC0415  only few files need it

    lines = list(_lines(component))
    if any("RRULE" in line and "FREQ=YEARLY" not in line.upper() for line in lines):
        return None
    try:
        parsed = Timezone.from_ical("\r\n".join(lines))
        assert isinstance(parsed, Timezone)  # by its first line
        made = parsed.to_tz(lookup_tzid=False)
        _TRIED.replace(tzinfo=made).astimezone(dt.UTC)
    except Exception:  # icalendar and dateutil raise errors of many kinds
        return None
    return made if isinstance(made, dt.tzinfo) else None


def _lines(component: Component) -> Iterable[str]:
    yield f"BEGIN:{component.kind}"
    for line in component.lines:
        yield f"{line.name}{line.rest}".replace("\r", "")
    for part in component.parts:
        yield from _lines(part)
    yield f"END:{component.kind}"
