"""The verb serve."""

import os

import click

from mekgraph.cli.frame import Session, verb
from mekgraph.cli.language import say
from mekgraph.graph.worker.pool import Limits
from mekgraph.serve.gate import LOOPBACK, Doors
from mekgraph.serve.running import Place, serve
from mekgraph.serve.served import Served

TOKEN = "MEKGRAPH_TOKEN"  # noqa: S105 - the name of the variable


@verb("serve")
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help=say("help.host"))
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help=say("help.port"))
@click.option("--host-name", "names", multiple=True, metavar="NAME", help=say("help.host_name"))
@click.option("--cors", "origins", multiple=True, metavar="ORIGIN", help=say("help.cors"))
@click.option("--timeout", metavar="SECONDS", type=float, default=Limits.seconds, help=say("help.timeout"))
@click.option("--workers", type=click.IntRange(1, 64), default=4, help=say("help.workers"))
def _serve(
    session: Session,
    host: str,
    port: int,
    names: tuple[str, ...],
    origins: tuple[str, ...],
    timeout: float,
    workers: int,
) -> None:
    doors = Doors(LOOPBACK | {name.lower() for name in names}, frozenset(origins), os.environ.get(TOKEN, ""))
    place = Place(host, port)
    place.check(doors)
    served = Served(session.project, Limits(timeout), workers)
    serve(served, place, doors, lambda address: click.echo(say("serve.started", address=address), err=True))
