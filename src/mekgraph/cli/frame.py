"""What all verbs share: language, project, errors as one message and an exit code, progress on the error stream."""

import os
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from mekgraph import messages
from mekgraph.cli.helping import Helping
from mekgraph.cli.language import LANGUAGE, say
from mekgraph.cli.verbs import mekgraph
from mekgraph.errors import MekgraphError
from mekgraph.resources import Project, find_project

INTERNAL = 4
LONGEST_LINE = 2000
EXAMPLES = {"datetime": "2030-12-31", "integer range": "0, 1, 2, …"}
OK, FOUND, UNREADABLE = 0, 1, 3


@dataclass
class Session:
    """The project of this run, and where progress is shown.

    ``named`` says that somebody chose the project: by an option, a variable, or by standing in its folder.
    """

    project: Project
    quiet: bool = False
    named: bool = True

    def progress(self, key: str) -> None:
        """Say on the error stream what is being done, so that nobody waits in front of an empty screen."""
        if not self.quiet and sys.stderr.isatty():
            click.echo(f"{say(key)} ...", err=True)


def verb(name: str) -> Callable[[Callable[..., Any]], click.Command]:
    """Add a function as a verb, with its help in the language of this run and the options that all verbs have."""

    def add(function: Callable[..., Any]) -> click.Command:
        options = (
            click.option("--lang", type=click.Choice(messages.LANGUAGES), expose_value=False, help=say("help.lang")),
            click.option("--project", "root", metavar="DIR", help=say("help.project")),
            click.option("--out", metavar="DIR", help=say("help.out")),
            click.option("--quiet", is_flag=True, help=say("help.quiet")),
        )

        def run(root: str | None, out: str | None, quiet: bool, **rest: Any) -> Any:
            project = find_project(root, out)
            named = bool(root or os.environ.get("MEKGRAPH_PROJECT")) or project.root == Path.cwd().resolve()
            return function(Session(project, quiet, named), **rest)

        run.__click_params__ = getattr(function, "__click_params__", [])  # type: ignore[attr-defined]
        command: Callable[..., Any] = run
        for option in reversed(options):
            command = option(command)
        text = say(f"help.{name}")
        epilog = "\b\n" + say("help.example") + "\n" + say(f"example.{name}")
        return mekgraph.command(name, cls=Helping, help=text, short_help=text.split("\n")[0], epilog=epilog)(command)

    return add


def printable(text: str) -> str:
    """The text with control characters, also those that turn the direction of writing, made visible.

    >>> printable("a\\u202eb")
    'a\\\\u202eb'
    """
    return "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in text)


def wrong_arguments(error: click.ClickException) -> str:
    """What is wrong with the arguments, in the language of this run."""
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "mekgraph"
    hint = say("usage.see_help", command=command)
    if isinstance(error, click.NoSuchOption):
        near = ", ".join(error.possibilities or ()) or "-"
        return f"{say('usage.option_unknown', wanted=error.option_name, near=near)} {hint}"
    if isinstance(error, click.MissingParameter):
        name = error.param.human_readable_name if error.param else "?"
        return f"{say('usage.argument_missing', name=name)} {hint}"
    if isinstance(error, click.BadParameter) and error.param:
        choices = getattr(error.param.type, "choices", ())
        known = ", ".join(map(str, choices)) or EXAMPLES.get(error.param.type.name) or error.format_message()
        return f"{say('usage.option_value', name=max(error.param.opts, key=len), known=known)} {hint}"
    return f"{say('usage.arguments', detail=error.format_message())} {hint}"


def complain(error: MekgraphError) -> None:
    """Show an error on the error stream, in the language of this run."""
    for line in error.text(LANGUAGE).splitlines():
        click.echo(printable(line)[:LONGEST_LINE], err=True)


def guarded(run: Callable[[], Any]) -> int:
    """Run the command line and turn whatever happens into one message and an exit code."""
    try:
        result = run()
    except MekgraphError as error:
        complain(error)
        return error.exit_code
    except click.ClickException as error:
        click.echo(printable(wrong_arguments(error))[:LONGEST_LINE], err=True)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo(say("cli.stopped"), err=True)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return OK
    except Exception as error:  # noqa: BLE001 - the last wall: no stack trace reaches an analyst
        if os.environ.get("MEKGRAPH_DEBUG"):
            traceback.print_exc()
        click.echo(say("cli.internal", kind=type(error).__name__, text=printable(str(error))[:LONGEST_LINE]), err=True)
        return INTERNAL
    return result if isinstance(result, int) else OK
