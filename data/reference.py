"""Rules of the table of boroughs that no single cell can break."""

from __future__ import annotations

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
    names: dict[str, str] = {}
    slugs: dict[str, str] = {}
    for index, (code, bcu, name) in enumerate(
        raw.frame[["area_code", "bcu", "bcu_name"]].itertuples(index=False, name=None)
    ):
        if code == CITY_OF_LONDON:
            if bcu or name:
                raise raw.error("the City of London is in no BCU", index, "bcu", bcu or name)
            continue
        if not bcu:
            raise raw.error("every borough must be in a BCU", index, "bcu", "")
        if names.setdefault(bcu, name) != name:
            rule = f"the BCU {bcu} must have one name ({names[bcu]})"
            raise raw.error(rule, index, "bcu_name", name)
        if slugs.setdefault(name, bcu) != bcu:
            rule = f"the BCU {name} must have one slug ({slugs[name]})"
            raise raw.error(rule, index, "bcu", bcu)
    counted = len(raw.frame) - int(raw.frame["area_code"].eq(CITY_OF_LONDON).sum())
    if counted != BOROUGHS or counted == len(raw.frame):
        rule = f"there must be {BOROUGHS} boroughs and the City of London"
        raise raw.error(rule, None, "area_code", f"{counted} boroughs")
    if len(names) != BCUS:
        raise raw.error(f"there must be {BCUS} BCUs", None, "bcu", f"{len(names)} BCUs")
