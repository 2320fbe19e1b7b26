"""The verbs run and build."""

import click

from mekgraph.check.findings import Severity
from mekgraph.cli.frame import FOUND, OK, Session, verb
from mekgraph.cli.language import LANGUAGE, say
from mekgraph.graph.build import build
from mekgraph.resources import Project
from mekgraph.run import Run, run_all

FILES = (("council.html", "page"), ("answers", "answers"), ("mekgraph.ttl", "turtle"), ("findings.html", "findings"))


@verb("run")
def _run(session: Session) -> int:
    done = run_all(session.project, LANGUAGE, session.progress)
    _show(done, session.project)
    return OK if done.report.conforms else FOUND


@verb("build")
def _build(session: Session) -> None:
    built = build(session.project, session.progress)
    click.echo(say("build.done", version=built.version, stated=built.stated, derived=built.derived))


def _show(done: Run, project: Project) -> None:
    """The summary at the end of the main job: loaded, found, files to open."""
    click.echo(say("run.loaded", version=done.build.version))
    for name, count in done.counts.items():
        click.echo(f"  {count:>6}  {say(f'run.{name}')}")
    click.echo(f"  {done.build.derived:>6}  {say('run.derived')}")
    click.echo(say("run.found"))
    report = done.report
    violations, warnings = report.count(Severity.VIOLATION), report.count(Severity.WARNING)
    numbers = {"violations": violations, "warnings": warnings}
    click.echo(f"  {say('check.summary', files=report.files, statements=report.statements, **numbers)}")
    click.echo(f"  {say('run.answered', questions=len(done.answers), rows=sum(done.answers.values()))}")
    click.echo(say("run.files"))
    for name, key in FILES:
        if (project.out / name).exists():
            click.echo(f"  {project.shown(project.out / name):<20} {say(f'run.file_{key}')}")
