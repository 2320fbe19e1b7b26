"""What every worker does: seal itself off, then answer one job after the other until its input ends.

A job on its standard input is one line of JSON. The answer on its standard output is one line of JSON (``kind``, and
what else there is to say, and the ``length`` of what follows) and then that many bytes. Before it there may be lines of
the kind "told".
"""

import json
import os
import queue
import sys
import threading
from collections.abc import Callable

from mekgraph.apart.process import TOLD, Answer, Job
from mekgraph.apart.sealing import bound_memory, close_sockets

Work = Callable[[Job], Answer]
_TELLING = threading.Lock()


def arguments() -> list[str]:
    """What the worker was started with, beside its memory."""
    return sys.argv[2:]


def tell(**said: object) -> None:
    """Say something of the job in hand before it is answered; from any thread."""
    with _TELLING:
        sys.stdout.buffer.write(json.dumps({**said, "kind": TOLD}).encode() + b"\n")
        sys.stdout.buffer.flush()


def serve(work: Work, stack: int) -> None:
    """Give up everything but the stack (in bytes) and the memory allowed, and answer jobs until there are no more."""
    close_sockets()
    threading.stack_size(stack)
    jobs: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_serve, args=(work, int(sys.argv[1]), jobs), daemon=True).start()
    for line in sys.stdin.buffer:
        jobs.put(line)
    # Whoever gave the jobs is gone, so nobody waits for the answer that is being made.
    os._exit(0)


def _serve(work: Work, memory: int, jobs: "queue.SimpleQueue[bytes]") -> None:
    bound_memory(memory)
    answers = sys.stdout.buffer
    while True:
        head, body = _answer(work, json.loads(jobs.get()))
        answers.write(json.dumps({**head, "length": len(body)}).encode() + b"\n")
        answers.write(body)
        answers.flush()


def _answer(work: Work, job: Job) -> Answer:
    try:
        return work(job)
    except MemoryError:
        return {"kind": "memory"}, b""
    except Exception as error:  # noqa: BLE001 - whatever it is, the one who asked has to know
        return {"kind": "failed", "reason": f"{type(error).__name__}: {error}"}, b""
