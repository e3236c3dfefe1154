"""Lists of exhibitors as of a date, their entries in words, and words in them."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from milipol_cli.base.folding import fold, fold_long, places_of_word
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.company_names import Companies, name_key
from milipol_cli.network.editions import EditionAsOf, by_day

if TYPE_CHECKING:  # who reads a list has imported them
    from milipol_cli.network.model.exhibitors import Exhibitor, ExhibitorList, ListedExhibitor

# The words for a hall in the usual languages, which may also be plurals.
HALL_WORD = (
    r"halls?|hallen?|hala|pav(?:\.|ill?i?ons?)|pabell[oó]n(?:es)?|padiglion[ei]"
    r"|pavilh(?:[aã]o|[oõ]es)"
)
STAND_WORD = r"stands?|booths?|stalls?|stoisk[oa]|estandes?"
_WORD_OF_PLACE = f"(?:{HALL_WORD}|{STAND_WORD})"

# Hardly any text has this character.
_BETWEEN = "\0"

# Gives the list of an edition, if there is one.
GetList = Callable[[str], "ExhibitorList | None"]


class ListAsOf(NamedTuple):
    """A list of exhibitors that is known as of a date, and its edition."""

    edition: EditionAsOf
    exhibitors: "ExhibitorList"


def list_of(edition: EditionAsOf, get_list: GetList, as_of: AsOf) -> ListAsOf | None:
    """The list of an edition; None if none is known as of the date."""
    exhibitors = get_list(edition.id)
    if exhibitors is None or not as_of.knows(exhibitors):
        return None
    return ListAsOf(edition, exhibitors.as_of_day(as_of.reader_day))


def latest_lists(
    editions: Iterable[EditionAsOf], get_list: GetList, as_of: AsOf
) -> Iterator[ListAsOf]:
    """The lists of editions, the latest edition first; each list is read when due."""
    for edition in sorted(editions, key=by_day, reverse=True):
        listing = list_of(edition, get_list, as_of)
        if listing is not None:
            yield listing


def company_in(exhibitors: "ExhibitorList", name: str) -> "ListedExhibitor | None":
    """The exhibitor of a list with an id, or else with a name, if any.

    Case does not count, nor does the legal form of a name.
    """
    by_id = exhibitors.by_key.get(name.casefold())
    key = name_key(name)
    same = (listed for listed in exhibitors.listed if name_key(listed.exhibitor.name) == key)
    return by_id or next(same, None)


def list_before(
    edition: EditionAsOf, editions: Iterable[EditionAsOf], get_list: GetList, as_of: AsOf
) -> ListAsOf | None:
    """The last list of an earlier edition of the same show, if any.

    None also if that list is only a part of one, which says nothing about newcomers.
    """
    earlier = (
        other
        for other in editions
        if other.show.id == edition.show.id and by_day(other) < by_day(edition)
    )
    before = next(latest_lists(earlier, get_list, as_of), None)
    return None if before is None or before.exhibitors.is_part else before


class Newcomers(NamedTuple):
    """Entries of companies not on the list before, or `perhaps` under another name."""

    number: int
    perhaps: int


def has_category(exhibitors: "ExhibitorList", words: Sequence[str]) -> bool:
    """Whether a category of a list has one of the folded words."""
    names = {name for exhibitor in exhibitors.exhibitor for name in exhibitor.categories}
    return any(word in fold(name) for name in names for word in words)


def newcomers(
    exhibitors: "Iterable[Exhibitor]", before: "ExhibitorList", companies: Companies
) -> Newcomers:
    """How many exhibitors are of companies that are not on the list before."""
    listed = companies.keys_on(before)
    new = [key for e in exhibitors if (key := companies.key_of(e.name)) not in listed]
    perhaps = sum(not listed.isdisjoint(companies.perhaps(key)) for key in new)
    return Newcomers(len(new), perhaps)


def stand_of(exhibitor: "Exhibitor") -> str | None:
    """The halls and stands of an exhibitor, like "Hall 5A K30" or "Stand K30", if any.

    A text that is one stand, without a hall, is called so.
    """
    text = short_stand(exhibitor)
    return f"Stand {text}" if text in exhibitor.stand else text


def short_stand(exhibitor: "Exhibitor") -> str | None:
    """The halls and stands of an exhibitor, like "Hall 5A K30" or just "K30", if any.

    A hall stands before the stand in it if there are as many halls as stands, and
    before all stands if it is the only hall.
    """
    halls = [*map(hall_name, exhibitor.hall)]
    stands = [*exhibitor.stand]
    if len(halls) == len(stands):
        return ", ".join(map(" ".join, zip(halls, stands, strict=True))) or None
    between = " " if len(halls) == 1 and stands else ", "
    return between.join(filter(None, [", ".join(halls), ", ".join(stands)]))


def hall_name(hall: str) -> str:
    """A hall as it is called: it may be a number, like "5A", or have a name."""
    return hall if re.search(r"[^\W\d]{3}", hall) else f"Hall {hall}"


def walk_order(stand: str | None, name: str) -> tuple[object, ...]:
    """A key to sort companies to visit by: hall and stand, then name; no stand is last.

    "Hall 5A K30", "5A-K30" and "5a K 30" are one place, whoever wrote them.
    """
    words = re.findall(r"[^\W_]+", fold(stand or ""))
    words = [word for word in words if not re.fullmatch(_WORD_OF_PLACE, word)]
    # Texts and numbers take turns; of two numbers, the longer one is greater. A space
    # before a letter counts: hall 5 with all its stands is before hall 5A.
    parts = re.split("0*([0-9]+)", " ".join(words))
    numbers = [(len(part) if number % 2 else 0, part.rstrip()) for number, part in enumerate(parts)]
    return stand is None, numbers, fold(name)


def searched_text(exhibitor: "Exhibitor") -> str:
    """The text of an exhibitor that words are searched in, folded: all but the hall."""
    return fold(_searched_text(exhibitor))


def searched_texts(exhibitors: "ExhibitorList") -> list[str]:
    """The results of `searched_text` for all entries, faster for a whole list."""
    texts = [*map(_searched_text, exhibitors.exhibitor)]
    folded = fold_long(_BETWEEN.join(texts)).split(_BETWEEN)
    return folded if len(folded) == len(texts) else [*map(fold, texts)]


def _searched_text(exhibitor: "Exhibitor") -> str:
    return "\n".join((*_own_texts(exhibitor), *exhibitor.categories))


def _own_texts(exhibitor: "Exhibitor") -> tuple[str, ...]:
    """All texts of an entry but its categories and halls."""
    country, website = exhibitor.country_name or "", exhibitor.website or ""
    return (exhibitor.name, country, website, *exhibitor.stand)


def positions_with(words: Sequence[str], exhibitors: "Sequence[Exhibitor]") -> Sequence[int]:
    """The positions of the exhibitors whose searched text has all of some folded words.

    Exhibitors have some hundred categories in common, each of which is searched once.
    """
    categories = set[str]().union(*(exhibitor.categories for exhibitor in exhibitors))
    folded_categories = [(category, fold(category)) for category in categories]
    own_texts = [fold("\n".join(_own_texts(exhibitor))) for exhibitor in exhibitors]
    positions: Sequence[int] = range(len(exhibitors))
    for word in words:  # each word leaves fewer positions
        with_word = {category for category, text in folded_categories if has_word(text, word)}
        positions = [
            position
            for position in positions
            if has_word(own_texts[position], word)
            or not with_word.isdisjoint(exhibitors[position].categories)
        ]
    return positions


def has_word(folded: str, word: str) -> bool:
    """Whether a folded text has a folded word, as `places_of_word` finds it."""
    return word in folded and any(places_of_word(folded, word))
