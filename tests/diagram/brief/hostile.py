"""Briefs whose texts somebody may have written in bad faith."""

from dataclasses import replace

from mekgraph.diagram.brief.findings import CANDIDATES
from mekgraph.diagram.brief.model import Brief, Ground

from ..formats.invented import HOSTILE


def spoilt(made: Brief) -> Brief:
    """The same brief with such texts for all names, verbs, titles and publishers."""
    texts = [*HOSTILE.values(), "х" * 400, "W" * 300]
    scene = made.scene
    nodes = [
        replace(node, label=texts[place % len(texts)], names=(texts[(place + 1) % len(texts)] * 2,))
        for place, node in enumerate(scene.nodes)
    ]
    edges = [
        replace(
            edge,
            verb=texts[place % len(texts)],
            proofs=tuple(
                replace(proof, title=texts[place % len(texts)], publisher=texts[(place + 2) % len(texts)])
                for proof in edge.proofs
            ),
        )
        for place, edge in enumerate(scene.edges)
    ]
    notes = tuple(texts)
    spoilt = replace(scene, title=texts[0], subtitle=texts[1], nodes=tuple(nodes), edges=tuple(edges), notes=notes)
    drawing = replace(made.drawing, scene=spoilt)
    ground = Ground(spoilt, made.ground.middle, made.ground.disputes)
    told = tuple(finding for candidate in CANDIDATES if (finding := candidate(ground)))
    return Brief(drawing, ground, told)
