"""An invented document with everything a page can have, and labels that someone may have written in bad faith."""

from itertools import pairwise
from typing import get_args

from mekgraph.diagram.page import Connector, Document, Figure, Form, Look, Page, Words

FORMS: tuple[Form, ...] = get_args(Form)
DASHES = ((), (2.2, 1.3), (0.5, 1.0))
LABELS = {
    "en": "Regional Expert Council",
    "ru": "Региональный экспертный совет",
    "uz": "Hududiy ekspertlar kengashi: oʻzbek, gʻoya, maʼno",
    "kk": "Өңірлік сарапшылар кеңесі: Қазақстан, әлем, ұлт, үй, ғылым, һ",
}
HOSTILE = {
    "markup": "<script>alert(1)</script> ]]> &amp; \"'",
    "long": "W" * 200,
    "rtl": "شبكة \u202e الخبراء",
    "emoji": "👩\u200d👩\u200d👧 中文",
    "controls": "a\x00b\x1bc\ufffed\ud800e\tf\r\ng",
}
SIDE = 14.0
ROW, COLUMN = 50.0, 50.0
FILL = "#CCE5FF"


def place(number: int) -> tuple[float, float]:
    return 30.0 + number % 5 * COLUMN, 60.0 + number // 5 * ROW


def card(number: int, key: str, label: str, form: Form = "rounded") -> Figure:
    x, y = place(number)
    return Figure(
        f"actor:{key}",
        form,
        x,
        y,
        SIDE,
        SIDE if form != "ellipse" else SIDE / 2,
        Look(FILL, "#1A1A1A", 0.4, DASHES[number % 3], double=number % 2 == 1),
        Words((label, "second line"), x, y + SIDE, 7.5, 3.1, "middle", bold=number % 2 == 0),
        Figure("mek:Type", "star", x - 3, y - 3, 1, 1, Look("#E69F00")),
        title=label,
        description=f"described: {label}",
        href="https://example.org/?a=1&b=2" if number % 2 else "javascript:alert(1)",
    )


def document() -> Document:
    labels = {**LABELS, **HOSTILE, "one": "1"}
    figures = [card(n, key, labels[key], form) for n, (key, form) in enumerate(zip(labels, FORMS, strict=True))]
    connectors = []
    for number, (start, end) in enumerate(pairwise(figures)):
        a, b = (start.x, start.y), (end.x, end.y)
        curve = a, (a[0] + 10, a[1] - 20), (b[0] - 10, b[1] - 20), b
        middle = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
        label = Figure(
            f"link:l{number} label",
            "rounded",
            *middle,
            6,
            3,
            Look("#FFFFFF"),
            Words((f"{number}–9",), *middle, 6, 2.5, "middle"),
        )
        look = Look("", "#0072B2", 0.45, DASHES[number % 3], double=number % 4 == 0)
        path = curve if number % 2 else (a, b)
        connectors.append(
            Connector(
                f"link:l{number}",
                start.id,
                end.id,
                path,
                look,
                label=label,
                title=f"link {number}",
                description="since 2024",
            )
        )
    frame = Figure("actor:en frame", "rounded", 130, 85, 250, 100, Look("#F4F4F0", "#9A9A9A"), title="a frame")
    samples = tuple(
        Connector(
            f"legend {number}",
            "",
            "",
            ((10, 180 + number * 4), (20, 180 + number * 4)),
            Look("", "#444444", 0.45, dash),
            False,
        )
        for number, dash in enumerate(DASHES)
    )
    head = Words(("The title comes first",), 10, 15, 16, 6.4, bold=True)
    tail = Words(("A source", "of two lines"), 280, 190, 7, 3, "right", href="https://example.org/source")
    first = Page(297, 210, (frame,), tuple(connectors), tuple(figures), (tail, head), samples)
    second = Page(210, 297, words=(Words(("Manbalar: oʻqish",), 10, 15, 9, 3.5),))
    return Document("uz", "Invented <title>", "What it shows\x0b & more", (first, second))
