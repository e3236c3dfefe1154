"""What whole ids name."""

from builders import at, notice, session, view
from milipol_cli.network.finding import Named, find_in
from milipol_cli.network.model.programmes import Programme


def test_an_id_has_one_slash() -> None:
    seen = view(at("2023-10-01"), notice("2023-01-01", "2023-11-14/2023-11-17"))
    talk = session("talk")
    known = Programme(edition="paris-2023", session=(talk,))
    found = find_in(seen, "paris-2023/talk", lambda _: known)
    assert found == Named("paris-2023/talk", seen, None, talk)
    assert find_in(seen, "paris-2023/x/talk", lambda _: known) is None
