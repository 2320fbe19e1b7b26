"""What a diagram shows that it did not show when it was last drawn, and the other way round."""

from dataclasses import dataclass

from mekgraph.messages import text


@dataclass(frozen=True)
class Drawn:
    """The ids of the things and links in a diagram, and of those links that were drawn as ended."""

    things: frozenset[str]
    links: frozenset[str] = frozenset()
    ended: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Changes:
    """What is new, what has gone, which links are new, are now drawn as ended, or are no longer drawn; by id."""

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    links_new: tuple[str, ...] = ()
    links_ended: tuple[str, ...] = ()
    links_gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.new, self.gone, self.links_new, self.links_ended, self.links_gone))

    def told(self, language: str = "en") -> str:
        """The numbers of them in words.

        >>> Changes(new=("actor:a", "actor:b"), links_ended=("link:x",)).told()
        'new: 2, links ended: 1'
        >>> Changes().told()
        'nothing has changed'
        """
        counts = {name: len(found) for name, found in vars(self).items() if found}
        said = [text(f"diagram.changed_{name}", language, count=count) for name, count in counts.items()]
        return ", ".join(said) or text("diagram.changed_nothing", language)


def compared(old: Drawn, now: Drawn) -> Changes:
    """What has changed from one drawing to another; a link that is new and has ended is only new."""
    return Changes(
        new=_only_in(now.things, old.things),
        gone=_only_in(old.things, now.things),
        links_new=_only_in(now.links, old.links),
        links_ended=_only_in(now.ended & old.links, old.ended),
        links_gone=_only_in(old.links, now.links),
    )


def _only_in(one: frozenset[str], other: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(one - other))
