"""The table of need against density: every component with share, z-score and weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from lib.domain.bivariate import NEED_LABELS, OFFER_LABELS, PLACE_LABELS
from lib.domain.offer_density import DENSITY_DECIMALS, DENSITY_LABELS, DensityMeasure
from lib.insights.types import Column, ColumnKind, Table
from lib.text import Message, msg

if TYPE_CHECKING:
    from lib.domain.bivariate import BivariateClasses, Field
    from lib.insights.need import NeedArea, UsedComponent

INDEX_DECIMALS = 2
SHARE_DECIMALS = 1


def field_label(field: Field, measure: DensityMeasure) -> Message:
    """Say a field in words: "high need, few offers"."""
    return msg(
        "{need}, {supply}", need=NEED_LABELS[field.need], supply=supply_label(field, measure)
    )


def supply_label(field: Field, measure: DensityMeasure) -> Message:
    """Say the density of a field in words."""
    is_places = measure is DensityMeasure.PLACES_PER_100_CHILDREN
    return (PLACE_LABELS if is_places else OFFER_LABELS)[field.density]


def need_table(
    areas: tuple[NeedArea, ...],
    used: tuple[UsedComponent, ...],
    classes: BivariateClasses | None,
    *,
    measure: DensityMeasure,
) -> Table:
    """Build the table, one row a municipality."""
    columns = _columns(used, classes, measure)
    records = [_record(area, used, measure) for area in areas]
    names = [column.key for column in columns]
    states = [f"{name}_state" for name in names if name not in {"name", "ags"}]
    frame = pd.DataFrame.from_records(records, columns=[*names, *states])
    return Table(frame, columns, caption=msg("Need and density of each municipality"))


def _record(
    area: NeedArea, used: tuple[UsedComponent, ...], measure: DensityMeasure
) -> dict[str, object]:
    record: dict[str, object] = {
        "name": area.name,
        "field": field_label(area.field, measure) if area.field else "",
        "field_state": area.state.value,
        "index": area.index,
        "index_state": area.index_state.value,
        "density": area.density,
        "density_state": area.density_state.value,
        "ags": area.ags,
    }
    for one, share in zip(used, area.shares, strict=True):
        code = one.component.code
        record[code] = share.share
        record[f"{code}_z"] = share.z
        record[f"{code}_state"] = record[f"{code}_z_state"] = share.state.value
    return record


def _columns(
    used: tuple[UsedComponent, ...], classes: BivariateClasses | None, measure: DensityMeasure
) -> tuple[Column, ...]:
    number = ColumnKind.NUMBER
    columns = [Column("name", msg("Municipality"))]
    if classes is not None:
        columns.append(Column("field", msg("Need and density"), ColumnKind.MESSAGE))
    columns += [
        Column(
            "index",
            msg("Need index"),
            number,
            INDEX_DECIMALS,
            help=msg("Weighted mean of the z-scores; 0 is the mean of the municipalities"),
        ),
        Column("density", DENSITY_LABELS[measure], number, DENSITY_DECIMALS[measure]),
    ]
    for one in used:
        code, label = one.component.code, one.component.short_label
        columns += [
            Column(code, label, number, SHARE_DECIMALS, "%", help=one.component.label),
            Column(
                f"{code}_z",
                msg(
                    "{component}: z-score (weight {weight})",
                    component=label,
                    weight=one.reading.weight,
                ),
                number,
                INDEX_DECIMALS,
                help=msg("Distance from the mean in standard deviations"),
            ),
        ]
    return (*columns, Column("ags", msg("AGS")))
