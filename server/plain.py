"""A page that needs neither script nor data: for signing in, refusals and failures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

PRODUCT = "Met Business Plan"

FRAME = """<!DOCTYPE html>
<html lang="en-GB">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">{refresh}
    <link rel="icon" href="data:,">
    <title>{title} – {product}</title>
    <style>
      * {{ box-sizing: border-box; }}
      body {{ margin: 0; color: #1f1f1f; background: #f4f6f8; overflow-wrap: break-word;
             font: 1.0625rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }}
      header {{ background: #12436d; color: #fff; font-weight: 700; }}
      header p {{ margin: 0 auto; padding: 14px 16px; max-width: 44rem; }}
      .marking {{ text-align: center; font-weight: 700; margin: 0; padding: 4px 16px;
                 background: #fff; }}
      main {{ max-width: 44rem; margin: 0 auto; padding: 32px 16px 48px; }}
      h1 {{ font-size: 1.75rem; line-height: 1.2; margin: 0 0 16px; text-wrap: balance; }}
      .actions {{ display: flex; flex-wrap: wrap; gap: 12px; margin-top: 24px; padding: 0;
                 list-style: none; }}
      a {{ color: #12436d; text-underline-offset: 0.15em; }}
      .action {{ display: inline-block; min-height: 44px; padding: 9px 18px; font: inherit;
                border: 2px solid #12436d; border-radius: 4px; background: #fff; color: #12436d;
                text-decoration: none; cursor: pointer; }}
      .action:hover {{ text-decoration: underline; }}
      .first {{ background: #12436d; color: #fff; font-weight: 700; }}
      :focus-visible {{ outline: 3px solid #f46a25; outline-offset: 2px;
                       box-shadow: 0 0 0 2px #1f1f1f; }}
    </style>
  </head>
  <body>
    {marking}<header><p>{product}</p></header>
    <main>
      <h1>{title}</h1>
      {paragraphs}
      {actions}
    </main>
  </body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that the reader can do next.

    Attributes:
        name: What it says.
        address: Where it leads, or what a form is sent to.
        fields: Names and values that a form sends; None where it is a link.
    """

    name: str
    address: str
    fields: tuple[tuple[str, str], ...] | None = None

    def html(self, first: bool) -> str:
        """Return it as HTML; the first stands out."""
        look = 'class="action first"' if first else 'class="action"'
        address, name = escape(self.address), escape(self.name)
        if self.fields is None:
            return f'<li><a {look} href="{address}">{name}</a></li>'
        hidden = "".join(
            f'<input type="hidden" name="{escape(key)}" value="{escape(value)}">'
            for key, value in self.fields
        )
        button = f'<button {look} type="submit">{name}</button>'
        return f'<li><form method="post" action="{address}">{hidden}{button}</form></li>'


def plain_page(
    title: str,
    paragraphs: Iterable[str],
    actions: Sequence[Action] = (),
    *,
    marking: str = "",
    refresh: str = "",
) -> str:
    """Return the page.

    Args:
        title: What it says first.
        paragraphs: Sentences, as text.
        actions: What the reader can do next.
        marking: The protective marking.
        refresh: Where the browser goes by itself at once.
    """
    shown = "".join(action.html(first) for action, first in _with_first(actions))
    meta = (
        f'\n    <meta http-equiv="refresh" content="0; url={escape(refresh)}">' if refresh else ""
    )
    return FRAME.format(
        product=PRODUCT,
        title=escape(title),
        refresh=meta,
        marking=f'<p class="marking">{escape(marking)}</p>' if marking else "",
        paragraphs="\n      ".join(f"<p>{escape(each)}</p>" for each in paragraphs),
        actions=f'<ul class="actions">{shown}</ul>' if shown else "",
    )


def _with_first(actions: Sequence[Action]) -> Iterable[tuple[Action, bool]]:
    return ((action, place == 0) for place, action in enumerate(actions))
