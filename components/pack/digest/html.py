"""A digest as HTML that mail programs show: tables for the frame, styles in place, no pictures."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from components import theme
from components.pack.digest.findings import MARKS

if TYPE_CHECKING:
    from jinja2 import Template

    from components.pack.digest.model import Digest

PACKAGE: Final = "components.pack.digest"
TEMPLATE: Final = "digest.html"
WORSE, BETTER = MARKS["concern"], MARKS["improvement"]
COLOURS: Final = {WORSE: theme.RISE, BETTER: theme.FALL}
"""The colour of a mark; its shape and word say the same."""
CLASSES: Final = {WORSE: "worse", BETTER: "better"}
"""What gives a mark its colour on dark ground."""


def as_html(digest: Digest) -> str:
    """Write a digest as one HTML document that needs nothing from elsewhere.

    Args:
        digest: What to say.
    """
    return _template().render(
        digest=digest,
        theme=theme,
        colours=COLOURS,
        classes=CLASSES,
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - only here

    environment = Environment(
        loader=PackageLoader(PACKAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(TEMPLATE)
