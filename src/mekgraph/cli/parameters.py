"""The values of a question's parameters on the command line."""

from mekgraph.errors import UsageError

PARAMETER = "--param"


def values_of(params: tuple[str, ...]) -> dict[str, str]:
    """``NAME=VALUE`` options as a dictionary; UsageError for one without an equals sign."""
    for param in params:
        if "=" not in param:
            raise UsageError("usage.param_form", given=param)
    return dict(param.split("=", 1) for param in params)
