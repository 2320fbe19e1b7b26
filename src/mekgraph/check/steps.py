"""What a check is doing: each file that it reads and each rule that it asks is a step with a name and an end.

Whoever watches over a check so knows what it was at when it had to be ended.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

# Given the name of a step, what is to be entered while it lasts; steps may last at the same time.
Step = Callable[[str], AbstractContextManager[None]]


def unwatched(_: str) -> AbstractContextManager[None]:
    """Steps that nobody watches."""
    return nullcontext()
