"""The forms in which an answer is handed on: for people, for spreadsheets, for programs."""

from collections.abc import Callable

from mekgraph.ask.answer import Answer
from mekgraph.ask.formats.columns import to_arrow, to_parquet
from mekgraph.ask.formats.delimited import to_csv, to_tsv
from mekgraph.ask.formats.html import to_html
from mekgraph.ask.formats.json import to_json
from mekgraph.ask.formats.markdown import to_markdown
from mekgraph.ask.formats.xlsx import to_xlsx

# By name; each takes the answer and the reader's language and gives bytes.
FORMATS: dict[str, Callable[[Answer, str], bytes]] = {
    "csv": lambda answer, _: to_csv(answer).encode(),
    "tsv": lambda answer, _: to_tsv(answer).encode(),
    "json": lambda answer, _: to_json(answer).encode(),
    "markdown": lambda answer, language: to_markdown(answer, language).encode(),
    "html": lambda answer, language: to_html(answer, language).encode(),
    "xlsx": to_xlsx,
    "parquet": lambda answer, _: to_parquet(answer),
    "arrow": lambda answer, _: to_arrow(answer),
}
# They are no text, so they do not go to a terminal.
BINARY = frozenset({"xlsx", "parquet", "arrow"})
# The standard bytes of the engine, by the name of the form.
RAW = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "sparql-json": "application/sparql-results+json",
    "sparql-xml": "application/sparql-results+xml",
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
}
GRAPHS = ("turtle", "ntriples", "jsonld")
