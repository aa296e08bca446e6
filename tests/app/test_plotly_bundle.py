"""plotly.js without the kinds of charts that nobody draws."""

import inspect
import re
from importlib.resources import files
from pathlib import Path

import pytest

from components.figures.drawing import TRACES, Drawing
from server.plotly_bundle import UnknownBundleError, only
from server.plotly_script import PACKAGE, PATH, with_traces
from server.settings import ROOT
from server.static import Lessened, Resources

BUNDLE = """(function(root,factory){root.Made=factory()}(self,()=>{
"use strict";var Made=(()=>{var def=Object.defineProperty;\
var wrap=(e,t)=>()=>(t||e((t={exports:{}}).exports,t),t.exports),\
adds=(e,t)=>{for(var r in t)def(e,r,{get:t[r]})};\
var shared=wrap((a,b)=>{b.exports={half:1}}),heavy=wrap((a,b)=>{b.exports=helper()});\
function helper(){return late}var late,both={},apart={};adds(both,{x:()=>1});adds(apart,{y:()=>2});\
var bars=wrap((a,b)=>{b.exports={moduleType:"trace",name:"bar",plot:shared(),o:both}}),\
pies=wrap((a,b)=>{b.exports={moduleType:"trace",name:"pie",plot:shared(),\
slow:heavy(),o:apart}}),barIndex=wrap((a,b)=>{"use strict";b.exports=bars()}),\
pieIndex=wrap((a,b)=>{b.exports=pies()});var always=started();\
function started(){return 1}function never(){return never}\
var core=wrap((a,b)=>{b.exports={register(){}}}),\
main=wrap((a,b)=>{var c=core();c.register([barIndex(),pieIndex()]);b.exports=c});return main()})();
return Made}));
"""


@pytest.fixture(scope="module")
def whole() -> bytes:
    return files(PACKAGE).joinpath(PATH).read_bytes()


@pytest.fixture(scope="module")
def lessened(whole: bytes) -> bytes:
    return only(whole, TRACES)


def test_what_only_other_kinds_need_goes() -> None:
    kept = only(BUNDLE.encode(), ["bar"]).decode()
    assert "c.register([barIndex()])" in kept
    for stays in ("shared=", "bars=", "barIndex=", "both={}", "adds(both", "core=", "main="):
        assert stays in kept, stays
    for goes in ("pies", "pieIndex", "heavy", "helper", "late", "apart", "never"):
        assert goes not in kept, goes


def test_what_may_do_something_by_itself_stays_with_all_that_it_names() -> None:
    kept = only(BUNDLE.encode(), ["bar"]).decode()
    assert "var always=started();" in kept
    assert "function started(){return 1}" in kept


def test_with_every_kind_only_what_nothing_names_goes() -> None:
    kept = only(BUNDLE.encode(), ["bar", "pie"]).decode()
    assert kept == BUNDLE.replace("function never(){return never}", "")


def test_the_points_that_are_always_there_need_not_be_registered() -> None:
    assert only(BUNDLE.encode(), ["scatter", "bar"]) == only(BUNDLE.encode(), ["bar"])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("var x = ;", "cannot be read"),
        ("var x = 1;", "0 lists"),
        (BUNDLE.replace("[barIndex(),pieIndex()]", "[]"), "0 lists"),
        (BUNDLE.replace("pieIndex()]", "unheardOf()]"), "not one of wrappers"),
        (BUNDLE.replace("pieIndex()]", "1]"), "not one of wrappers"),
        ("c.register([a()])", "not in a wrapper"),
        (BUNDLE.replace('name:"bar"', 'name:"bars"'), "No such kind of trace: bar"),
    ],
)
def test_another_structure_is_refused(content: str, said: str) -> None:
    with pytest.raises(UnknownBundleError, match=said):
        only(content.encode(), ["bar"])


def test_the_real_one_keeps_the_kinds_that_are_drawn(lessened: bytes) -> None:
    kinds = set(re.findall(rb'moduleType:"trace",name:"(\w+)"', lessened))
    assert {kind.encode() for kind in TRACES} <= kinds
    assert not kinds & {b"sankey", b"surface", b"scattermap", b"pie", b"sunburst", b"table"}


def test_the_real_one_is_a_third_as_large(whole: bytes, lessened: bytes) -> None:
    assert len(lessened) < len(whole) / 3


def test_the_notices_of_those_who_wrote_it_stay(whole: bytes, lessened: bytes) -> None:
    end = whole[whole.rindex(b"})();") :]
    assert b"Bundled license information" in end
    assert lessened.endswith(end)
    assert lessened[:500] == whole[:500]
    assert b"Licensed under the MIT license" in lessened[:500]


def test_every_kind_that_can_be_drawn_is_named() -> None:
    drawing = Drawing()
    for name, add in inspect.getmembers(drawing, inspect.ismethod):
        if name.startswith("add_") and name not in ("add_shape", "add_annotation"):
            add()
    assert {trace["type"] for trace in drawing.data} == set(TRACES)


def test_no_figure_is_made_past_the_drawing() -> None:
    """A trace from elsewhere would have a kind that readers' plotly.js does not know."""
    made = re.compile(r"\bgo\.(?!Figure\b)[A-Z]\w+\(|plotly\.express|\.add_trace\(")
    for part in ("api", "components", "pages"):
        for file in (ROOT / part).rglob("*.py"):
            assert not made.search(file.read_text()), file


def test_the_smaller_file_is_made_once_and_served_in_place_of_the_whole(tmp_path: Path) -> None:
    calls, urls = [], set()

    def make(content: bytes) -> bytes:
        calls.append(content)
        return content[:3]

    for _ in range(2):
        resources = served(tmp_path)
        resources.lessen("p", "a.js", Lessened("way", make), tmp_path / "cache")
        found = resources.find("p", "a.js")
        assert found is not None
        assert found.path.read_bytes() == b"123"
        assert found.url == f"/static/{found.digest}/p/a.js"
        urls.add(found.url)
    assert calls == [b"123456"]
    assert len(urls) == 1
    resources.lessen("p", "a.js", Lessened("other", lambda _: b"4"), tmp_path / "cache")
    other = resources.find("p", "a.js")
    assert other is not None
    assert other.path.read_bytes() == b"4"
    assert other.url not in urls


def test_a_file_that_cannot_be_made_smaller_is_served_whole(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    resources = served(tmp_path)
    before = resources.find("p", "a.js")
    resources.lessen("p", "a.js", with_traces(["bar"]), tmp_path / "cache")
    assert resources.find("p", "a.js") == before
    assert "a.js is served whole: 0 lists of what it registers, not one" in caplog.text


def served(tmp_path: Path) -> Resources:
    (tmp_path / "a.js").write_text("123456")
    resources = Resources()
    resources.add("p", tmp_path, ["a.js"])
    return resources
