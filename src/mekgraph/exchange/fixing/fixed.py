"""What was mended in a file: the single fixes, the text before and after, and the difference between the two."""

import json
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path

from mekgraph import messages
from mekgraph.errors import InputError


@dataclass(frozen=True)
class Fix:
    """One fix: its kind, the line (from 1, in the text before), what was there and what it became, each on one line.

    ``same`` is the place (file:line) of a statement that this one repeats once it is mended, else "". ``was`` and
    ``became`` are empty where the whole file from that line on was put in order.
    """

    kind: str
    line: int
    was: str = ""
    became: str = ""
    same: str = ""

    def text(self, language: str = "en") -> str:
        """The fix in one sentence, or two if a statement is now there twice."""
        kind = messages.text(f"fix.{self.kind}", language)
        if not self.was:
            return messages.text("fix.whole", language, line=self.line, kind=kind)
        said = messages.text("fix.one", language, line=self.line, kind=kind, was=self.was, became=self.became)
        return messages.text("fix.same", language, fix=said, place=self.same) if self.same else said


@dataclass(frozen=True)
class Fixed:
    """A file with its text before and after the fixes, byte for byte in UTF-8.

    ``remark`` is the key of a message on what was left alone, else "". With a ``problem`` the file cannot be read,
    and nothing in it was mended.
    """

    file: Path
    before: str
    after: str
    fixes: list[Fix] = field(default_factory=list)
    remark: str = ""
    problem: InputError | None = None

    @property
    def changed(self) -> bool:
        """Whether there is something to write."""
        return self.before != self.after

    def said(self, language: str = "en") -> str:
        """Why something was left alone; empty if nothing was."""
        if self.problem:
            return self.problem.text(language)
        return messages.text(self.remark, language) if self.remark else ""

    def diff(self, name: str) -> str:
        """The unified diff of the two texts, as patch and git read it, under the given name of the file."""
        lines = unified_diff(_lines(self.before), _lines(self.after), _quoted(f"a/{name}"), _quoted(f"b/{name}"))
        return "".join(_ended(line) for line in lines)


def _lines(text: str) -> list[str]:
    """The lines with their ends; a lone CR or another separator of lines does not end one here."""
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1].removesuffix("\n")
    return lines if lines[-1] else lines[:-1]


def _ended(line: str) -> str:
    return line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"


def _quoted(name: str) -> str:
    """The name, between quotation marks if it holds signs that would break the line."""
    return name if name.isprintable() and '"' not in name and "\\" not in name else json.dumps(name)
