"""The layer of plausibility rules: what cannot be so, or hardly, when all statements are seen together."""

from mekgraph.check.queries import QueryRule, read_query_rules
from mekgraph.resources import Project


def rules(project: Project) -> list[QueryRule]:
    """The plausibility rules of a project, by id; InputError as in ``read_query_rules``."""
    folder = project.ontology / "checks"
    return read_query_rules(
        sorted((folder / "plausibility").glob("*.rq")), "plausibility", folder / "profile.toml", project.shown
    )
