"""The file `publish.toml` of a data folder: how `milipol publish` publishes it."""

from typing import Annotated

import msgspec

from milipol_cli.network.model.record import Record, ShowId, Text, text_limits

FolderAddress = Annotated[
    str,
    text_limits(
        r"https?://[0-9A-Za-z_.:\[\]-]+(/[0-9A-Za-z_.~!$&'()*+,;=:@%/-]*)?",
        "the address of a folder, like https://shows.example.org/",
    ),
]


class PublishFile(Record, frozen=True, kw_only=True):
    """Defaults for the options of `milipol publish`, which override them."""

    name: Text | None = None
    by: Text | None = None
    base_url: FolderAddress | None = None
    shows: Annotated[tuple[ShowId, ...], msgspec.Meta(description="a list of ids of shows")] = ()
