"""What a brief says of itself: from how much its findings are counted, and how to ask for them again."""

from mekgraph.diagram.brief.model import Brief, Finding
from mekgraph.diagram.sheet.lines import shown


def counted(brief: Brief) -> str:
    """Of how many things, links and sources the findings speak."""
    scene, ground = brief.scene, brief.ground
    return ground.say("counted", nodes=len(scene.nodes), edges=len(scene.edges), sources=len(ground.sources))


def rests_on(finding: Finding, brief: Brief) -> str:
    """The ready questions or measures that a finding rests on, and the numbers of its sources, in words."""
    say = brief.ground.say
    return " · ".join(
        [
            *([say("questions", names=", ".join(finding.questions))] if finding.questions else []),
            *([say("measures", names=", ".join(finding.measures))] if finding.measures else []),
            *([say("cited", numbers=shown(finding.sources))] if finding.sources else []),
        ]
    )


def again(brief: Brief) -> str:
    """The commands that give what the findings rest on, as of the same dates."""
    scene, say = brief.scene, brief.ground.say
    given = {"--on": scene.on, "--known": scene.known}
    dates = "".join(f" {option} {date}" for option, date in given.items() if date)
    asked = any(finding.questions for finding in brief.findings)
    measured = any(finding.measures for finding in brief.findings)
    return " ".join(
        [
            *([say("again_question", dates=dates)] if asked else []),
            *([say("again_measure", diagram=brief.drawing.diagram.name, dates=dates)] if measured else []),
        ]
    )
