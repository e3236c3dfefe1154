"""What is published, before it becomes files."""

from conftest import DATA, ON
from milipol_cli.network.as_of import read_as_of
from milipol_cli.network.load import Catalog
from milipol_cli.publish.query import publication
from publishing import catalog, published


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


def test_sessions_are_in_order_and_those_without_a_day_last() -> None:
    (edition,) = (
        edition
        for edition in published(catalog("team")).editions
        if edition.edition.id == "oslo-2028"
    )
    assert [session.id.partition("/")[2] for session in edition.sessions] == [
        *("talk", "opening-r-d-b-end", "parallel", "late-night", "games-panel"),
        *("cancelled-talk", "no-end", "no-time", "no-day"),
    ]
    assert [session.id.partition("/")[2] for session in edition.scheduled] == [
        *("opening-r-d-b-end", "parallel", "late-night", "games-panel")
    ]


def test_no_private_session_is_in_it() -> None:
    answer = published(catalog("private"))
    assert "TOP SECRET" not in repr(answer)
    assert "Customer breakfast" in repr(answer)
