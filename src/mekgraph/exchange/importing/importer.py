"""The whole way from tables to ``data/``: all or nothing, with an account of every row."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from mekgraph.check.findings import Detail
from mekgraph.errors import raise_all
from mekgraph.exchange.canonical import turtle
from mekgraph.exchange.files import write_all
from mekgraph.exchange.importing import claims, disagreements, figures, names, things
from mekgraph.exchange.importing.origins import Origins
from mekgraph.exchange.importing.reading import Facts, read_facts
from mekgraph.exchange.importing.world import World, load_world, node
from mekgraph.iris import shorten
from mekgraph.resources import Project
from mekgraph.sources.rows import Row

REPORT_COLUMNS = ("file", "line", "became", "how")
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Account:
    """What one row became: ``became`` holds short IRIs, ``how`` says new, or with which line it was merged."""

    file: str
    line: int
    became: tuple[str, ...]
    how: str


@dataclass(frozen=True)
class Import:
    """The result of an import: an account of every row, and the changed files with their new text.

    ``origins`` knows the cell of every statement that was added; ``notes`` say which files and sheets were left out.
    """

    accounts: list[Account]
    files: dict[Path, str]
    origins: Origins
    notes: list[Detail]

    def report(self) -> str:
        """The accounts as CSV with the columns file, line, became, how."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(REPORT_COLUMNS)
        writer.writerows((a.file, a.line, " ".join(a.became), a.how) for a in self.accounts)
        return out.getvalue()


def import_tables(
    project: Project, paths: list[Path], write: bool = True, progress: Progress = lambda _: None
) -> Import:
    """Add the facts in CSV files and workbooks to the data of a project.

    Ids, relations, dates and vocabularies are checked for all rows first; if anything is wrong, InputError (or
    InputErrors) names every place and nothing is written. With ``write=False`` nothing is written in any case.
    """
    progress("import.reading")
    facts = read_facts(paths, lambda file: file.name)
    world = load_world(project)
    progress("import.converting")
    done = convert(world, facts)
    if write:
        write_all(done.files)
    return done


def convert(world: World, facts: Facts) -> Import:
    """Turn rows into statements of the world; raises InputError, or InputErrors with every wrong cell."""
    accounts = _convert(world, facts.rows)
    once = {(error.key, error.file, error.line, error.column, error.text()): error for error in world.errors}
    raise_all(sorted(once.values(), key=lambda error: (str(error.file), error.line or 0)))
    texts = {
        file: turtle(world.triples[file], world.prefixes.get(file), world.comments.get(file, ""))
        for file in sorted(world.changed)
    }
    return Import(accounts, texts, world.origins, facts.notes)


def _convert(world: World, rows: dict[str, list[Row]]) -> list[Account]:
    for table, kind in (("actors", "actor"), ("events", "event"), ("documents", "instrument"), ("sources", "source")):
        things.declare(world, rows[table], kind)
    things.add_sources(world, rows["sources"])
    things.add_actors(world, rows["actors"])
    things.add_types(world, rows["types"])
    things.add_events(world, rows["events"], {row["place_en"]: row for row in rows["places"]})
    things.add_instruments(world, rows["documents"])
    things.add_themes(world, rows["themes"])
    names.add_names(world, rows["names"])
    names.add_standings(world, rows["name_status"])
    names.add_acronyms(world, rows["acronyms"])
    evidence = claims.add_claims(world, rows["claims"], claims.attribution_index(rows["attributions"]))
    noted = figures.add_noted_figures(world, evidence)
    tabled = figures.add_table_figures(world, rows["figures"])
    disagreements.add_disagreements(world, rows["disagreements"], rows["readings"])
    accounts = [_account_of_thing(world, row) for table in PLAIN for row in rows[table]]
    accounts += _accounts_of_claims(world, evidence, noted)
    accounts += [
        Account(row.where, row.line, (f"figure:{tabled[id(row)]}",), "figure")
        for row in rows["figures"]
        if id(row) in tabled
    ]
    return accounts


PLAIN = ("actors", "acronyms", "name_status", "events", "documents", "sources")


def _account_of_thing(world: World, row: Row) -> Account:
    """Rows of things and names stay one by one: the thing, and what of it the row gave."""
    name = row["id"] or row["actor_id"]
    thing = (world.sources if row.table == "sources" else world.things).get(name)
    became = (shorten(thing.value),) if thing else ()
    how = {"acronyms": f"acronym@{row['language']}", "name_status": f"{row['status']} name@{row['language']}"}
    return Account(row.where, row.line, became, how.get(row.table, "thing"))


def _accounts_of_claims(
    world: World, evidence: list[tuple[Row, ox.NamedNode]], noted: dict[int, list[str]]
) -> list[Account]:
    first: dict[ox.NamedNode, Row] = {}
    links = {
        proof: node(f"link:{name}")
        for names_ in world.links.values()
        for name in names_
        for proof in world.get(node(f"link:{name}"), "evidence")
    }
    seen: set[ox.NamedNode] = set()
    accounts = []
    for row, proof in evidence:
        link = links[proof]
        if proof in first:
            how = f"merged into the evidence of line {row.line_of(first[proof])}: same link, source and firmness"
        else:
            how = "one more evidence of the link" if link in seen else "new link and evidence"
        first.setdefault(proof, row)
        seen.add(link)
        became = (shorten(link.value), shorten(proof.value), *(f"figure:{name}" for name in noted[id(row)]))
        accounts.append(Account(row.where, row.line, became, how))
    return accounts
