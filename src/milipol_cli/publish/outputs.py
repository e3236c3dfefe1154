"""All published files, except the data files and the manifest."""

from collections.abc import Iterator

from milipol_cli.publish import paths
from milipol_cli.publish.atom import feed
from milipol_cli.publish.calendars import calendars
from milipol_cli.publish.pages import pages
from milipol_cli.publish.query import Publication
from milipol_cli.publish.render import TEMPLATES, xml
from milipol_cli.publish.schedule_xml import schedules


def outputs(site: Publication) -> Iterator[tuple[str, bytes]]:
    """The files by their paths in the folder."""
    yield from calendars(site)
    yield feed(site)
    yield from schedules(site)
    addresses = []
    for path, raw in pages(site):
        addresses.append(site.address(path))
        yield path, raw
    for path in (paths.STYLE, paths.SCRIPT):
        yield path, (TEMPLATES / path).read_bytes()
    if site.base_url is not None:
        yield paths.SITEMAP, xml("sitemap.xml", addresses=addresses)
        sitemap = site.address(paths.SITEMAP)
        yield paths.ROBOTS, f"User-agent: *\nDisallow:\n\nSitemap: {sitemap}\n".encode()
