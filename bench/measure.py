"""How a bench measures: every measurement in a process of its own, so that its memory is the engine's alone."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
Measured = dict[str, Any]


def measure(module: str, task: str, **job: Any) -> Measured:
    """What ``task`` of a module's jobs reports from a fresh process."""
    told = [value for value in job.values() if isinstance(value, str) and os.sep not in value]
    print("...", task, *told, file=sys.stderr, flush=True)
    command = [sys.executable, "-m", module, "--job", json.dumps({"task": task, **job})]
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
    said: Measured = json.loads(done.stdout)
    return said


def line(*cells: Any) -> None:
    """One row of a table."""
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)
