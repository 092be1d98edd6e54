"""All importable tables in the order in which rows may refer to each other."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from lib.ingest import (
    spec_cooperation,
    spec_goals,
    spec_indicators,
    spec_measures,
    spec_networks,
    spec_offers,
    spec_places,
    spec_proposals,
    spec_values,
)

if TYPE_CHECKING:
    from lib.ingest.spec import TableSpec

TABLES: Final[tuple[TableSpec, ...]] = (
    spec_places.MUNICIPALITY,
    spec_places.CONTEXT_INDICATOR,
    spec_places.CONTEXT_VALUE,
    spec_places.LIFE_PHASE,
    spec_places.TRANSITION,
    spec_places.FIELD_OF_ACTION,
    spec_places.OFFER_KIND,
    spec_places.PREVENTION_LEVEL,
    spec_places.PROVIDER_SECTOR,
    spec_places.INSTITUTION_TYPE,
    spec_offers.INSTITUTION,
    spec_offers.OFFER,
    spec_offers.GAP_DECISION,
    spec_cooperation.WAVE,
    spec_cooperation.COOPERATION_RATING,
    spec_cooperation.COOPERATION_PAIR,
    spec_cooperation.AGREEMENT,
    spec_cooperation.REFLECTION_QUESTION,
    spec_goals.GOAL,
    spec_goals.GOAL_COOPERATION,
    spec_measures.MEASURE,
    spec_measures.MILESTONE,
    spec_indicators.INDICATOR,
    spec_values.INDICATOR_TARGET,
    spec_values.OBSERVATION,
    spec_values.OBSERVATION_REVISION,
    spec_values.ANNOTATION,
    spec_proposals.PROPOSAL,
    spec_proposals.PROPOSAL_OPTION,
    spec_networks.NETWORK,
    spec_networks.STEERING_BODY,
    spec_networks.MEETING,
)
BY_NAME: Final = {spec.name: spec for spec in TABLES}
_NAMES: Final = {**BY_NAME, **{spec.sheet: spec for spec in TABLES}}
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
#: "angebote_2021", "angebote (2)", "angebote 2021-05": a name may carry a number.
_NUMBERED: Final = re.compile(r"_*\(?\d[\d_.()]*$")


def normalise(name: str) -> str:
    """Bring a file name or header to the form of the specification (case, umlauts, spaces)."""
    plain = unicodedata.normalize("NFC", name).strip().strip("\ufeff").casefold()
    return re.sub(r"[\s\-_]+", "_", plain.translate(_UMLAUTS)).strip("_*")


def find_table(name: str) -> TableSpec | None:
    """Find the table that a file or sheet name means; None if it means none."""
    plain = normalise(name)
    return _NAMES.get(plain) or _NAMES.get(_NUMBERED.sub("", plain))


def closest_table(name: str) -> str:
    """Suggest the German name that was probably meant, or an empty text."""
    found = get_close_matches(normalise(name), _NAMES, n=1, cutoff=0.75)
    return _NAMES[found[0]].sheet if found else ""


def known_headers(spec: TableSpec) -> dict[str, str]:
    """Map each accepted header (German and schema name, normalised) to the schema name."""
    names = {normalise(column.name): column.name for column in spec.columns}
    return names | {normalise(column.header): column.name for column in spec.columns}
