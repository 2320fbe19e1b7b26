"""The verb explain: what a rule is for, with an example of wrong and right."""

from itertools import groupby

import click

from mekgraph.check.reports.wording import general_problem, general_remedy, severity
from mekgraph.cli.frame import Session, verb
from mekgraph.cli.language import LANGUAGE, say
from mekgraph.explaining import all_rules, explain


@verb("explain")
@click.argument("rule", required=False)
def _explain(session: Session, rule: str | None) -> None:
    if rule is None:
        _list(session)
        return
    told = explain(session.project, rule)
    click.echo(f"{told.rule.id}  {severity(told.rule.severity, LANGUAGE)}  {say(f'explain.{told.rule.layer}')}")
    click.echo(general_problem(told.rule, LANGUAGE))
    click.echo(general_remedy(told.rule, LANGUAGE))
    for key, text in (("why", told.reason.get(LANGUAGE, "")), ("wrong", told.wrong), ("right", told.right)):
        if text.strip():
            click.echo(f"\n{say(f'explain.{key}')}")
            click.echo("\n".join(f"  {line}".rstrip() for line in text.strip("\n").split("\n")))


def _list(session: Session) -> None:
    """All rules by layer, a line each."""
    for layer, rules in groupby(all_rules(session.project), key=lambda rule: rule.layer):
        click.echo(say(f"explain.{layer}"))
        for rule in rules:
            click.echo(f"  {rule.id}  {general_problem(rule, LANGUAGE)}")
