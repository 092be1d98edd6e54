"""Fill and sign of each state of the gap matrix: readable in greyscale, with or without colour."""

from __future__ import annotations

from typing import Final

from lib.domain.gaps import GapState

FILLS: Final[dict[GapState, str]] = {
    GapState.COVERED: "#d6e8ec",
    GapState.THIN: "#f4c97c",
    GapState.GAP: "#a8480b",
    GapState.NONE_MEANT: "#d5cde6",
    GapState.UNCLEAR: "#ffffff",
    GapState.NO_REPORT: "#e2e6e8",
}
#: Signs as paths, so that no font can lack them.
SIGNS: Final[dict[GapState, str]] = {
    GapState.COVERED: "M0,-1A1,1,0,0,1,0,1A1,1,0,0,1,0,-1Z",
    GapState.THIN: "M0,-1A1,1,0,0,1,0,1A1,1,0,0,1,0,-1ZM0,-0.74L0,0.74A0.74,0.74,0,0,0,0,-0.74Z",
    GapState.GAP: "M0,-1A1,1,0,0,1,0,1A1,1,0,0,1,0,-1Z"
    "M0,-0.68A0.68,0.68,0,0,0,0,0.68A0.68,0.68,0,0,0,0,-0.68Z",
    GapState.NONE_MEANT: "M-0.9,-0.9H0.9V0.9H-0.9ZM-0.55,-0.18V0.18H0.55V-0.18Z",
    GapState.UNCLEAR: "M-0.68,-0.38A0.68,0.68,0,1,1,0.2,0.27V0.42H-0.2V-0.06"
    "A0.29,0.29,0,1,0,-0.29,-0.38ZM-0.23,0.6H0.23V1.02H-0.23Z",
    GapState.NO_REPORT: "M-0.75,-0.16H0.75V0.16H-0.75Z",
}
ON_DARK: Final = frozenset({GapState.GAP})
