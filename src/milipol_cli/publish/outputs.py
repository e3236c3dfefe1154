"""All published files, except the data files and the manifest."""

from collections.abc import Iterator

from milipol_cli.publish import paths
from milipol_cli.publish.atom import feed
from milipol_cli.publish.calendars import calendars
from milipol_cli.publish.pages import pages
from milipol_cli.publish.query import Publication
from milipol_cli.publish.render import TEMPLATES
from milipol_cli.publish.schedule_xml import schedules


def outputs(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """The files by their paths in the folder."""
    yield from calendars(publication)
    yield feed(publication)
    yield from schedules(publication)
    yield from pages(publication)
    for path in (paths.STYLE, paths.SCRIPT):
        yield path, (TEMPLATES / path).read_bytes()
