"""Rules of the table of boroughs that no single cell can break."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from data.areas import CITY_OF_LONDON

if TYPE_CHECKING:
    from data.raw import RawTable

BOROUGHS = 32
BCUS = 12


def check_boroughs(raw: RawTable) -> None:
    """Check that boroughs and BCUs fit together.

    Raises:
        DataFileError: A borough without BCU, a BCU with two names, or not 32 boroughs in 12 BCUs.
    """
    rows = list(raw.frame[["area_code", "bcu", "bcu_name"]].itertuples(index=False, name=None))
    pairs = Counter((bcu, name) for _, bcu, name in rows)
    # Of two spellings the one that most boroughs have is taken for right.
    common = [pair for pair, _ in reversed(pairs.most_common())]
    slugs = {name: bcu for bcu, name in common}
    names = dict(common)
    for index, (code, bcu, name) in enumerate(rows):
        if code == CITY_OF_LONDON:
            if bcu or name:
                raise raw.error("the City of London is in no BCU", index, "bcu", bcu or name)
            continue
        if not bcu:
            raise raw.error("every borough must be in a BCU", index, "bcu", "")
        if slugs[name] != bcu:
            rule = f"the BCU {name} must have one slug ({slugs[name]})"
            raise raw.error(rule, index, "bcu", bcu)
        if names[bcu] != name:
            rule = f"the BCU {bcu} must have one name ({names[bcu]})"
            raise raw.error(rule, index, "bcu_name", name)
    counted = len(raw.frame) - int(raw.frame["area_code"].eq(CITY_OF_LONDON).sum())
    if counted != BOROUGHS or counted == len(raw.frame):
        rule = f"there must be {BOROUGHS} boroughs and the City of London"
        raise raw.error(rule, None, "area_code", f"{counted} boroughs")
    found = len(names) - 1  # the City has none
    if found != BCUS:
        raise raw.error(f"there must be {BCUS} BCUs", None, "bcu", f"{found} BCUs")
