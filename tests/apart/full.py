"""A system that has no room for another process."""

import errno
import os
import subprocess
from typing import NoReturn

import pytest


def no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """No process can be started from now on."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    monkeypatch.setattr(subprocess, "Popen", refuse)
