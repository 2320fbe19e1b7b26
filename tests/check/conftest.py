"""Shared by the tests of the check."""

import pytest

from .desk import Desk


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A small project to be checked in full, again and again."""
    return Desk(tmp_path_factory.mktemp("desk"))
