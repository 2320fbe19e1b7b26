"""The verb serve."""

import os
from functools import partial
from pathlib import Path

import click

from mekgraph.cli.frame import Session, verb
from mekgraph.cli.language import say
from mekgraph.graph.federation.hosts import Host
from mekgraph.graph.worker.pool import Limits
from mekgraph.serve.ending import GRACE
from mekgraph.serve.gate import LOOPBACK, Doors
from mekgraph.serve.log import log_to
from mekgraph.serve.running import Log, Place, serve
from mekgraph.serve.served import Served

TOKEN = "MEKGRAPH_TOKEN"  # noqa: S105 - the name of the variable


@verb("serve")
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help=say("help.host"))
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help=say("help.port"))
@click.option("--host-name", "names", multiple=True, metavar="NAME", help=say("help.host_name"))
@click.option("--cors", "origins", multiple=True, metavar="ORIGIN", help=say("help.cors"))
@click.option("--allow-service", "services", multiple=True, metavar="HOST", help=say("help.allow_service"))
@click.option("--log", "log_file", type=click.Path(path_type=Path), metavar="FILE", help=say("help.log"))
@click.option("--log-queries", is_flag=True, help=say("help.log_queries"))
@click.option("--timeout", metavar="SECONDS", type=float, default=Limits.seconds, help=say("help.timeout"))
@click.option("--workers", type=click.IntRange(1, 64), default=4, help=say("help.workers"))
def _serve(
    session: Session,
    host: str,
    port: int,
    names: tuple[str, ...],
    origins: tuple[str, ...],
    services: tuple[str, ...],
    log_file: Path | None,
    log_queries: bool,
    timeout: float,
    workers: int,
) -> None:
    place = Place(host, port)
    known = LOOPBACK | place.names | {name.lower() for name in names}
    doors = Doors(known, frozenset(origins), os.environ.get(TOKEN, ""))
    place.check(doors)
    limits = Limits(timeout, services=tuple(map(Host.of, services)))
    with log_to(log_file) as write:
        served = Served(session.project, limits, workers)
        started, ending = partial(say, "serve.started"), say("serve.ending", seconds=f"{GRACE:g}")
        serve(
            served,
            place,
            doors,
            Log(write, log_queries),
            lambda at: click.echo(started(address=at), err=True),
            lambda: click.echo(ending, err=True),
        )
