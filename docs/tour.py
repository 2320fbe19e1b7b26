"""Runs the commands of the tour in README.md and puts what they print below them.

``python docs/tour.py`` writes README.md; ``--check`` exits with 1 if what stands there is not what the commands print.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(r"```console\n\$ (mekgraph [^\n]*)\n(.*?)```", re.DOTALL)


def printed(command: str, out: Path) -> str:
    """What a command prints, as on a terminal of 120 columns, without spaces at the ends of lines."""
    arguments = shlex.split(command)[1:]
    environment = {**os.environ, "MEKGRAPH_LANG": "en", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    arguments = [str(out / argument) if argument.endswith((".html", "mou.ttl")) else argument for argument in arguments]
    done = subprocess.run(  # noqa: S603 - the commands are those of our own README
        [sys.executable, "-m", "mekgraph", *arguments, "--out", str(out)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    text = (done.stdout + done.stderr).replace(f"{out}{os.sep}", "")
    return "".join(line.rstrip() + "\n" for line in text.splitlines())


def refreshed(text: str) -> str:
    """README's text with what the commands print now."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        return BLOCK.sub(lambda match: f"```console\n$ {match.group(1)}\n{printed(match.group(1), out)}```", text)


def main() -> int:
    """Write or check README.md."""
    before = README.read_text(encoding="utf-8")
    after = refreshed(before)
    if "--check" in sys.argv[1:]:
        return int(before != after)
    README.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
