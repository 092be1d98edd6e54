"""Which pairs and ratings are asked for on the cooperation pages."""

from __future__ import annotations

from dataclasses import dataclass

from lib.domain.cooperation import PairRule
from lib.domain.vocabulary import LEVEL_MAX, LEVEL_MIN


@dataclass(frozen=True, slots=True, kw_only=True)
class CooperationChoice:
    """What is asked; empty codes, levels 0 to 5 and zeros narrow nothing.

    Municipality and life phase: both institutions belong to it (those of the whole Region belong
    everywhere). Type and sector: at least one of the two. `agreement` is an `AgreementStatus`;
    `not_talked_months`: no talk recorded in so many months before the newest day of the data.
    """

    wave: str
    ags: str = ""
    life_phase: str = ""
    institution_type: str = ""
    sector: str = ""
    level_from: int = LEVEL_MIN
    level_to: int = LEVEL_MAX
    asymmetry_from: int = 0
    only_unrated: bool = False
    agreement: str = ""
    not_talked_months: int = 0
    pair_rule: PairRule = PairRule.AGREED_ELSE_LOWER

    @property
    def narrows_level(self) -> bool:
        """Whether only some levels are asked for."""
        return (self.level_from, self.level_to) != (LEVEL_MIN, LEVEL_MAX)

    @property
    def narrows_pairs(self) -> bool:
        """Whether pairs are chosen beyond municipality and life phase."""
        plain = CooperationChoice(
            wave=self.wave, ags=self.ags, life_phase=self.life_phase, pair_rule=self.pair_rule
        )
        return self != plain
