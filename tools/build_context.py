"""Rebuild data/context/gemeinden.csv, the real population and census figures.

Usage: python tools/build_context.py [SOURCE_FOLDER]   (default: ../shared/stats)

Takes over every row and column of deutschland_gemeinden_wide.csv unchanged, after checking
them: 8-digit unique AGS, counts are non-negative whole numbers or missing. Nothing is
estimated or filled in; an empty cell means that the source gives no figure.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import pandas as pd

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCE_NAME: Final = "deutschland_gemeinden_wide.csv"
TARGET: Final = ROOT / "data" / "context" / "gemeinden.csv"


def main(arguments: list[str]) -> int:
    """Write the file; answer 1 with a sentence if the source is not sound."""
    source_dir = Path(arguments[0]) if arguments else ROOT.parent / "shared" / "stats"
    try:
        frame = build(source_dir / SOURCE_NAME)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    frame.to_csv(TARGET, index=False, encoding="utf-8", lineterminator="\n")
    print(f"{TARGET.name}: {len(frame)} rows, {len(frame.columns) - 2} figures a row")
    return 0


def build(source: Path) -> pd.DataFrame:
    """Return the checked table: ags, name and nullable whole numbers, sorted by ags.

    Raises ValueError naming the column with an impossible value.
    """
    frame = pd.read_csv(source, dtype={"ags": str, "name": str}, encoding="utf-8")
    if not frame["ags"].str.fullmatch(r"\d{8}").all() or frame["ags"].duplicated().any():
        raise ValueError("ags: eight digits, each only once, expected")
    for column in frame.columns.drop(["ags", "name"]):
        known = frame[column].dropna()
        if not ((known >= 0) & (known == known.round())).all():
            raise ValueError(f"{column}: whole numbers from 0 expected")
        frame[column] = frame[column].astype("Int64")
    return frame.sort_values("ags", ignore_index=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
