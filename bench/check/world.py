"""The invented world of the bench: how many things there are, and what each of them says while nothing is wrong."""

from collections.abc import Callable
from random import Random

Properties = dict[str, list[str]]  # predicate -> objects, all as Turtle terms; "a" comes first

TRIPLES_PER_LINK = 16.12  # all things together; so many links make a world of a given size
PER_LINK = {
    "State": 0.01,
    "UNBody": 0.014,
    "Council": 0.009,
    "GovernmentBody": 0.096,
    "WorkingGroup": 0.034,
    "NGO": 0.11,
    "Place": 0.02,
    "Event": 0.08,
    "Document": 0.05,
    "Source": 0.08,
}
ACTORS = ("State", "UNBody", "Council", "GovernmentBody", "WorkingGroup", "NGO")
STATES = 195
WORDS = {
    "State": ("State", "Государство", "Davlat"),
    "UNBody": ("UN body", "Орган ООН", "BMT organi"),
    "Council": ("Council", "Совет", "Kengash"),
    "GovernmentBody": ("Government body", "Государственный орган", "Davlat organi"),
    "WorkingGroup": ("Working group", "Рабочая группа", "Ishchi guruh"),
    "NGO": ("NGO", "НПО", "NNT"),
    "Event": ("Event", "Мероприятие", "Tadbir"),
}
LINK_KINDS = ("funds", "hosts", "initiates", "implements", "joins", "leads", "organizes", "supports", "signs", "trains")


class World:
    """Counts, names and chances of one world; everything random in it comes from ``seed``.

    ``spare`` says how many of the last things of a type nothing may lead to. ``trunk`` of a type is its first third:
    only things of the trunk are parents of others, and no defect is put there, so that one defect stays one.
    """

    def __init__(self, triples: int, seed: int, spare: dict[str, int], cycles: set[int]) -> None:
        self.random = Random(seed)
        links = max(30, round(triples / TRIPLES_PER_LINK))
        self.size = {item: max(3, round(share * links)) for item, share in PER_LINK.items()}
        self.size["State"] = min(STATES, self.size["State"])
        for item, count in spare.items():
            self.size[item] += count
        self.size |= {"Link": links, "Registry": 1}
        self.cited = self.size["Source"] - spare.get("Source", 0)
        names = [f"b:{item}-{index}" for item in ACTORS for index in range(self.size[item])]
        self.actors = names[: len(names) - spare.get("NGO", 0)]
        self.cycles = cycles

    def trunk(self, item: str) -> int:
        """How many things of a type make its trunk."""
        return self.size[item] // 3

    def actor(self) -> str:
        """Some actor; the n-th has a chance of about 1/n (Zipf)."""
        return self.actors[int(len(self.actors) ** self.random.random()) - 1]

    def source(self) -> str:
        """Some source, chances as for actors."""
        return f"b:Source-{int(self.cited ** self.random.random()) - 1}"

    def some(self, item: str, below: int = 0) -> str:
        """Any thing of a type with equal chances; one of the first ``below`` if given."""
        return f"b:{item}-{self.number(0, below or self.size[item])}"

    def number(self, low: int, high: int) -> int:
        """A whole number from ``low`` to just under ``high``."""
        return low + int(self.random.random() * (high - low))

    def chance(self, share: float) -> bool:
        """True in this share of cases."""
        return self.random.random() < share

    def date(self, low: int, high: int, day: int = 0) -> str:
        """A date in the years from ``low`` to just under ``high``."""
        return f'"{self.number(low, high)}-{self.number(1, 13):02}-{day or self.number(1, 29):02}"^^xsd:date'


def names(item: str, index: int) -> list[str]:
    """A label in each language."""
    return [f'"{word} {index}"@{tag}' for word, tag in zip(WORDS[item], ("en", "ru", "uz"), strict=True)]


def actor(world: World, item: str, index: int) -> Properties:
    """What actors of all types say."""
    said = {"a": [f"b:{item}"], "rdfs:label": names(item, index)}
    if world.chance(0.3):
        said["b:alias"] = [f'"{WORDS[item][0]} no. {index}"@en']
    if world.chance(0.5):
        said["b:acronym"] = [f'"{item[:3]}-{index}"']
    if world.chance(0.7):
        said["b:homepage"] = [f"<https://{item.lower()}-{index}.example.org/>"]
    year = world.number(1900, 2015)
    said["b:founded"] = [
        (f'"{year}"^^xsd:gYear', f'"{year}-06"^^xsd:gYearMonth', f'"{year}-06-15"^^xsd:date')[index % 3]
    ]
    if world.chance(0.4):
        said["b:active"] = ["true" if world.chance(0.8) else "false"]
    return said


