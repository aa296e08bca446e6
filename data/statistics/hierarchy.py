"""Trees of what can be asked for: boroughs in BCUs in London, offences in groups in all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """A tree of names, the root first and parents before their children.

    Attributes:
        nodes: every name that can be asked for.
        leaves: the names without children, in the order of ``nodes``.
        parent: for each node the index of its parent; −1 for the root.
        covers: boolean, shape ``(nodes, leaves)``: the leaf counts towards the node.
        within: boolean, shape ``(nodes, nodes)``: the second is the first or lies below it.
    """

    nodes: tuple[str, ...]
    leaves: tuple[str, ...]
    parent: npt.NDArray[np.intp]
    covers: npt.NDArray[np.bool_]
    within: npt.NDArray[np.bool_]

    @classmethod
    def from_parents(cls, parents: Mapping[str, str | None]) -> Hierarchy:
        """Build a tree from each name's parent.

        Args:
            parents: name to parent; the root's parent is None. Any order.

        Raises:
            ValueError: if there is not exactly one root, a parent is no name, or names go round
                in a circle.
        """
        roots = [name for name, parent in parents.items() if parent is None]
        if len(roots) != 1:
            msg = f"a hierarchy has one root, not {len(roots)}: {roots[:5]}"
            raise ValueError(msg)
        children: dict[str, list[str]] = {name: [] for name in parents}
        for name, parent in parents.items():
            if parent is None:
                continue
            if parent not in children:
                msg = f"{name!r} belongs to {parent!r}, which is not in the hierarchy"
                raise ValueError(msg)
            children[parent].append(name)
        order: list[str] = []
        layer = roots
        while layer:
            order.extend(layer)
            layer = [child for name in layer for child in children[name]]
        if len(order) != len(parents):
            lost = sorted(set(parents) - set(order))
            msg = f"names that go round in a circle: {lost[:5]}"
            raise ValueError(msg)

        place = {name: index for index, name in enumerate(order)}
        above = [-1 if (up := parents[name]) is None else place[up] for name in order]
        within = np.eye(len(order), dtype=bool)
        for index in range(len(order) - 1, 0, -1):
            within[above[index]] |= within[index]
        is_leaf = np.array([not children[name] for name in order])
        return cls(
            nodes=tuple(order),
            leaves=tuple(name for name in order if not children[name]),
            parent=np.array(above, dtype=np.intp),
            covers=within[:, is_leaf],
            within=within,
        )

    def siblings(self, node: int) -> npt.NDArray[np.intp]:
        """Return the children of a node's parent, itself among them; the root alone has none."""
        return np.flatnonzero(self.parent == self.parent[node])
