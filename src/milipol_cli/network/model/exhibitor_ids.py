"""How the ids of exhibitors and the files of their lists are named."""

# What stands between the id of an edition and that of an exhibitor.
EXHIBITORS = "exhibitors"


def exhibitors_name(edition_id: str) -> str:
    """The path of the file of a list of exhibitors in a data folder."""
    show_id, _, year = edition_id.rpartition("-")
    return f"{show_id}/{year}.{EXHIBITORS}.toml"


def key_in(whole_id: str) -> str:
    """The id of an exhibitor within its edition, from a whole id; "" for others."""
    return whole_id.casefold().partition(f"/{EXHIBITORS}/")[2]
