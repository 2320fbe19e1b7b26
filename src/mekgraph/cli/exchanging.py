"""The verbs export, import and fmt."""

from pathlib import Path

import click

from mekgraph.ask.asking import ask
from mekgraph.ask.examples import HERE
from mekgraph.cli.endpoint import on_endpoint
from mekgraph.cli.frame import FOUND, OK, Session, printable, verb
from mekgraph.cli.language import LANGUAGE, say
from mekgraph.cli.parameters import PARAMETER, values_of
from mekgraph.errors import UsageError
from mekgraph.exchange.export import export_all, export_answer, export_examples
from mekgraph.exchange.files import write_atomically
from mekgraph.exchange.formatting import format_files
from mekgraph.exchange.importing.importer import Import, import_tables
from mekgraph.graph.opening import Graph


@verb("export")
@click.option("--question", metavar="ID", help=say("help.question"))
@click.option(PARAMETER, "-p", "params", multiple=True, metavar="NAME=VALUE", help=say("help.param"))
@click.option("--examples", is_flag=False, flag_value=HERE, metavar="[URL]", help=say("help.examples"))
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help=say("help.output"))
@on_endpoint
def _export(
    session: Session,
    question: str | None,
    params: tuple[str, ...],
    examples: str | None,
    output: Path | None,
    endpoint: str | None,
) -> None:
    if question and examples:
        raise UsageError("usage.export_one")
    if examples:
        text = export_examples(session.project, examples)
    elif question:
        graph = Graph.open(session.project, session.progress, endpoint)
        text = export_answer(graph, ask(graph, question, values_of(params), LANGUAGE))
    else:
        text = export_all(Graph.open(session.project, session.progress, endpoint) if endpoint else session.project)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_atomically(output, text)
        click.echo(say("export.done", file=output, lines=text.count("\n")))


@verb("import")
@click.argument("tables", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=say("help.dry_run"))
@click.option("--report", type=click.Path(path_type=Path), metavar="FILE", help=say("help.report"))
def _import(session: Session, tables: tuple[Path, ...], dry_run: bool, report: Path | None) -> None:
    done = import_tables(session.project, list(tables), write=not dry_run, progress=session.progress)
    if report:
        write_atomically(report, done.report())
    _show_import(done, dry_run, report)


@verb("fmt")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", "only_check", is_flag=True, help=say("help.fmt_check"))
def _fmt(session: Session, files: tuple[Path, ...], only_check: bool) -> int:
    changed = format_files(list(files) or [session.project.ontology, session.project.data], write=not only_check)
    for result in changed:
        click.echo(say("fmt.not_canonical" if only_check else "fmt.written", file=result.file))
    click.echo(say("fmt.count", count=len(changed)))
    return FOUND if only_check and changed else OK


def _show_import(done: Import, dry_run: bool, report_file: Path | None) -> None:
    """What an import did, and what it left out."""
    key = "import.done" if done.files else "import.unchanged"
    click.echo(say(key, rows=len(done.accounts), files=len(done.files)))
    for note in done.notes:
        click.echo(printable(note.text(LANGUAGE)))
    if dry_run:
        click.echo(say("import.dry"))
    if report_file:
        click.echo(say("import.report", file=report_file))
