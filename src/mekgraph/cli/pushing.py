"""The verb push."""

import click

from mekgraph.cli.endpoint import VARIABLE
from mekgraph.cli.frame import Session, verb
from mekgraph.cli.language import say
from mekgraph.graph.build import build
from mekgraph.graph.remote.addresses import Addresses
from mekgraph.graph.remote.pushing import push
from mekgraph.iris import GRAPH


@verb("push")
@click.option("--endpoint", envvar=VARIABLE, required=True, metavar="URL", help=say("help.push_endpoint"))
@click.option("--store", default="", metavar="URL", help=say("help.store"))
@click.option("--update", default="", metavar="URL", help=say("help.update"))
def _push(session: Session, endpoint: str, store: str, update: str) -> None:
    addresses = Addresses.of(endpoint, store, update)
    done = push(build(session.project, session.progress), addresses, session.progress)
    for graph, count in done.counts.items():
        click.echo(f"{count:>8}  {graph.removeprefix(GRAPH)}")
    total = sum(done.counts.values())
    click.echo(say("push.done", version=done.version, url=done.address, count=total, graphs=len(done.counts)))
