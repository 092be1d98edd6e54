"""One matrix of a size of the reader's choice (?size=14x14&groups=4&rated=30), for tests.

Each press of the button changes the cells, not the axes. Also: ?lang=en, ?praesentation=1,
?wide=0 (narrow words), ?square=0.
"""

import random

import streamlit as st

from lib.charts.matrix_model import Matrix, MatrixAxis
from lib.domain.vocabulary import Audience
from lib.settings import Settings
from lib.ui import matrix as screen
from lib.ui.context import View
from lib.ui.cooperation_signs import level_signs

WORDS = [
    "Beratungsstelle",
    "Familienzentrum",
    "Jugendamt",
    "Kita",
    "Klinik",
    "Grundschule",
    "Gesundheitsamt",
]


def axis(title, count, groups):
    """Names that differ in length; the municipalities of unequal size."""
    keys = tuple(f"k{number}" for number in range(count))
    labels = tuple(f"{WORDS[number % 7]} {number + 1}" for number in range(count))
    dice = random.Random(count)  # noqa: S311
    edges = sorted(dice.sample(range(1, count), min(groups, count) - 1)) if groups else []
    names = tuple(f"Kommune {sum(edge <= n for edge in edges) + 1}" for n in range(count))
    return MatrixAxis(title=title, keys=keys, labels=labels, groups=names if groups else ())


def sample(view, *, rows, columns, groups, rated, step):
    """Cells at random, the same for the same step; some faint, some withheld, some with lines."""
    dice = random.Random(step)  # noqa: S311
    is_square = rows == columns
    codes = [
        "=" if is_square and at % columns == at // columns
        else dice.choice("012345x") if dice.random() * 100 < rated else "-"
        for at in range(rows * columns)
    ]  # fmt: skip
    return Matrix(
        rows=axis("Wer einschätzt", rows, groups),
        columns=axis("Wer eingeschätzt wird", columns, groups),
        codes="".join(codes),
        signs=level_signs(view, withholds=True),
        texts={3: "2,5"},
        lines=dict.fromkeys(range(0, len(codes), 5), ("Nächstes Gespräch: offen",)),
        faint=frozenset(range(1, len(codes), 11)),
        is_square=is_square,
    )


def main():
    """Draw the matrix of this run."""
    st.set_page_config(layout="wide")
    asked = st.query_params
    view = View(
        settings=Settings(),
        language="en" if asked.get("lang") == "en" else "de",
        presentation=asked.get("praesentation") == "1",
        state=None,
        lists=None,
        data_key="",
        audience=Audience.CIRCLE,
    )
    rows, columns = map(int, asked.get("size", "14x14").split("x"))
    if st.button("next", key="next"):
        st.session_state["step"] = st.session_state.get("step", 0) + 1

    def chosen(row, column):
        st.session_state["chosen"] = (row, column) if row else None
        st.session_state["told"] = st.session_state.get("told", 0) + 1

    matrix = sample(
        view,
        rows=rows,
        columns=columns,
        groups=int(asked.get("groups", "0")),
        rated=int(asked.get("rated", "60")),
        step=st.session_state.get("step", 0),
    )
    screen.draw(
        view,
        matrix,
        key="matrix",
        label="Zusammenarbeit",
        selected=st.session_state.get("chosen"),
        on_choose=chosen,
    )
    st.text(f"chosen {st.session_state.get('chosen')} told {st.session_state.get('told', 0)}")


main()
