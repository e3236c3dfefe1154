"""What is published, before it becomes files."""

from conftest import DATA, ON
from milipol_cli.network.as_of import read_as_of
from milipol_cli.network.load import Catalog
from milipol_cli.publish.query import publication


def test_has_everything_that_is_known(bundle: Catalog) -> None:
    answer = publication(bundle, read_as_of(ON, None))
    files = {path.name for path in DATA.glob("*/*.exhibitors.toml")}
    lists = [edition for edition in answer.editions if edition.exhibitors is not None]
    assert len(lists) == len([*DATA.glob("*/*.exhibitors.toml")]) > len(files)
    assert [show.id for show in answer.shows] == [
        *("asia-pacific", "brazil", "india", "paris", "qatar")
    ]
    assert len(answer.editions) == sum(
        len(show.history.editions) for show in answer.shows
    )
    assert answer.sources == bundle.sources
