"""Invented scenes with everything a scene can have, and texts that someone may have written in bad faith."""

from hypothesis import strategies as st

from mekgraph.diagram.scene import Edge, Group, Node, Proof, Scene

HOSTILE = {
    "markup": "<script>alert(1)</script> ]]> &amp; \"'",
    "page": "<html><img src=x onerror=alert(1)>",
    "long": "W" * 200,
    "rtl": "شبكة \u202e الخبراء",
    "emoji": "👩\u200d👩\u200d👧 中文",
    "controls": "a\x00b\x1bc\ufffed\ud800e\tf\r\ng",
    "escapes": r"C:\N \G \n \\ \"",
    "backslash": "ends in \\",
    "entities": "&lt;&#39;&N; %s {0}",
    "syntax": "a:b -> c; } # /* // | {d}",
    "formula": "=HYPERLINK(1)",
    "nothing": "",
}
UZBEK = "Oʻzbekiston: maʼno, Қазақстан"
SHAPES = ("box", "dot", "ellipse", "hexagon", "diamond", "star", "square", "triangle", "triangleDown", "text", "new")
# Any text at all, also halves of characters.
texts = st.text(st.characters(exclude_categories=()), max_size=60)


def proof(text: str, number: int) -> Proof:
    return Proof(
        f"source:s{number}", text, text, "2024-05", f"https://example.org/{number}?a=1&b=2", text, text, (text,)
    )


def scene() -> Scene:
    """A node for each hostile text and links around them, with parallel ones, opposite ones and one to itself."""
    labels = [UZBEK, *HOSTILE.values()]
    nodes = tuple(
        Node(
            f"actor:n{place}",
            label,
            "mek:Type",
            label,
            SHAPES[place % len(SHAPES)],
            "#0077BB" if place else "javascript:red",
            (label, UZBEK),
            ((label, label),),
            "https://example.org/?a=1&b=2" if place % 2 else "javascript:alert(1)",
            20.0 + place % 4 * 60,
            30.0 + place // 4 * 30,
            emphasis=place == 0,
            group=("", "Group \\N", "actor:n1", "actor:n2")[place % 4],
            date=("2024-02", "2024", "around 2020", "2024-02-10")[place % 4],
            value=None if place % 3 else float(place),
            members=(label, "more") if place == 3 else (),
        )
        for place, label in enumerate(labels)
    )
    around = tuple(
        Edge(
            f"link:{place}",
            nodes[place].id,
            nodes[(place + 1) % len(nodes)].id,
            "kind:supports",
            label,
            label,
            "#BBBBBB",
            "solid",
            start=("", "2024-02", "2024", "2025-01-01")[place % 4],
            end=("2024-02", "2024", "", "2024-12")[place % 4],
            implied=place % 2 == 0,
            disputed=place % 3 == 0,
            ended=place % 4 < 2,
            certain=place % 5 > 0,
            fresh=place == 1,
            proofs=tuple(proof(label, number) for number in range(place % 3)),
        )
        for place, label in enumerate(labels)
    )
    more = (
        link("parallel-1", "actor:n0", "actor:n1"),
        link("parallel-2", "actor:n0", "actor:n1"),
        link("opposite", "actor:n1", "actor:n0"),
        link("itself", "actor:n2", "actor:n2"),
    )
    return Scene(
        "uz",
        HOSTILE["markup"],
        HOSTILE["escapes"],
        nodes,
        (*around, *more),
        (),
        (),
        (HOSTILE["controls"],),
        {"key": UZBEK},
        (Group("Group \\N", HOSTILE["entities"]),),
        measure="Daraja",
        on="2024-07",
        version="abc",
    )


def link(key: str, start: str, end: str, kind: str = "supports") -> Edge:
    return Edge(f"link:{key}", start, end, f"kind:{kind}", kind, kind, "#117733", "solid")


def two(one: str, other: str, verb: str = "supports") -> Scene:
    """Two nodes that are called so, and a link between them."""
    nodes = tuple(
        Node(f"actor:{key}", label, "mek:Type", label, "dot", "#0077BB") for key, label in (("a", one), ("b", other))
    )
    edge = Edge("link:l", "actor:a", "actor:b", "kind:k", verb, verb, "#117733", "solid", proofs=(proof(verb, 1),))
    return Scene("en", one, other, nodes, (edge,), (), ())
