"""Charts as PNG and SVG bytes, without a browser (vl-convert)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import vl_convert

if TYPE_CHECKING:
    from lib.charts.theme import AnyChart

PNG_SCALE: Final = 2.0


def to_png(chart: AnyChart) -> bytes:
    """Draw a chart as PNG at twice its size (sharp on a projector)."""
    return bytes(vl_convert.vegalite_to_png(json.dumps(chart.to_dict()), scale=PNG_SCALE))


def to_svg(chart: AnyChart) -> bytes:
    """Draw a chart as SVG."""
    return str(vl_convert.vegalite_to_svg(json.dumps(chart.to_dict()))).encode("utf-8")
