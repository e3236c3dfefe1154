"""The sources that imported files are cited by, in the sources.toml of a folder."""

import datetime as dt
from pathlib import Path

from milipol_cli.base.toml_lines import split_tables, with_table
from milipol_cli.base.toml_values import toml_fields, toml_text
from milipol_cli.imports.report import ImportedSource, Orders
from milipol_cli.network.load.combine import value_of
from milipol_cli.network.load.integrity import duplicates
from milipol_cli.network.load.reading import SOURCES, DataFile, file_of, read_file
from milipol_cli.network.model.sources import Source, SourcesFile


def cited_source(orders: Orders, id_: str, title: str, organiser: str, day: dt.date) -> Source:
    """The source of what is imported on a day: of a participant by default."""
    by_default = organiser if orders.official else "a participant's file"
    return Source(
        id=id_,
        publisher=orders.publisher or by_default,
        kind="organiser" if orders.official else "participant",
        title=title,
        date=day,
    )


def source_of_import(orders: Orders, new: Source, days: Source | None) -> ImportedSource:
    """What to write so that a file and its `days`, if given, have their sources.

    The new source replaces that of the last import, but not a source of its id that
    the user wrote.
    """
    # The file has the source of the days; the texts to write are none if it had it.
    file, texts = sources_with(orders.into.root, days)
    before = next((s for s in _sources_in(file) if s.id == new.id), None)
    if before is None:
        return ImportedSource(_with_source(file, None, new))
    if not before.is_imported:  # the user wrote it
        return ImportedSource(texts)
    if before != new:
        texts = _with_source(file, before, new) or texts
    old_publisher, new_publisher = (
        f"{source.publisher} ({source.kind})" for source in (before, new)
    )
    if old_publisher == new_publisher:
        return ImportedSource(texts, is_due=before.is_false)
    is_set_by_user = orders.official or orders.publisher is not None
    change = f"{new_publisher}, previously {old_publisher}"
    return ImportedSource(texts, change, is_due=before.is_false or is_set_by_user)


def sources_with(root: Path, source: Source | None) -> tuple[DataFile, list[tuple[Path, str]]]:
    """The sources.toml of a folder with a source, and what to write if that is new."""
    path = root / SOURCES
    file = read_file(path) or DataFile(path, "", {})
    if source is None or any(other.id == source.id for other in _sources_in(file)):
        return file, []
    texts = _with_source(file, None, source)
    return file_of(texts[0][1], path), texts


def _with_source(file: DataFile, before: Source | None, source: Source) -> list[tuple[Path, str]]:
    """A sources.toml to write, with a source in the place of the one before, if any.

    Nothing if its sources are in one list, as only a person writes them.
    """
    sources = split_tables(file.text)
    if before is None:
        lines = with_table(sources.lines, f"[[source]]\n{toml_text(source)}")
    elif sources.tables:
        number = _sources_in(file).index(before)
        values = dict.fromkeys(Source.__struct_fields__) | toml_fields(source)
        lines = sources.with_values_in(number, values).lines
    else:
        return []
    text = "".join(lines)
    assert source in _sources_in(file_of(text, file.path))
    return [(file.path, text)]


def _sources_in(file: DataFile) -> tuple[Source, ...]:
    sources = value_of(file, SourcesFile, lambda value: duplicates("source", value.source))
    return sources.source
