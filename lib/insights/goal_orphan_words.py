"""Names of the links of a goal and of what stands alone, and what to do about it."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from lib.text import Message, msg


class Link(StrEnum):
    """What a goal should be tied to."""

    INDICATOR = "indicator"
    TARGET = "target"
    CURRENT = "current"
    MEASURE = "measure"
    OFFER = "offer"
    COOPERATION = "cooperation"


class Orphan(StrEnum):
    """What stands alone (codes as they stand in links)."""

    NO_INDICATOR = "ziele-ohne-indikator"
    NO_MEASURE = "ziele-ohne-massnahme"
    NO_OFFER = "ziele-ohne-angebot"
    LOOSE_INDICATOR = "indikatoren-ohne-ziel"
    MEASURE_WITHOUT_OFFER = "massnahmen-ohne-angebot"
    LOOSE_OFFER = "angebote-ohne-ziel"


LINK_LABELS: Final[dict[Link, Message]] = {
    Link.INDICATOR: msg("Indicator"),
    Link.TARGET: msg("Target"),
    Link.CURRENT: msg("Current value"),
    Link.MEASURE: msg("Measure for a goal"),
    Link.OFFER: msg("Offer"),
    Link.COOPERATION: msg("Cooperation"),
}
LINK_HELP: Final[dict[Link, Message]] = {
    Link.INDICATOR: msg("Indicators of the goal"),
    Link.TARGET: msg("Indicators with a target value"),
    Link.CURRENT: msg("Indicators with a value for the year judged"),
    Link.MEASURE: msg("Measures that are planned or running"),
    Link.OFFER: msg("Active offers of the measures of the goal"),
    Link.COOPERATION: msg("Cooperations that the goal is said to need"),
}
ORPHAN_LABELS: Final[dict[Orphan, Message]] = {
    Orphan.NO_INDICATOR: msg("Goals without an indicator"),
    Orphan.NO_MEASURE: msg("Goals without a planned or running measure"),
    Orphan.NO_OFFER: msg("Goals without an active offer"),
    Orphan.LOOSE_INDICATOR: msg("Indicators without a goal"),
    Orphan.MEASURE_WITHOUT_OFFER: msg("Measures without an active offer"),
    Orphan.LOOSE_OFFER: msg("Offers without a goal"),
}
ORPHAN_ADVICE: Final[dict[Orphan, Message]] = {
    Orphan.NO_INDICATOR: msg(
        "Whether these goals are reached cannot be seen. Agree on an indicator with a target, or "
        "say why the goal needs none."
    ),
    Orphan.NO_MEASURE: msg(
        "Nobody is at work on these goals. Agree on a measure with a responsible body, or put the "
        "goal up for decision."
    ),
    Orphan.NO_OFFER: msg(
        "No family meets these goals in an offer. Link the offers that serve them to a measure; "
        "where there are none, plan them."
    ),
    Orphan.LOOSE_INDICATOR: msg(
        "These figures are collected and steer nothing. Assign them to a goal, or stop collecting."
    ),
    Orphan.MEASURE_WITHOUT_OFFER: msg(
        "Some measures need no offer (a training, a form). For the others, link the offers in the "
        "table of measures."
    ),
    Orphan.LOOSE_OFFER: msg(
        "These offers may serve a goal that nobody has written down. Link them to a measure where "
        "they do; not every offer must."
    ),
}