def state(world: World, index: int) -> Properties:
    code = chr(65 + index // 26) + chr(65 + index % 26)
    return actor(world, "State", index) | {
        "b:code": [f'"{code}"'],
        "b:population": [str(world.number(10_000, 1_000_000_000))],
    }


def un_body(world: World, index: int) -> Properties:
    parent = world.some("UNBody", min(index, world.trunk("UNBody"))) if index and world.chance(0.5) else "b:un"
    return actor(world, "UNBody", index) | {
        "org:subOrganizationOf": [parent],
        "b:headcount": [str(world.number(1, 20_000))],
    }


def council(world: World, index: int) -> Properties:
    drawn = {world.number(0, world.size["State"]) for _ in range(5)}
    states = [f"b:State-{number}" for number in sorted(drawn | {0, 1})]
    others = [world.some("NGO"), world.some("UNBody")] if world.chance(0.5) else [world.some("NGO")]
    return actor(world, "Council", index) | {"b:member": [*states, *others]}


def government_body(world: World, index: int) -> Properties:
    said = actor(world, "GovernmentBody", index)
    if index - 1 in world.cycles:
        said["org:subOrganizationOf"] = [f"b:GovernmentBody-{index - 1}"]
    elif index == 0 or world.chance(0.1):
        said["b:country"] = [world.some("State")]
    else:
        said["org:subOrganizationOf"] = [world.some("GovernmentBody", min(index, world.trunk("GovernmentBody")))]
    return said


def working_group(world: World, index: int) -> Properties:
    under = index and world.chance(0.3)
    parent = world.some("WorkingGroup", min(index, world.trunk("WorkingGroup"))) if under else world.some("Council")
    chair = world.some("State") if world.chance(0.2) else world.some("GovernmentBody")
    said = {"org:subOrganizationOf": [parent], "b:reportsTo": [parent], "b:chair": [chair]}
    return actor(world, "WorkingGroup", index) | said


def ngo(world: World, index: int) -> Properties:
    return actor(world, "NGO", index) | {
        "b:registeredIn": [world.some("State")],
        "b:email": [f'"Office-{index}@ngo.example.org"'],
    }


def place(world: World, index: int) -> Properties:
    said = {
        "a": ["b:Place"],
        "rdfs:label": [f'"Place {index}"@en'],
        "b:latitude": [f"{world.number(-89, 90)}.5"],
        "b:longitude": [f"{world.number(-179, 180)}.25"],
    }
    return said | ({"b:within": [world.some("Place", world.trunk("Place"))]} if index >= world.trunk("Place") else {})


def event(world: World, index: int) -> Properties:
    people = list(dict.fromkeys([world.actor() for _ in range(world.number(2, 6))]))
    people += [name for name in ("b:State-0", "b:State-1") if len(people) < 2 and name not in people]
    day = world.number(1, 20)
    start = world.date(2000, 2025, day)
    said = {
        "a": ["b:Meeting" if world.chance(0.6) else "b:StudyVisit"],
        "rdfs:label": names("Event", index),
        "b:place": [world.some("Place")],
        "b:participant": people,
        "b:host": [people[0]],
        "b:start": [start],
        "b:end": [f'{start[:9]}{day + world.number(0, 8):02}"^^xsd:date'],
        "b:online": ["true"],
    }
    if world.chance(0.7):
        said["b:online"] = ["false"]
        said["b:venue"] = [f'"Hall {index % 40}"']
    if (sponsor := world.actor()) not in people:
        said["b:sponsor"] = [sponsor]
    if index < world.size["Document"]:
        said["b:report"] = [f"b:Document-{index}"]
    return said


def document(world: World, index: int) -> Properties:
    signed = {"b:signedBy": [world.actor()]} if world.chance(0.7) else {"b:adoptedBy": [world.some("Council")]}
    said = {
        "a": ["b:Document"],
        "b:title": [f'"Document {index}"@en', f'"Документ {index}"@ru'],
        "b:number": [f'"DOC/{index}"'],
        "b:published": [world.date(2000, 2015)],
        "b:pages": [str(world.number(1, 400))],
        "b:volume": [f'"{world.number(1, 100)}"^^xsd:byte'],
        "b:language": [('"en"', '"ru"', '"uz"')[world.number(0, 3)]],
    }
    return said | signed | ({"b:effective": [world.date(2015, 2021)]} if world.chance(0.5) else {})


def source(world: World, index: int) -> Properties:
    return {
        "a": ["b:Source"],
        "b:title": [f'"Source {index}"@en'],
        "b:url": [f"<https://source.example.org/{index}>"],
        "b:publisher": [world.actor()],
        "b:retrieved": [world.date(2020, 2026)],
        "b:reliability": [f'"{"ABCDEF"[world.number(0, 6)]}"'],
        "b:checksum": [f'"{world.number(0, 1 << 32):08x}"'],
    }


def link(world: World, index: int) -> Properties:
    subject = world.actors[index] if index < len(world.actors) else world.actor()
    other = world.random.random()
    target = world.actor() if other < 0.7 else world.some("Event" if other < 0.95 else "Document")
    first = f"b:Source-{index}" if index < world.cited else world.source()
    said = {
        "a": ["b:Link"],
        "b:kind": [f"b:{LINK_KINDS[world.number(0, len(LINK_KINDS))]}"],
        "b:subject": [subject],
        "b:object": ["b:un" if target == subject or index == 0 else target],
        "b:start": [world.date(2000, 2015)],
        "prov:wasDerivedFrom": list(dict.fromkeys([first, world.source()] if world.chance(0.5) else [first])),
        "b:locator": [f'"p. {world.number(1, 300)}"'],
        "b:confidence": [f"{world.number(1, 20) * 0.05:.2f}".rstrip("0")],
        "b:credibility": [str(world.number(1, 7))],
        "b:status": ["b:reviewed", "b:current"] if world.chance(0.3) else ["b:reviewed"],
    }
    return said | ({"b:end": [world.date(2015, 2026)]} if world.chance(0.6) else {})


def registry(_world: World, _index: int) -> Properties:
    return {"a": ["b:Registry"], "b:edition": ['"2024"']}


ITEMS: dict[str, Callable[[World, int], Properties]] = {
    "Registry": registry,
    "State": state,
    "UNBody": un_body,
    "Council": council,
    "GovernmentBody": government_body,
    "WorkingGroup": working_group,
    "NGO": ngo,
    "Place": place,
    "Event": event,
    "Document": document,
    "Source": source,
    "Link": link,
}
