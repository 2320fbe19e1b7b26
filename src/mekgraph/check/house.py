"""The layer of house rules: how texts, names, ids and addresses are written here."""

from mekgraph.check.queries import QueryRule, read_query_rules
from mekgraph.resources import Project


def rules(project: Project) -> list[QueryRule]:
    """The house rules of a project, by id; InputError as in ``read_query_rules``."""
    folder = project.ontology / "checks"
    return read_query_rules(sorted((folder / "house").glob("*.rq")), "house", folder / "profile.toml", project.shown)
