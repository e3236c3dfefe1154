"""Links the companies of all lists by rules -> `data/circuit/companies.toml`.

    .venv/bin/python tools/companies.py

Run it after a change of a list or of the rules (`network/company_links.py`), and review
the difference. To put a link right, change `companies.toml` beside this file: names in
`different` are of other companies than the first one, names in `same` are of one.
"""

from collections.abc import Iterator
from pathlib import Path

from milipol_cli.base.toml_values import toml_value
from milipol_cli.network.load.combine import value_of
from milipol_cli.network.load.packing import Sources, links_made, sources
from milipol_cli.network.load.reading import CIRCUIT, COMPANIES, read_file
from milipol_cli.network.model.companies import CompaniesFile

DATA = Path(__file__).parents[1] / "data"

ABOUT = """\
# Names on lists that are of one company, or perhaps are, by rules about names,
# countries and websites. tools/companies.py writes it; ../companies.toml comes before.
"""


def decided() -> CompaniesFile:
    """What people decided about names that rules link wrongly, or are not sure of."""
    file = read_file(Path(__file__).with_suffix(".toml"))
    assert file is not None
    return value_of(file, CompaniesFile, lambda _: ())


def text_of(known: Sources) -> Iterator[str]:
    """The lines of the file, a group a line."""
    by_people = decided()
    same, perhaps = links_made(known, by_people)
    yield f"{ABOUT}\nsame = [\n"
    yield from (f"    {toml_value(names)},\n" for names in same)
    yield "]\n\ndifferent = [\n"
    for group in by_people.groups("different"):
        yield f"    {toml_value(group.names)},\n"
    yield "]\n\nperhaps = [\n"
    for one, other, why in perhaps:
        names = toml_value((one, other))
        table = f"{{ names = {names}, why = {toml_value(why)} }}"
        yield f"    {table if why else names},\n"
    yield "]\n"


if __name__ == "__main__":
    (DATA / CIRCUIT / COMPANIES).write_text("".join(text_of(sources(DATA))), "utf-8")
