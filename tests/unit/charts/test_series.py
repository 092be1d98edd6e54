"""Series and status pictures: what is drawn, for whole and for poor data."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from lib.charts.pictures import to_svg
from lib.charts.series import SeriesPicture, SeriesPoint, series_chart
from lib.charts.series_marks import freest_corner
from lib.charts.status_bars import MOST_TILES, SHADED, StatusRow, StatusTile, status_bars
from lib.charts.weather_icons import FILLS, INKS, SHAPES, sparkline_svg, status_svg


def picture(points: list[SeriesPoint], **more: Any) -> SeriesPicture:
    return SeriesPicture(points=points, unit="%", decimals=1, values_text="Werte", **more)


def draw(one: SeriesPicture, language: str = "de") -> str:
    chart = series_chart(one, language=language, width_px=600)  # type: ignore[arg-type]
    return to_svg(chart).decode()


def values_of(chart: dict[str, Any], mark: str) -> list[dict[str, Any]]:
    layer = next(layer for layer in chart["layer"] if layer["mark"].get("type") == mark)
    values: list[dict[str, Any]] = chart["datasets"][layer["data"]["name"]]
    return values


FULL = picture(
    [
        SeriesPoint(2014, 1069.6),
        SeriesPoint(2015, 1070.4),
        SeriesPoint(2016, 1072.0, is_break=True),
    ],
    break_text="Bruch",
    baseline=(2014, 1069.6),
    baseline_text="Ausgangswert 2014",
    target=(1080.0, 2025),
    target_text="Zielwert 2025",
    path_text="Weg",
    projected=[(2016, 1072.0), (2025, 1081.0)],
    projected_text="Fortsetzung",
)


def test_a_full_series_shows_everything_in_german_numbers() -> None:
    svg = draw(FULL)
    for text in ("1.069,6", "Bruch", "Ausgangswert 2014", "Zielwert 2025", "Weg", "Fortsetzung"):
        assert text in svg
    assert "1,069.6" in draw(FULL, "en")


def test_the_line_breaks_where_the_series_breaks() -> None:
    data = series_chart(FULL, language="de").to_dict()
    lines = values_of(data, "line")
    segments = {row["year"]: row["segment"] for row in lines if row["kind"] == "Werte"}
    assert segments == {2014: 0, 2015: 0, 2016: 1}


def test_continuation_starts_at_the_last_value_judged() -> None:
    points = [SeriesPoint(2019, 5.0), SeriesPoint(2020, 6.0), SeriesPoint(2021, 9.0, is_later=True)]
    one = picture(points, projected=[(2020, 6.0), (2025, 11.0)], projected_text="Fortsetzung")
    data = series_chart(one, language="de").to_dict()
    lines = values_of(data, "line")
    ends = [(r["year"], r["value"]) for r in lines if r["kind"] == "Fortsetzung"]
    assert ends == [(2020, 6.0), (2025, 11.0)]


@pytest.mark.parametrize(
    "one",
    [
        picture([SeriesPoint(2020, 0.0)]),
        picture([]),
        picture([SeriesPoint(2020, 5.0)], target=(5.0, None), target_text="Ziel"),
        picture([SeriesPoint(year, 1.0) for year in range(1980, 2021)]),
        picture([SeriesPoint(2019, -3.0), SeriesPoint(2020, -4.0)]),
    ],
)
def test_poor_series_are_drawn_too(one: SeriesPicture) -> None:
    assert "<svg" in draw(one)


def test_long_series_label_only_their_ends() -> None:
    svg = draw(picture([SeriesPoint(2000 + i, 10.0 + i) for i in range(20)]))
    assert ">10,0<" in svg
    assert ">29,0<" in svg
    assert ">17,0<" not in svg


def tile(key: str, status: str, text: str) -> StatusTile:
    return StatusTile(key, f"Name {key}", status, text, "Grund")


ROWS = [
    StatusRow(
        "Leitziel 1: Etwas",
        (
            tile("b", "thunderstorm", "Gewitter"),
            tile("a", "sun", "Sonne"),
            tile("c", "sun", "Sonne"),
        ),
    ),
    StatusRow("Leitziel 2: Anderes", (tile("d", "not_judged", "nicht bewertbar"),)),
    StatusRow("Leitziel 3: Leer", ()),
]


def test_tiles_say_status_in_words_and_not_only_in_colour() -> None:
    svg = to_svg(status_bars(ROWS, language="de", width_px=900)).decode()
    for text in ("2 Sonne", "1 Gewitter", "1 nicht bewertbar", "Leitziel 3: Leer"):
        assert text in svg
    assert "Name b: Gewitter" in svg  # what a screen reader hears


def test_without_room_only_the_count_stands_below_a_tile() -> None:
    svg = to_svg(status_bars(ROWS, language="de", width_px=150)).decode()
    assert "nicht bewertbar</text>" not in svg
    assert ">1</text>" in svg


def test_tiles_are_ordered_by_status_and_others_step_back() -> None:
    chart = status_bars(ROWS, language="de", only="sun").to_dict()
    tiles = values_of(chart, "rect")
    assert [one["key"] for one in tiles] == ["a", "c", "b", "d"]
    assert [one["shade"] for one in tiles] == [1.0, 1.0, SHADED, SHADED]
    assert [one["x"] for one in tiles[:3]] == pytest.approx([0.03, 1.03, 2.03])


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_judged_statuses_differ_in_greyscale_and_every_status_has_a_symbol() -> None:
    light = [luminance(FILLS[s]) for s in ("light_cloud", "sun", "cloud", "thunderstorm")]
    for brighter, darker in itertools.pairwise(light):
        assert brighter - darker > 0.1
    assert set(SHAPES) == set(FILLS)
    assert len(set(SHAPES.values())) == len(SHAPES)
    assert all(status_svg(status).startswith("<svg") for status in FILLS)


def test_a_small_series_has_its_last_point_and_no_line_over_a_break() -> None:
    svg = sparkline_svg([(2014, 1.0), (2015, 2.0), (2016, 9.0)], breaks=[2016], target=5.0)
    assert svg.count("<polyline") == 2
    assert svg.count("<circle") == 1
    assert "stroke-dasharray" in svg
    assert "<circle" in sparkline_svg([(2020, 0.0)])
    assert "<circle" not in sparkline_svg([])


@pytest.mark.parametrize(
    ("values", "corner"),
    [
        ((1.0, 2.0, 3.0, 4.0, 9.0), (True, True)),  # far below at first: left, above the line
        ((9.0, 8.8, 7.0, 3.0, 1.0), (False, True)),  # the line starts among the values
        ((9.7, 9.75, 14.0, 9.7, 9.9), (True, False)),  # just above the line at both ends: below it
    ],
)
def test_words_of_the_target_keep_clear_of_the_values(
    values: tuple[float, ...], corner: tuple[bool, bool]
) -> None:
    points = [SeriesPoint(2015 + i, value) for i, value in enumerate(values)]
    target = 8.9 if values[-1] != 9.9 else 9.5
    one = picture(points, target=(target, None), target_text="Ziel")
    assert freest_corner(one, target) == corner


def test_many_indicators_become_one_counted_bar_a_status() -> None:
    many = StatusRow(
        "Leitziel 1",
        (
            *(tile(f"s{i}", "sun", "Sonne") for i in range(MOST_TILES)),
            tile("g", "thunderstorm", "Gewitter"),
        ),
    )
    chart = status_bars([many], language="de", only="sun").to_dict()
    bars = values_of(chart, "rect")
    assert [bar["description"] for bar in bars] == [f"{MOST_TILES} Sonne", "1 Gewitter"]
    assert [bar["shade"] for bar in bars] == [1.0, SHADED]
    assert bars[0]["x2"] - bars[0]["x"] == pytest.approx(MOST_TILES, rel=0.01)
    svg = to_svg(status_bars([many], language="de", width_px=900)).decode()
    assert f"{MOST_TILES} Sonne" in svg


def test_the_second_method_is_told_apart_in_greyscale_too() -> None:
    order = ("achieved", "on_track", "acceleration_needed", "limited_progress", "moving_away")
    light = [luminance(FILLS[s]) for s in order]
    for brighter, darker in itertools.pairwise(light):
        assert (brighter + 0.05) / (darker + 0.05) > 1.2
    assert len({SHAPES[s] for s in FILLS}) == len(FILLS)
    for status in order:
        ink, fill = luminance(INKS[status]), luminance(FILLS[status])
        assert (max(ink, fill) + 0.05) / (min(ink, fill) + 0.05) > 4.5
