"""The verbs of the command line: each reads its options, calls the library and shows what came back."""

import re
import sys
from pathlib import Path

import click

from mekgraph import __version__
from mekgraph.ask.answer import Answer
from mekgraph.ask.asking import ask, find_question
from mekgraph.ask.catalogue import read_catalogue
from mekgraph.check.checker import check
from mekgraph.cli import show
from mekgraph.cli.frame import FOUND, OK, Session, Verbs, guarded, verb
from mekgraph.cli.language import LANGUAGE, say
from mekgraph.diagram.drawing import scene_around, scene_of_question
from mekgraph.diagram.html import html_page
from mekgraph.errors import UsageError
from mekgraph.exchange.export import export_all, export_answer
from mekgraph.exchange.files import write_atomically
from mekgraph.exchange.formatting import format_files
from mekgraph.exchange.importing.importer import import_tables
from mekgraph.graph.build import build, open_graph
from mekgraph.run import run_all

PARAMETER = "--param"


@click.group(cls=Verbs, invoke_without_command=True, help=say("help.mekgraph"), epilog=say("help.exit_codes"))
@click.version_option(__version__, "--version", prog_name="mekgraph", help=say("help.version"))
@click.option("--lang", type=click.Choice(["en", "ru", "uz"]), expose_value=False, help=say("help.lang"))
@click.pass_context
def mekgraph(ctx: click.Context) -> None:  # noqa: D103 - its help is in the messages
    if ctx.invoked_subcommand is None:
        click.echo(say("cli.welcome"))


@verb(mekgraph, "run")
def _run(session: Session) -> int:
    return show.run(run_all(session.project, LANGUAGE, session.progress), session.project)


@verb(mekgraph, "build")
def _build(session: Session) -> None:
    show.build(build(session.project, session.progress))


@verb(mekgraph, "check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
def _check(session: Session, files: tuple[Path, ...]) -> int:
    report = check(session.project, list(files), session.progress)
    show.report(report)
    return OK if report.conforms else FOUND


@verb(mekgraph, "ask")
@click.argument("question", required=False)
@click.option(PARAMETER, "-p", "params", multiple=True, metavar="NAME=VALUE", help=say("help.param"))
@click.option("--format", "form", type=click.Choice(list(show.FORMATS)), default="table", help=say("help.format"))
@click.option("--find", metavar="WORD", help=say("help.find"))
@click.option("--about", is_flag=True, help=say("help.about"))
def _ask(
    session: Session, question: str | None, params: tuple[str, ...], form: str, find: str | None, about: bool
) -> int:
    if question is None:
        return show.catalogue(read_catalogue(session.project), find or "")
    if about:
        show.question(find_question(session.project, question))
        return OK
    engine = open_graph(session.project, session.progress)
    answer = ask(session.project, engine, question, values_of(params), LANGUAGE)
    show.answer(answer, form)
    return FOUND if answer is False or (isinstance(answer, Answer | list) and not len(answer)) else OK


@verb(mekgraph, "draw")
@click.option("--around", "-a", multiple=True, metavar="NAME", help=say("help.around"))
@click.option("--steps", type=click.IntRange(1, 3), default=1, help=say("help.steps"))
@click.option("--persons", is_flag=True, help=say("help.persons"))
@click.option("--question", metavar="ID", help=say("help.question"))
@click.option(PARAMETER, "-p", "params", multiple=True, metavar="NAME=VALUE", help=say("help.param"))
@click.option("--title", default="", metavar="TEXT", help=say("help.title"))
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help=say("help.output"))
def _draw(
    session: Session,
    around: tuple[str, ...],
    steps: int,
    persons: bool,
    question: str | None,
    params: tuple[str, ...],
    title: str,
    output: Path | None,
) -> None:
    if bool(around) == bool(question):
        raise UsageError("usage.draw_what")
    version = build(session.project, session.progress).version
    engine = open_graph(session.project)
    if question:
        scene = scene_of_question(session.project, engine, question, values_of(params), version, LANGUAGE)
    else:
        scene = scene_around(engine, around, version, steps, () if persons else ("Person",), LANGUAGE, title)
    file = output or session.project.out / f"{file_name(question or '-'.join(around))}.html"
    write_atomically(file, html_page(scene))
    click.echo(say("draw.done", file=file, nodes=len(scene.nodes), edges=len(scene.edges)))


@verb(mekgraph, "export")
@click.option("--question", metavar="ID", help=say("help.question"))
@click.option(PARAMETER, "-p", "params", multiple=True, metavar="NAME=VALUE", help=say("help.param"))
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help=say("help.output"))
def _export(session: Session, question: str | None, params: tuple[str, ...], output: Path | None) -> None:
    if question:
        engine = open_graph(session.project, session.progress)
        text = export_answer(session.project, ask(session.project, engine, question, values_of(params), LANGUAGE))
    else:
        text = export_all(session.project)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_atomically(output, text)
        click.echo(say("export.done", file=output, lines=text.count("\n")))


@verb(mekgraph, "import")
@click.argument("tables", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=say("help.dry_run"))
@click.option("--report", type=click.Path(path_type=Path), metavar="FILE", help=say("help.report"))
def _import(session: Session, tables: tuple[Path, ...], dry_run: bool, report: Path | None) -> None:
    done = import_tables(session.project, list(tables), write=not dry_run, progress=session.progress)
    if report:
        write_atomically(report, done.report())
    show.imported(done, dry_run, report)


@verb(mekgraph, "fmt")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", "only_check", is_flag=True, help=say("help.fmt_check"))
def _fmt(session: Session, files: tuple[Path, ...], only_check: bool) -> int:
    changed = format_files(list(files) or [session.project.ontology, session.project.data], write=not only_check)
    for result in changed:
        click.echo(say("fmt.not_canonical" if only_check else "fmt.written", file=result.file))
    click.echo(say("fmt.count", count=len(changed)))
    return FOUND if only_check and changed else OK


def file_name(text: str) -> str:
    """A short file name made of a text.

    >>> file_name("BMT Bosh kotibi"), file_name("https://w3id.org/a/b")
    ('bmt-bosh-kotibi', 'https-w3id-org-a-b')
    """
    return re.sub(r"[^\w]+", "-", text.casefold()).strip("-")[:60] or "network"


def values_of(params: tuple[str, ...]) -> dict[str, str]:
    """``NAME=VALUE`` options as a dictionary; UsageError for one without an equals sign."""
    for param in params:
        if "=" not in param:
            raise UsageError("usage.param_form", given=param)
    return dict(param.split("=", 1) for param in params)


def main() -> None:
    """The entry point of the command ``mekgraph``."""
    sys.exit(guarded(lambda: mekgraph(standalone_mode=False)))
