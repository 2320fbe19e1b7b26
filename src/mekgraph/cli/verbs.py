"""The group of verbs. Each verb is loaded when it is used, so that none waits for the libraries of the others."""

import difflib
from importlib import import_module

import click

from mekgraph import __version__
from mekgraph.cli.helping import Helping
from mekgraph.cli.language import say
from mekgraph.errors import UsageError

# Verb and the module of this package that holds it, in the order in which they are used.
MODULES = {
    "run": "building",
    "build": "building",
    "check": "checking",
    "explain": "explaining",
    "ask": "asking",
    "draw": "drawing",
    "brief": "briefing",
    "network": "networking",
    "export": "exchanging",
    "import": "exchanging",
    "fmt": "exchanging",
    "push": "pushing",
    "serve": "serving",
}


class Verbs(Helping, click.Group):
    """The group of verbs: suggests the nearest for a misspelt one, and keeps their order."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The verbs in the order in which they are used."""
        return list(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb, its module loaded now."""
        if cmd_name in MODULES and cmd_name not in self.commands:
            import_module(f"mekgraph.cli.{MODULES[cmd_name]}")
        return super().get_command(ctx, cmd_name)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the verbs with what they do."""
        super().format_options(ctx, formatter)
        with formatter.section(say("help.verbs")):
            formatter.write_dl([(name, say(f"help.{name}").split("\n")[0]) for name in MODULES])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, but a wrong verb is our usage error."""
        if args and args[0] not in MODULES and not args[0].startswith("-"):
            near = ", ".join(difflib.get_close_matches(args[0], MODULES, n=2, cutoff=0.5)) or "-"
            raise UsageError("usage.verb_unknown", wanted=args[0], near=near, known=", ".join(MODULES))
        return super().resolve_command(ctx, args)


@click.group(cls=Verbs, invoke_without_command=True, help=say("help.mekgraph"), epilog=say("help.exit_codes"))
@click.version_option(__version__, "--version", prog_name="mekgraph", help=say("help.version"))
@click.option("--lang", type=click.Choice(["en", "ru", "uz"]), expose_value=False, help=say("help.lang"))
@click.pass_context
def mekgraph(ctx: click.Context) -> None:  # noqa: D103 - its help is in the messages
    if ctx.invoked_subcommand is None:
        click.echo(say("cli.welcome"))
