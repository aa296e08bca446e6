"""What no callback changes becomes HTML; what lives stays a component; text is never markup."""

import json
from html.parser import HTMLParser
from typing import Any

import dash_bootstrap_components as dbc
import pytest
from dash import dcc, html
from dash.development.base_component import Component
from hypothesis import given
from hypothesis import strategies as st
from plotly.io.json import to_json_plotly

from components.dom import dom
from server.still import still_answer, stilled, to_html


def test_attributes_are_written_as_html_has_them() -> None:
    button = html.Button(
        "Go",
        id="go",
        className="a b",
        tabIndex=-1,
        hidden=True,
        disabled=False,
        n_clicks=3,
        title=None,
        **dom(aria_label='Say "go"', data_value="1 < 2"),
    )
    written = to_html(button)
    assert written.endswith(">Go</button>")
    assert 'aria-label="Say &quot;go&quot;"' in written
    found = Texts()
    found.feed(written)
    assert found.attributes == {
        "id": "go",
        "class": "a b",
        "tabindex": "-1",
        "hidden": None,
        "aria-label": 'Say "go"',
        "data-value": "1 < 2",
    }


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        (html.Br(), "<br>"),
        (html.Img(src="a.svg", alt=""), '<img alt="" src="a.svg">'),
        (html.Label("Area", htmlFor="area"), '<label for="area">Area</label>'),
        (html.Td("1", colSpan=2), '<td colspan="2">1</td>'),
        (html.P(["a ", html.B(2), None, " c"]), "<p>a <b>2</b> c</p>"),
        (html.Div(style={"maxWidth": "3em", "color": "red"}),
         '<div style="max-width:3em;color:red"></div>'),
        (html.Details([html.Summary("S"), "x"], open=True),
         "<details open><summary>S</summary>x</details>"),
        (html.ObjectEl("x"), "<object>x</object>"),
        (html.H2("R&D <b>"), "<h2>R&amp;D &lt;b&gt;</h2>"),
    ],
)  # fmt: skip
def test_elements(component: Component, expected: str) -> None:
    assert to_html(component) == expected


def test_only_html_elements_are_still() -> None:
    with pytest.raises(ValueError, match="Graph is no HTML element"):
        to_html(html.Div(dcc.Graph()))


