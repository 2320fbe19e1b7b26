"""Writes what the documentation takes from the ontology and the data; ``--check`` only says whether it is current.

``ontology/terms.md`` is written whole. In the other pages only two things are: blocks between
``<!-- generated: NAME -->`` and ``<!-- end -->``, and the ``#>`` lines of results in fenced sparql snippets.
"""

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox

from mekgraph.check.details import shown
from mekgraph.graph.build import read_all
from mekgraph.graph.derive import derive
from mekgraph.graph.engine import OxigraphEngine as Model
from mekgraph.graph.engine import Rows
from mekgraph.iris import PREFIXES, SCHEMES, expand
from mekgraph.messages import LANGUAGES
from mekgraph.resources import Project
from mekgraph.sparql import own_query

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("README.md", "ontology/README.md", "data/README.md", "queries/README.md")
TERMS = "ontology/terms.md"
TERMS_HEAD = "# Terms\n\nWritten by `python docs/generate.py`; do not edit. Start with [README.md](README.md).\n\n"
BLOCK = re.compile(r"(<!-- generated: ([\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
SNIPPET = re.compile(r"(```sparql\n)(.*?)(```)", re.DOTALL)
RESULT, ROWS_SHOWN = "#> ", 4
ALIGNING = ("rdfs:subClassOf", "rdfs:subPropertyOf", "skos:closeMatch", "skos:relatedMatch")


def read_model(project: Project) -> Model:
    """All Turtle files, the alignments too, with the derived edges, in memory."""
    files = [*project.ontology_files(), *sorted((project.ontology / "alignments").glob("*.ttl")), *project.data_files()]
    engine = Model.of(s.triple for document in read_all(files, project) for s in document.statements)
    derive(engine, project.rule_files())
    return engine


def quads(model: Model, subject: str | None, predicate: str | None, value: str | None = None) -> list[ox.Quad]:
    """The statements that fit, asked for by short IRIs (or full ones that have no short form)."""
    full = [expand(end) if end and end.partition(":")[0] in PREFIXES else end for end in (subject, predicate, value)]
    s, p, o = (ox.NamedNode(iri) if iri else None for iri in full)
    return list(model.store.quads_for_pattern(s, p, o))


def values(model: Model, subject: str, predicate: str) -> list[str]:
    """The values of a property of a thing, as people read them, in order."""
    return sorted({shown(quad.object) for quad in quads(model, subject, predicate)})


def subjects(model: Model, predicate: str, *objects: str) -> list[str]:
    """The things that have one of the values, in order."""
    found = {shown(quad.subject) for value in objects for quad in quads(model, None, predicate, value)}
    return sorted(found, key=str.casefold)


def text(model: Model, subject: str, predicate: str = "skos:definition", language: str = "en") -> str:
    """A text about a thing in one language, its English definition if nothing else is asked for; empty for none."""
    found = (quad.object for quad in quads(model, subject, predicate))
    return next((o.value for o in found if isinstance(o, ox.Literal) and o.language == language), "")


def parents(model: Model, name: str) -> list[str]:
    """The classes of ours directly above a class."""
    return [above for above in values(model, name, "rdfs:subClassOf") if above.startswith("mek:")]


def lineage(model: Model, name: str) -> list[str]:
    """A class and all classes of ours above it."""
    return [name, *(higher for above in parents(model, name) for higher in lineage(model, above))]


def properties(model: Model, edges: bool) -> list[str]:
    """The edge properties, direct and derived, or all others."""
    worked = {"mek:workedWith", *subjects(model, "rdfs:subPropertyOf", "mek:workedWith")}
    direct = {shown(quad.object) for quad in quads(model, None, "mek:edgeProperty")}
    every = subjects(model, "rdf:type", "owl:ObjectProperty", "owl:DatatypeProperty")
    return [name for name in every if (name in worked | direct) == edges]


def end_of(model: Model, name: str, side: str) -> str:
    """What stands at the ``subject`` or ``object`` of a property: as it or its link kind declares, else as in data."""
    for kind in subjects(model, "mek:edgeProperty", name):
        return code(values(model, kind, f"mek:{side}Class"))
    declared = values(model, name, "rdfs:domain" if side == "subject" else "rdfs:range")
    if declared == ["skos:Concept"]:
        prefix = values(model, name, "skos:example")[0].split()[-2].partition(":")[0]
        return f"concept of `scheme:{SCHEMES[prefix]}`"
    return code(declared or {main_class(model, getattr(quad, side)) for quad in quads(model, None, name)})


def main_class(model: Model, term: object) -> str:
    """The datatype of a literal, or the topmost class of a thing (of a claim the one below)."""
    if isinstance(term, ox.Literal):
        return shown(term.datatype)
    types = values(model, shown(term), "rdf:type")
    return [name for name in lineage(model, types[0]) if name != "mek:Claim"][-1] if types else "web address"


def code(names: Iterable[str]) -> str:
    """Short IRIs in code type, other words as they are."""
    return ", ".join(f"`{name}`" if ":" in name else name for name in sorted(names)) or "–"


def table(columns: str, rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table; ``columns`` are its headings, parted by bars."""
    cells = ([str(cell).replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows)
    lines = [columns.split("|"), ["---"] * (columns.count("|") + 1), *cells]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def block_counts(model: Model) -> str:
    """How many things of each main class there are."""
    return table("Class|Number", ((f"`{shown(name)}`", shown(n)) for name, n in model.select(own_query("counts")).rows))


def block_namespaces(model: Model) -> str:
    """The prefixes that need no declaration."""
    declared = subjects(model, "rdf:type", "sh:PrefixDeclaration")
    pairs = [(values(model, name, "sh:namespace")[0], values(model, name, "sh:prefix")[0]) for name in declared]
    return table("Prefix|Namespace", [(f"`{prefix}:`", f"`{space}`") for space, prefix in sorted(pairs)])


def block_classes(model: Model) -> str:
    """Every class, what it is below, how many things it has (those of its subclasses with them) and what it means."""
    names = subjects(model, "rdf:type", "owl:Class")
    below = {above: [name for name in names if above in lineage(model, name)] for above in names}
    sizes = {name: len(subjects(model, "rdf:type", *below[name])) for name in names}
    rows = ((f"`{n}`", code(parents(model, n)), sizes[n], text(model, n)) for n in names)
    return table("Class|Subclass of|Things|Meaning", rows)


def block_properties(model: Model) -> str:
    """Every property but those of edges."""
    names = properties(model, edges=False)
    rows = ((f"`{n}`", end_of(model, n, "subject"), end_of(model, n, "object"), text(model, n)) for n in names)
    return table("Property|From|To|Meaning", rows)


def block_kinds(model: Model) -> str:
    """Every kind of link with its ends, its direct edge and how many of its links carry a start or an end."""
    dated = {shown(quad.subject) for name in ("mek:start", "mek:end") for quad in quads(model, None, name)}
    rows = []
    for kind in subjects(model, "rdf:type", "mek:LinkKind"):
        ends = [code(values(model, kind, name)) for name in ("mek:subjectClass", "mek:objectClass", "mek:edgeProperty")]
        links = subjects(model, "mek:kind", kind)
        rows.append((f"`{kind}`", *ends, text(model, kind), len(links), len(dated & set(links))))
    return table("Kind|Subject|Object|Direct edge|Meaning|Links|With a date", rows)


def block_edges(model: Model) -> str:
    """The derived relations between two actors."""
    names = subjects(model, "rdfs:subPropertyOf", "mek:workedWith")
    ways = {n: "both ways" if "owl:SymmetricProperty" in values(model, n, "rdf:type") else "one way" for n in names}
    rows = ((f"`{n}`", ways[n], text(model, n), len(quads(model, None, n))) for n in names)
    return table("Property|Read|Meaning|Edges", rows)


def block_concepts(model: Model) -> str:
    """Every concept scheme with the prefix and the ids of its concepts."""
    schemes = {f"scheme:{scheme}": prefix for prefix, scheme in sorted(SCHEMES.items())}
    rows = ((f"`{p}:`", text(model, s), code(subjects(model, "skos:inScheme", s))) for s, p in schemes.items())
    return table("Prefix|What it says|Concepts", rows)


BLOCKS: dict[str, Callable[[Model], str]] = {n[6:]: made for n, made in globals().items() if n.startswith("block_")}


def results(rows: Rows) -> str:
    """The first rows of an answer as comment lines."""
    lines = [" | ".join(rows.columns)]
    lines += [" | ".join("" if term is None else shown(term) for term in row) for row in rows.rows[:ROWS_SHOWN]]
    lines += [f"... {len(rows.rows)} rows in all"] if len(rows.rows) > ROWS_SHOWN else []
    return "".join(f"{RESULT}{line}\n" for line in lines)


def refreshed(page: str, model: Model) -> str:
    """A page with its blocks and its results as they are now; KeyError for a block of unknown name."""

    def snippet(match: re.Match[str]) -> str:
        query = "".join(line for line in match[2].splitlines(keepends=True) if not line.startswith(RESULT))
        return match[1] + query + results(model.select(query)) + match[3] if query != match[2] else match[0]

    return SNIPPET.sub(snippet, BLOCK.sub(lambda match: match[1] + BLOCKS[match[2]](model) + match[3], page))


def example(model: Model, name: str) -> str:
    """The example of a term, or the shortest statement of a property in the data."""
    found = ((len(str(q.object)), f"{shown(q.subject)} {name} {q.object} .") for q in quads(model, None, name))
    shortest = re.sub(r"<http://www.w3.org/2001/XMLSchema#(\w+)>", r"xsd:\1", min(found, default=(0, ""))[1])
    chosen = " ".join(" ".join(values(model, name, "skos:example")).split()) or shortest
    return chosen and f"`{chosen}`"


def entry(model: Model, name: str, **facts: str) -> str:
    """One term: heading, what is said of it, and label and definition in each language."""
    aligned = (f"`{p} {v}`" for p in ALIGNING for v in values(model, name, p) if not v.startswith(("mek:", "edge:")))
    drawn = " ".join(values(model, name, "mek:nodeShape") + values(model, name, "mek:nodeColor"))
    facts |= {"Drawn as": drawn, "Example": example(model, name), "Aligned": ", ".join(aligned)}
    lines = "".join(f"- {head.replace('_', ' ')}: {fact}\n" for head, fact in facts.items() if fact)
    told = [(lang, *(text(model, name, p, lang) for p in ("rdfs:label", "skos:definition"))) for lang in LANGUAGES]
    return f"### {name}\n\n{lines}\n{table('Language|Label|Definition', told)}\n"


def tree(model: Model, above: list[str], depth: int = 0) -> str:
    """The classes below ``above`` as a nested list."""
    here = [name for name in subjects(model, "rdf:type", "owl:Class") if parents(model, name) == above]
    return "".join(f"{'  ' * depth}- `{n}` {text(model, n, 'rdfs:label')}\n{tree(model, [n], depth + 1)}" for n in here)


def scheme_entry(model: Model, name: str) -> str:
    """One concept scheme with its concepts."""
    every = (name, *subjects(model, "skos:inScheme", name))
    labels = {c: [text(model, c, "skos:prefLabel", lang) for lang in LANGUAGES] for c in every}
    rows = ((f"`{c}`", *found, text(model, c)) for c, found in labels.items() if c != name)
    heading = f"### {name}\n\n{' · '.join(labels[name])}: {text(model, name)}\n\n"
    return heading + table("Id|en|ru|uz|Definition", rows) + "\n"


def terms_page(model: Model) -> str:
    """The whole page of terms."""
    classes = (entry(model, n, Subclass_of=code(parents(model, n))) for n in subjects(model, "rdf:type", "owl:Class"))
    parts = {"Classes": f"{tree(model, [])}\n{''.join(classes)}"}
    for heading, edges in (("Properties", False), ("Edge properties", True)):
        ends = {n: (end_of(model, n, "subject"), end_of(model, n, "object")) for n in properties(model, edges)}
        parts[heading] = "".join(entry(model, n, From=first, To=last) for n, (first, last) in ends.items())
    parts["Concepts"] = "".join(scheme_entry(model, name) for name in subjects(model, "rdf:type", "skos:ConceptScheme"))
    return TERMS_HEAD + "\n".join(f"## {name}\n\n{body}" for name, body in parts.items()).rstrip() + "\n"


def main(arguments: list[str]) -> int:
    """Name and write the pages that are stale; with ``--check`` only name them, and give 1 if there are any."""
    model = read_model(Project(ROOT, ROOT / "out"))
    there = [ROOT / name for name in PAGES if (ROOT / name).is_file()]
    due = {ROOT / TERMS: terms_page(model)} | {file: refreshed(file.read_text("utf-8"), model) for file in there}
    stale = [file for file, page in due.items() if not file.is_file() or file.read_text("utf-8") != page]
    for file in stale:
        print(file.relative_to(ROOT))
        if "--check" not in arguments:
            file.write_text(due[file], encoding="utf-8")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
