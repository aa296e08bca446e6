"""The errors that the data layer raises on purpose.

`InvalidParameter` is a reader's mistake in a question (an unknown area, a month out of range).
`DataFileError` is a mistake in a data file, found while loading. `EngineUnavailable` is an engine
that cannot answer now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

LONGEST_VALUE = 100
"""Characters of a rejected value that are repeated back; the rest is cut."""


def cut(value: object) -> str:
    """Return the first `LONGEST_VALUE` characters of `value`, safe to show on one line."""
    return printable(str(value)[:LONGEST_VALUE])


def printable(text: str) -> str:
    """Return text on one line that can be shown and written, with a mark for what cannot."""
    return "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text
    )


class InvalidParameter(ValueError):  # noqa: N818 - the public name of the API contract
    """A question has a parameter that cannot be answered.

    Attributes:
        parameter: Name of the parameter as in the URL, kebab-case (`as-at`).
        value: The value given, cut to 100 characters.
        allowed: What would be accepted, in words or as a list of values.
        message: One sentence for the reader: what is wrong and what is allowed.
    """

    def __init__(
        self,
        parameter: str,
        value: object,
        allowed: str | Sequence[str],
        message: str | None = None,
    ) -> None:
        self.parameter = parameter
        self.value = cut(value)
        self.allowed: str | list[str] = allowed if isinstance(allowed, str) else list(allowed)
        self.message = message or (
            f"“{self.value}” is not a value for {parameter}. Allowed: {self.allowed_text}."
        )
        super().__init__(self.message)

    @property
    def allowed_text(self) -> str:
        """What is allowed, as one piece of text."""
        return self.allowed if isinstance(self.allowed, str) else ", ".join(self.allowed)


class DataFileError(Exception):
    """A data file breaks a rule of its catalogue entry, so nothing of the release is loaded.

    Attributes:
        file: Name of the file.
        row: Line in the file as a text editor counts them, from 1; None for the whole file.
        column: Name of the column; None for the whole row or file.
        value: The offending value, cut to 100 characters; None where there is none.
        rule: What the file must satisfy.
    """

    def __init__(
        self,
        file: str,
        rule: str,
        *,
        row: int | None = None,
        column: str | None = None,
        value: object = None,
    ) -> None:
        self.file = file
        self.rule = rule
        self.row = row
        self.column = column
        self.value = None if value is None else cut(value)
        super().__init__(self._text())

    def _text(self) -> str:
        place = self.file
        if self.row is not None:
            place += f", row {self.row}"
        if self.column is not None:
            place += f", column {self.column}"
        found = "" if self.value is None else f" (found “{self.value}”)"
        return f"{place}: {self.rule}{found}"


class EngineUnavailable(Exception):  # noqa: N818 - a state of affairs, as readers are told it
    """An engine cannot answer: it is down, slow, or has not the tables of the release.

    Attributes:
        engine: The engine in words, without user and password.
        reason: What is wrong, in words that a reader may see; no statement, no credentials.
    """

    def __init__(self, engine: str, reason: str) -> None:
        self.engine = engine
        self.reason = reason
        super().__init__(f"{engine} {reason}")
        noted = _noted.get()
        if noted is not None:
            noted.append(self)


_noted: ContextVar[list[EngineUnavailable] | None] = ContextVar("noted", default=None)


@contextmanager
def noting_engines() -> Iterator[list[EngineUnavailable]]:
    """Note every engine that could not answer within the block, whoever caught the error.

    An answer that had to do without one is complete, but is not to be kept.
    """
    noted: list[EngineUnavailable] = []
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)
