"""The timeline figure: dates as bars, names and dates as labels, passed dates told apart."""

import pandas as pd

from components.figures.timeline import timeline, timeline_height


def frame(*rows: tuple[str, str, str, bool]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "name": name,
                "start": start,
                "end": end,
                "text": start[:7],
                "passed": passed,
                "hover": name,
            }
            for name, start, end, passed in rows
        ]
    )


def test_every_row_has_its_name_and_its_date() -> None:
    figure = timeline(
        frame(
            ("Early", "2018-07-01", "2018-08-01", True), ("Late", "2019-04-01", "2019-07-01", False)
        ),
        as_at="2018-08-01",
        as_at_label="end of Jul 2018",
    )
    texts = [annotation.text for annotation in figure.layout.annotations]
    assert texts == ["Early", "2018-07", "Late", "2019-04", "end of Jul 2018"]
    bars = figure.data[0]
    assert bars.marker.color[0] != bars.marker.color[1]
    assert list(bars.marker.pattern.shape) == ["/", ""]


def test_the_axis_holds_every_bar_and_the_line_and_is_never_too_short() -> None:
    figure = timeline(
        frame(("One", "2018-07-01", "2018-08-01", False)),
        as_at="2018-07-01",
        as_at_label="end of Jun 2018",
    )
    assert list(figure.layout.xaxis.range) == ["2018-06-01", "2019-03-01"]
    far = timeline(
        frame(("One", "2018-07-01", "2018-08-01", True)),
        as_at="2026-03-01",
        as_at_label="end of Feb 2026",
    )
    assert list(far.layout.xaxis.range) == ["2018-06-01", "2026-04-01"]
    assert far.layout.xaxis.dtick == "M12"


def test_a_long_name_is_broken_and_makes_room() -> None:
    name = "Charing Cross Police Station: phase 1 (Chandos Street block) complete"
    figure = timeline(
        frame((name, "2018-07-01", "2018-08-01", False)),
        as_at="2018-07-01",
        as_at_label="now",
    )
    assert figure.layout.annotations[0].text == (
        "Charing Cross Police Station: phase 1<br>(Chandos Street block) complete"
    )
    assert timeline_height([name]) > timeline_height(["Short"])
    assert timeline_height([name, name]) > timeline_height([name])
