"""The verb explain: what a rule is for, with an example of wrong and right; without a rule, or of an area, a list."""

from itertools import groupby

import click

from mekgraph.check.findings import Rule
from mekgraph.check.reports.wording import general_problem, general_remedy, severity
from mekgraph.check.selecting import is_of
from mekgraph.cli.frame import Session, verb
from mekgraph.cli.language import LANGUAGE, say
from mekgraph.explaining import all_rules, explain


@verb("explain")
@click.argument("rule", required=False)
def _explain(session: Session, rule: str | None) -> None:
    rules = [known for known in all_rules(session.project) if rule is None or is_of(known.id, rule)]
    if rule is None or len(rules) > 1:
        _list(rules)
        return
    told = explain(session.project, rules[0].id if rules else rule)  # an area may have one rule only
    click.echo(f"{told.rule.id}  {severity(told.rule.severity, LANGUAGE)}  {say(f'explain.{told.rule.layer}')}")
    click.echo(general_problem(told.rule, LANGUAGE))
    click.echo(general_remedy(told.rule, LANGUAGE))
    for key, text in (("why", told.reason.get(LANGUAGE, "")), ("wrong", told.wrong), ("right", told.right)):
        if text.strip():
            click.echo(f"\n{say(f'explain.{key}')}")
            click.echo("\n".join(f"  {line}".rstrip() for line in text.strip("\n").split("\n")))


def _list(rules: list[Rule]) -> None:
    """Some rules by layer, a line each."""
    for layer, of_layer in groupby(rules, key=lambda rule: rule.layer):
        click.echo(say(f"explain.{layer}"))
        for rule in of_layer:
            click.echo(f"  {rule.id}  {general_problem(rule, LANGUAGE)}")
