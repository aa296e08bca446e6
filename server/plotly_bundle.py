"""plotly.js without the kinds of charts that the product never draws.

plotly.py brings one file with all forty-odd kinds: three-dimensional scenes, street maps, flow
charts. Readers wait for it on every first visit, and their browsers read all of it. plotly.js is
published in smaller parts too, but not for Python. So the kinds that are not drawn are left out
of the list that plotly.js registers when it starts, and then every part of the file that nothing
asks for any more.

The file is one function (made with esbuild) in which each module stands in a wrapper that runs it
when it is first asked for: ``W=(e,t)=>()=>…`` and ``scatter=W((exports,module)=>{…})``. To call
the outer one does nothing but give the inner one back, so a wrapper that nothing names can go.
Whatever is not known to do nothing by itself stays, with all that it names.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser, Query, QueryCursor, Tree

LANGUAGE = Language(tree_sitter_javascript.language())
NAMES = Query(LANGUAGE, "[(identifier) (shorthand_property_identifier)] @name")
REGISTER = Query(
    LANGUAGE,
    """(call_expression
         function: (member_expression property: (property_identifier) @called)
         arguments: (arguments . (array) @list .)
         (#eq? @called "register"))""",
)
TRACE = re.compile(rb'moduleType:"trace",name:"(\w+)"')
ALIAS = re.compile(rb"exports=([\w$]+)\(\)\}\)$")

DECLARATIONS = ("variable_declaration", "lexical_declaration")
FUNCTIONS = ("arrow_function", "function_expression")


class UnknownBundleError(ValueError):
    """A file is not built as expected; the message says what is missing."""


@dataclass(frozen=True)
class _Part:
    """A piece of the file at its top level: a declared name, a function or a statement.

    Attributes:
        node: Where it stands.
        names: What others call it by; a part without a name is always kept.
    """

    node: Node
    names: frozenset[bytes]


def only(content: bytes, traces: Collection[str]) -> bytes:
    """Return plotly.js with some kinds of traces only.

    Args:
        content: plotly.js as plotly.py brings it.
        traces: The kinds to keep, as they are called in a figure; ``scatter`` is always there.

    Returns:
        The file without what only the other kinds need.

    Raises:
        UnknownBundleError: the file is not built as expected, or knows no such kind.
    """
    return _Bundle(content).only(frozenset(traces) - {"scatter"})


class _Bundle:
    """plotly.js, taken apart.

    Args:
        content: The file.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._tree: Tree = Parser(LANGUAGE).parse(content)
        if self._tree.root_node.has_error:
            raise UnknownBundleError("It cannot be read as JavaScript")

    def only(self, traces: frozenset[str]) -> bytes:
        """Return the file with some kinds of traces only."""
        registered = {
            name: entry for entry in self._entries if (name := self._trace(entry)) in traces
        }
        missing = sorted(traces - registered.keys())
        if missing:
            raise UnknownBundleError(f"No such kind of trace: {', '.join(missing)}")
        kept = self._reached(frozenset(registered.values()))
        start, end = self._list.start_byte, self._list.end_byte
        calls = b",".join(entry + b"()" for entry in self._entries if entry in registered.values())
        cuts = [(start, end, b"[" + calls + b"]"), *self._cuts(kept)]
        return self._with(cuts)

    @cached_property
    def _list(self) -> Node:
        """The list that plotly.js registers at its start."""
        found = QueryCursor(REGISTER).captures(self._tree.root_node).get("list", [])
        lists = [node for node in found if node.named_children]
        if len(lists) != 1:
            raise UnknownBundleError(f"{len(lists)} lists of what it registers, not one")
        return lists[0]

    @cached_property
    def _entries(self) -> list[bytes]:
        """The wrappers in that list, in its order."""
        calls = self._list.named_children
        entries = [self._text(call.named_children[0]) for call in calls if call.named_children]
        if len(entries) != len(calls) or not all(entry in self._by_name for entry in entries):
            raise UnknownBundleError("The list of what it registers is not one of wrappers")
        return entries

    @cached_property
    def _body(self) -> Node:
        """The block of the one function that holds everything."""
        blocks = [node for node in _around(self._list) if node.type == "statement_block"]
        if len(blocks) < 2:  # noqa: PLR2004 # that of the wrapper around the list, and the body
            raise UnknownBundleError("The list of what it registers is not in a wrapper")
        return blocks[1]

    @cached_property
    def _parts(self) -> list[_Part]:
        return [part for node in self._body.named_children for part in self._parts_of(node)]

    @cached_property
    def _by_name(self) -> dict[bytes, list[int]]:
        """By name, the parts that have it."""
        places: dict[bytes, list[int]] = {}
        for place, part in enumerate(self._parts):
            for name in part.names:
                places.setdefault(name, []).append(place)
        return places

    @cached_property
    def _wrappers(self) -> frozenset[bytes]:
        """Functions that do nothing but return another: ``W=(e,t)=>()=>…``."""
        return frozenset(
            self._text(name)
            for name, value in self._declared()
            if value is not None
            and value.type == "arrow_function"
            and (body := value.child_by_field_name("body")) is not None
            and body.type == "arrow_function"
        )

    @cached_property
    def _empty_objects(self) -> frozenset[bytes]:
        """Names of objects that get their properties afterwards: ``x={}``."""
        return frozenset(
            self._text(name)
            for name, value in self._declared()
            if value is not None and value.type == "object" and not value.named_children
        )

    def _declared(self) -> Iterator[tuple[Node, Node | None]]:
        for node in self._body.named_children:
            if node.type in DECLARATIONS:
                for declarator in node.named_children:
                    name = declarator.child_by_field_name("name")
                    if name is not None:
                        yield name, declarator.child_by_field_name("value")

    def _parts_of(self, node: Node) -> Iterator[_Part]:
        if node.type in DECLARATIONS:
            for declarator in node.named_children:
                yield _Part(declarator, self._names_of(declarator))
        elif node.type == "function_declaration":
            name = node.child_by_field_name("name")
            yield _Part(node, frozenset() if name is None else frozenset({self._text(name)}))
        elif node.type == "expression_statement":
            yield _Part(node, self._object_filled_by(node))
        else:
            yield _Part(node, frozenset())

    def _names_of(self, declarator: Node) -> frozenset[bytes]:
        """Return the name of what does nothing until it is asked for; else none."""
        name, value = (declarator.child_by_field_name(part) for part in ("name", "value"))
        if name is None or name.type != "identifier":
            return frozenset()
        still = (
            value is None
            or value.type in FUNCTIONS
            or (value.type == "object" and not value.named_children)
            or self._is_wrapped(value)
        )
        return frozenset({self._text(name)}) if still else frozenset()

    def _is_wrapped(self, value: Node) -> bool:
        called, given = (value.child_by_field_name(part) for part in ("function", "arguments"))
        return (
            value.type == "call_expression"
            and called is not None
            and given is not None
            and self._text(called) in self._wrappers
            and [node.type for node in given.named_children] == ["arrow_function"]
        )

    def _object_filled_by(self, statement: Node) -> frozenset[bytes]:
        """Return the name of the object to which a statement adds getters; else none."""
        call = statement.named_children[0]
        given = call.child_by_field_name("arguments")
        if call.type != "call_expression" or given is None:
            return frozenset()
        match given.named_children:
            case [target, getters] if self._text(
                target
            ) in self._empty_objects and _holds_functions_only(getters):
                return frozenset({self._text(target)})
        return frozenset()

    def _trace(self, entry: bytes) -> str | None:
        """Return the kind of trace that a wrapper of the list stands for, if it says one."""
        seen: set[bytes] = set()
        while entry in self._by_name and entry not in seen:
            seen.add(entry)
            text = b"".join(self._text(self._parts[place].node) for place in self._by_name[entry])
            named = TRACE.search(text)
            if named:
                return named[1].decode()
            alias = ALIAS.search(text)
            entry = alias[1] if alias else b""
        return None

    def _reached(self, registered: frozenset[bytes]) -> set[int]:
        """Return the places of the parts that are kept: without a name, or named by one kept."""
        left_out = frozenset(self._entries) - registered
        waiting = [place for place, part in enumerate(self._parts) if not part.names]
        waiting += [place for name in registered for place in self._by_name[name]]
        reached: set[int] = set()
        while waiting:
            place = waiting.pop()
            if place in reached:
                continue
            reached.add(place)
            node = self._parts[place].node
            named = self._named_in(node)
            if node.start_byte <= self._list.start_byte < node.end_byte:
                named -= left_out
            waiting += [other for name in named for other in self._by_name[name]]
        return reached

    def _named_in(self, node: Node) -> set[bytes]:
        """Return the names of parts that stand anywhere in a part, its own among them."""
        found = QueryCursor(NAMES).captures(node).get("name", [])
        return {text for each in found if (text := self._text(each)) in self._by_name}

    def _cuts(self, kept: set[int]) -> Iterator[tuple[int, int, bytes]]:
        """Yield what goes: where it begins and ends, and what stands there instead."""
        gone = {
            (part.node.start_byte, part.node.end_byte)
            for place, part in enumerate(self._parts)
            if place not in kept
        }
        for node in self._body.named_children:
            if node.type not in DECLARATIONS:
                if (node.start_byte, node.end_byte) in gone:
                    yield node.start_byte, node.end_byte, b""
                continue
            declarators = node.named_children
            stay = [each for each in declarators if (each.start_byte, each.end_byte) not in gone]
            if not stay:
                yield node.start_byte, node.end_byte, b""
                continue
            # Each that goes takes the comma after it along; the last ones the comma before them.
            for each, following in pairwise(declarators):
                if each not in stay and each.start_byte < stay[-1].start_byte:
                    yield each.start_byte, following.start_byte, b""
            if stay[-1] != declarators[-1]:
                yield stay[-1].end_byte, declarators[-1].end_byte, b""

    def _with(self, cuts: list[tuple[int, int, bytes]]) -> bytes:
        pieces, at = [], 0
        for start, end, instead in sorted(cuts):
            pieces += [self._content[at:start], instead]
            at = end
        return b"".join([*pieces, self._content[at:]])

    def _text(self, node: Node) -> bytes:
        return self._content[node.start_byte : node.end_byte]


def _around(node: Node) -> Iterator[Node]:
    """Yield what a node is in, from the inside out."""
    while (parent := node.parent) is not None:
        yield parent
        node = parent


def _holds_functions_only(node: Node) -> bool:
    return node.type == "object" and all(
        pair.type == "pair"
        and (value := pair.child_by_field_name("value")) is not None
        and value.type in FUNCTIONS
        for pair in node.named_children
    )