class Texts(HTMLParser):
    """The texts and tags that a browser would find."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[str] = []
        self.attributes: dict[str, str | None] = {}

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.update(attrs)
        self.texts += [value or "" for _, value in attrs]


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_a_text_stays_that_text(text: str) -> None:
    found = Texts()
    found.feed(to_html(html.P(text, title=text)))
    found.close()
    assert found.tags == ["p"]
    assert found.texts[0] == text
    assert "".join(found.texts[1:]) == text


def test_a_part_without_anything_live_is_one_component() -> None:
    page = html.Div([html.P([html.B("a"), "b"]), html.Ul([html.Li("c")])], id="part")
    still = stilled(page, live=frozenset())
    assert still.children is None
    assert still.id == "part"
    assert getattr(still, "data-island") == "still"
    assert getattr(still, "data-still") == "<p><b>a</b>b</p><ul><li>c</li></ul>"
    assert isinstance(page.children, list), "the layout itself is not changed"


@pytest.mark.parametrize(
    "alive",
    [
        html.P("text", id="title"),
        html.P("text", id={"name": "offence"}),
        dcc.Store(id="any"),
        dbc.Select(options=[]),
    ],
)
def test_what_lives_stays_a_component_with_all_it_is_in(alive: Component) -> None:
    beside = html.Ul([html.Li("still")])
    page = html.Div([html.Section([alive, beside])])
    (section,) = stilled(page, live=frozenset({"title"})).children
    same, stills = section.children
    assert same is alive
    assert getattr(stills, "data-still") == "<li>still</li>"


def test_text_alone_needs_no_island() -> None:
    assert stilled(html.P("text"), live=frozenset()).children == "text"
    assert stilled("text", live=frozenset()) == "text"
    assert stilled(None, live=frozenset()) is None


def test_an_island_of_another_kind_keeps_its_place() -> None:
    table = html.Div(**dom(data_island="table", data_table="{}"))
    assert 'data-island="table"' in getattr(
        stilled(html.Div([table]), live=frozenset()), "data-still"
    )
    holder = html.Div([html.P([html.B("a")])], **dom(data_island="pane"))
    kept = stilled(holder, live=frozenset())
    assert getattr(kept, "data-island") == "pane"
    assert getattr(kept.children[0], "data-still") == "<b>a</b>"


def test_the_content_of_what_lives_stays_components_which_a_callback_can_replace() -> None:
    counts = html.Div([html.P([html.B("6"), " delivered"]), html.P("plain")], id="counts")
    kept = stilled(counts, live=frozenset({"counts"}))
    assert not hasattr(kept, "data-still")
    first, second = kept.children
    assert getattr(first, "data-still") == "<b>6</b> delivered"
    assert second.children == "plain"


LIVE = frozenset({"counts", "title", "word"})
REPLACED = frozenset({"counts"})


def test_content_that_is_only_ever_replaced_is_html_until_then() -> None:
    counts = html.Ul([html.Li([html.B("6"), " delivered"])], id="counts", hidden=False)
    page = html.Div([counts, html.H1("Title", id="title")])
    first, second = stilled(page, live=LIVE, replaced=REPLACED).children
    assert (first.id, first.hidden, first.children) == ("counts", False, None)
    assert getattr(first, "data-still") == "<li><b>6</b> delivered</li>"
    assert (second.id, second.children) == ("title", "Title")


def test_what_is_replaced_but_holds_something_live_stays_components() -> None:
    holder = html.Div([html.P("word", id="word"), html.P([html.B("a")])], id="counts")
    kept = stilled(holder, live=LIVE, replaced=REPLACED)
    assert not hasattr(kept, "data-still")
    assert kept.children[0].id == "word"


def answered(response: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    """What becomes of a callback's answer."""
    written = to_json_plotly({"multi": True, "response": response})
    told = json.loads(still_answer(written, live=LIVE, replaced=REPLACED))
    assert told["multi"] is True
    found: dict[str, dict[str, object]] = told["response"]
    return found


def test_an_answer_has_the_same_html_as_the_layout_would() -> None:
    content = [html.Li([html.B(6), " R&D"], className="a"), None, "x", html.Br()]
    layout = stilled(html.Ul(content, id="counts"), live=LIVE, replaced=REPLACED)
    (found,) = answered({"counts": {"children": content, "hidden": False}}).values()
    assert found == {"hidden": False, "data-still": getattr(layout, "data-still")}
    assert found["data-still"] == '<li class="a"><b>6</b> R&amp;D</li>x<br>'


@pytest.mark.parametrize(
    ("identity", "content"),
    [
        ("counts", "text"),
        ("counts", []),
        ("counts", html.P("word", id="word")),
        ("counts", html.P("word", id={"name": "word"})),
        ("counts", [html.Div(dcc.Graph(id="chart"))]),
        ("title", html.B("read by a callback")),
    ],
)
def test_an_answer_with_text_or_something_live_stays_as_it_is(
    identity: str, content: object
) -> None:
    expected = json.loads(to_json_plotly({"children": content}))
    assert answered({identity: {"children": content}}) == {identity: expected}


@given(st.recursive(st.text(st.characters(exclude_categories=["Cs"])), st.lists, max_leaves=8))
def test_texts_of_an_answer_are_escaped_as_those_of_a_layout(content: Any) -> None:
    paragraph = html.P([html.B("b"), content], title="t")
    (found,) = answered({"counts": {"children": paragraph}}).values()
    assert found["data-still"] == to_html(paragraph)
