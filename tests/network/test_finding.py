"""What whole ids name."""

import pytest

from builders import session
from milipol_cli.errors import UnknownId
from milipol_cli.network.finding import part_of_pick
from milipol_cli.network.model.programmes import Programme


def test_an_id_has_one_slash() -> None:
    talk = session("talk")
    programme = Programme(edition="paris-2023", session=(talk,))
    assert part_of_pick("paris-2023/talk", lambda _: programme) == talk
    with pytest.raises(UnknownId):
        part_of_pick("paris-2023/x/talk", lambda _: programme)
