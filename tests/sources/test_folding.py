"""Names are the same whatever people type for apostrophes."""

import pytest

from mekgraph.sources.folding import fold

VARIANTS = "\u02bb\u02bc\u2018\u2019'`\u00b4\u2032\u02b9\u02bd\uff07"


@pytest.mark.parametrize("sign", VARIANTS)
def test_all_apostrophes_are_one(sign: str) -> None:
    assert fold(f"Oʻzbekiston gʻoya sanʼat") == fold(f"O{sign}zbekiston g{sign}oya san{sign}at")  # noqa: F541
