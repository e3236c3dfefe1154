"""The rules of the format of schedule.xml, as far as milipol writes it.

Written from what programs that read it expect: the schema of the format has no licence
under which it could be kept here.
"""

import re
from collections import Counter
from xml.etree import ElementTree as ET

ADDRESS = r"https?://[^\s<>\"{}|\\^`]+"
DAY = r"\d{4}-\d{2}-\d{2}"
MOMENT = rf"{DAY}T\d{{2}}:\d{{2}}:\d{{2}}[+-]\d{{2}}:\d{{2}}"
NUMBER = r"[1-9][0-9]*"
TEXT = r"(?s:.*)"

# The children of an element in their order, with how often each may be there.
CHILDREN = {
    "schedule": "generator? url? version conference day+",
    "conference": (
        "title acronym start end days timeslot_duration base_url? url? time_zone_name"
    ),
    "day": "room*",
    "room": "event*",
    "event": "room title type date start duration abstract track persons url?",
    "persons": "person*",
}
# What is in those without children; a name means another in another element.
TEXTS = {
    "conference/acronym": "[a-z0-9_-]{4,}",
    "conference/start": DAY,
    "conference/end": DAY,
    "conference/days": NUMBER,
    "conference/timeslot_duration": r"\d{1,2}:\d{2}",
    "conference/base_url": ADDRESS,
    "conference/url": ADDRESS,
    "schedule/url": ADDRESS,
    "schedule/version": ".+",
    "event/date": MOMENT,
    "event/start": "[0-2][0-9]:[0-5][0-9]",
    "event/duration": r"\d{1,2}:\d{2}",
    "event/url": ADDRESS,
}
ATTRIBUTES = {
    "generator": {"name": ".+"},
    "day": {"date": DAY, "start": MOMENT, "end": MOMENT, "index": NUMBER},
    "room": {"name": ".+"},
    "event": {"id": NUMBER, "guid": "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"},
}
UNIQUE = (("day", "index"), ("event", "id"), ("event", "guid"))


def mistakes(raw: bytes) -> list[str]:
    """What is wrong in a schedule.xml."""
    root = ET.fromstring(raw)
    errors = _in_element(root, "") if root.tag == "schedule" else ["no schedule"]
    for name, attribute in UNIQUE:
        times = Counter(element.get(attribute) for element in root.iter(name))
        errors += [f"{name} {value} twice" for value in times if times[value] > 1]
    return errors


def _in_element(element: ET.Element, parent: str) -> list[str]:
    name = element.tag
    is_room_of_event = (parent, name) == ("event", "room")
    attributes = {} if is_room_of_event else ATTRIBUTES.get(name, {})
    wrong = [] if set(element.attrib) == set(attributes) else [f"attributes of {name}"]
    wrong += [
        f"{name} {key}={element.get(key)!r}"
        for key, pattern in attributes.items()
        if not re.fullmatch(pattern, element.get(key, ""))
    ]
    expected = "" if is_room_of_event else CHILDREN.get(name, "")
    order = "".join(
        f"(?:{child.rstrip('?*+')} ){child[-1] if child[-1] in '?*+' else ''}"
        for child in expected.split()
    )
    children = "".join(f"{child.tag} " for child in element)
    if not re.fullmatch(order, children):
        wrong.append(f"{name} has {children}")
    if not len(element):
        pattern = TEXTS.get(f"{parent}/{name}", TEXT)
        if not re.fullmatch(pattern, element.text or ""):
            wrong.append(f"{name} {element.text!r}")
    for child in element:
        wrong += _in_element(child, name)
    return wrong
