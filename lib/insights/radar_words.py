"""What ends, in sentences and as tables."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from lib.insights.radar_types import END_KIND_LABELS, End, EndKind, RadarLink
from lib.insights.types import Column, ColumnKind, Provenance, Table
from lib.text import Message, Names, Num, Text, msg, nmsg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.insights.gap_cell import GapColumn
    from lib.store.queries.state import DataState


def radar_answer(
    links: Sequence[RadarLink], ends: Sequence[End], *, months: int, has_agreements: bool
) -> tuple[Message, ...]:
    """Say what ends, and which link of the chain depends most on it.

    Of agreements nothing is said where they are left out, not even that none ends.
    """
    if not ends and not has_agreements:
        return (
            msg(
                "In the next {months} months nothing recorded ends: no measure and no offer.",
                months=str(months),
            ),
        )
    if not ends:
        return (
            msg(
                "In the next {months} months nothing recorded ends: no measure, no offer, no "
                "agreement.",
                months=str(months),
            ),
        )
    ahead = [end for end in ends if not end.is_over]
    sentences = [_ahead(ahead, months=months), *_over(ends), *_weakest(links)]
    return tuple(sentences)


def _ahead(ends: Sequence[End], *, months: int) -> Message:
    if not ends:
        return msg("In the next {months} months nothing recorded ends.", months=str(months))
    counts = Counter(end.kind for end in ends)
    named = {
        EndKind.FUNDING: nmsg(
            "the funding of {count} measure",
            "the funding of {count} measures",
            counts[EndKind.FUNDING],
        ),
        EndKind.PERIOD: nmsg(
            "the period of {count} measure",
            "the period of {count} measures",
            counts[EndKind.PERIOD],
        ),
        EndKind.OFFER: nmsg("{count} offer", "{count} offers", counts[EndKind.OFFER]),
        EndKind.AGREEMENT: nmsg(
            "{count} agreement", "{count} agreements", counts[EndKind.AGREEMENT]
        ),
    }
    what = Names(tuple(words for kind, words in named.items() if counts[kind]))
    return nmsg(
        "In the next {months} months ends: {what}.",
        "In the next {months} months end: {what}.",
        len(ends),
        months=str(months),
        what=what,
    )


def _over(ends: Sequence[End]) -> tuple[Message, ...]:
    over = sum(end.is_over for end in ends)
    if not over:
        return ()
    return (
        nmsg(
            "For {count} open measure the period or funding is over already.",
            "For {count} open measures the period or funding is over already.",
            over,
        ),
    )


def _weakest(links: Sequence[RadarLink]) -> tuple[Message, ...]:
    """Name the link of which the largest share of offers depends on an end."""
    hanging = [(link.share_pct or 0.0, link) for link in links if link.dependent_count]
    if not hanging:
        return (msg("No active offer depends on it."),)
    share, link = max(hanging, key=lambda one: one[0])  # of equal ones the first in the chain
    return (
        msg(
            "Most depends on it at “{link}”: {share} % of the offers ({count} of {total}).",
            link=link.column.label,
            share=Num(share),
            count=link.dependent_count,
            total=link.offers_count,
        ),
    )


def link_table(links: Sequence[RadarLink], *, has_agreements: bool) -> Table:
    """Write one row a link of the chain."""
    number = ColumnKind.NUMBER
    kinds = [kind for kind in EndKind if has_agreements or kind is not EndKind.AGREEMENT]
    columns = (
        Column("link", msg("Life phase or transition"), ColumnKind.MESSAGE),
        Column("offers", msg("Active offers"), number),
        Column("dependent", msg("Offers that depend on an end"), number),
        Column(
            "share",
            msg("Share"),
            number,
            unit="%",
            help=msg("Offers that depend on an end, of all active offers of the link"),
        ),
        *(Column(kind.value, END_KIND_LABELS[kind], number) for kind in kinds),
        Column("first", msg("First end"), ColumnKind.DATE),
    )
    rows = []
    for link in links:
        counts = Counter(end.kind for end in link.ends)
        rows.append(
            {
                "link": link.column.label,
                "offers": link.offers_count,
                "dependent": link.dependent_count,
                "share": link.share_pct,
                **{kind.value: counts[kind] for kind in kinds},
                "first": min((end.ends_on for end in link.ends), default=None),
            }
        )
    frame = pd.DataFrame(rows, columns=[column.key for column in columns])
    frame["share"] = frame["share"].astype("float64")
    frame["first"] = pd.to_datetime(frame["first"]).astype("datetime64[s]")
    return Table(frame, columns, caption=msg("What ends, by link of the chain"))


def end_table(ends: Sequence[End], columns: Sequence[GapColumn]) -> Table:
    """Write one row for each end, the next one first."""
    shown = (
        Column("ends_on", msg("Last day"), ColumnKind.DATE),
        Column("what", msg("What ends"), ColumnKind.MESSAGE),
        Column("title", msg("Name"), ColumnKind.MESSAGE),
        Column("who", msg("Responsible, provider or partners"), ColumnKind.MESSAGE),
        Column("links", msg("Links of the chain"), ColumnKind.MESSAGE),
        Column("offers", msg("Offers that depend on it"), ColumnKind.NUMBER),
    )
    rows = [
        {
            "ends_on": end.ends_on,
            "what": what(end),
            "title": end.title,
            "who": end.who or None,
            "links": Names(tuple(column.label for column in columns if column.key in end.links))
            if end.links
            else msg("no link recorded"),
            "offers": None if end.kind is EndKind.AGREEMENT else len(end.offers),
        }
        for end in ends
    ]
    frame = pd.DataFrame(rows, columns=[column.key for column in shown])
    frame["ends_on"] = pd.to_datetime(frame["ends_on"]).astype("datetime64[s]")
    frame["offers"] = frame["offers"].astype("float64")
    return Table(frame, shown, caption=msg("What ends, one by one"))


def what(end: End) -> Message:
    """Say what ends, and where it is over already."""
    label = END_KIND_LABELS[end.kind]
    return msg("{what} (over already)", what=label) if end.is_over else label


def radar_provenance(
    state: DataState, ends: Sequence[End], *, shows_agreements: bool, has_place: bool
) -> Provenance:
    """Where it comes from, and what is left out."""
    notes: list[Text] = []
    if not shows_agreements:
        notes.append(
            msg(
                "Cooperation agreements name single pairs of institutions: they are shown only "
                "within the circle and left out here."
            )
        )
    if has_place:
        notes.append(
            msg(
                "Of the municipality: offers that take place there or name it, and measures of its "
                "own goals or with such an offer."
            )
        )
    loose = sum(not end.links for end in ends)
    if loose:
        notes.append(
            nmsg(
                "{count} end has no link of the chain: it stands only in the list.",
                "{count} ends have no link of the chain: they stand only in the list.",
                loose,
            )
        )
    sample = state.is_sample
    return Provenance(
        is_sample=sample,
        data_version=state.version,
        reference_date=state.reference_date,
        sources=(_source(is_sample=sample, shows_agreements=shows_agreements),),
        method="measure-timing",
        notes=tuple(notes),
    )


def _source(*, is_sample: bool, shows_agreements: bool) -> Message:
    """Name only what was read: agreements stay out of the public view."""
    if is_sample and shows_agreements:
        return msg("Measures, offers and agreements: sample data.")
    if is_sample:
        return msg("Measures and offers: sample data.")
    if shows_agreements:
        return msg("Measures, offers and agreements: as recorded and reported.")
    return msg("Measures and offers: as recorded and reported.")
