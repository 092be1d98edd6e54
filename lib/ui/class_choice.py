"""Classes of a map as the reader wants them: scheme, number, own or held breaks; all in the URL.

Codes of the address: `einteilung` (quantile, jenks, gleich, eigene), `klassen` (3 to 7), `grenzen`
("2;5;10", own breaks), `halten` (the breaks of an earlier picture). Usage on a page:

    with st.popover(view.t(msg("Display")), icon=":material/tune:"):
        classes = class_choice.control(view)         # -> ClassChoice, for the insight
    class_choice.held_sign(view, classes)            # beside it: what is held, and how to let go
    ...
    class_choice.remember(breaks)                    # after the insight: what "hold" would hold
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.domain.class_choice import (
    FEWEST_CLASSES,
    MOST_CLASSES,
    ClassChoice,
    breaks_text,
    is_breaks,
    read_breaks,
)
from lib.domain.classes import DEFAULT_CLASSES, SCHEME_LABELS, Scheme
from lib.domain.errors import MeasureError
from lib.text import format_number, msg
from lib.ui import url_state, url_widgets
from lib.ui.panels import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lib.ui.context import View

__all__ = ["ClassChoice", "control", "held_sign", "hold", "remember", "shown_breaks"]

#: The schemes as they stand in the address.
SCHEMES: Final[dict[str, Scheme]] = {
    "quantile": Scheme.QUANTILES,
    "jenks": Scheme.JENKS,
    "gleich": Scheme.EQUAL,
    "eigene": Scheme.FIXED,
}
HELD: Final = "halten"
OWN: Final = "grenzen"
#: Classes of a change are sizes: they have own and held bounds of their own ("halten_diff").
CHANGE: Final = "_diff"
_SHOWN: Final = "_shown_breaks"
_NOTHING: Final = "_nothing_to_hold"


def control(view: View, *, kind: str = "") -> ClassChoice:
    """Offer scheme, number of classes and own breaks; held breaks count before all of them.

    `kind` names pictures whose breaks mean something else (CHANGE).
    """
    shown = not view.presentation
    name = HELD + kind
    held = url_state.current(name, valid=lambda text: not text or is_breaks(text), default="")
    url_state.publish(name, held, default="")
    labels = {**SCHEME_LABELS, Scheme.FIXED: msg("Own bounds")}
    code = url_state.select(
        view.t(msg("Classes")),
        "einteilung",
        [(code, view.t(labels[scheme])) for code, scheme in SCHEMES.items()],
        default="quantile",
        shown=shown,
    )
    scheme = SCHEMES[code]
    own: tuple[float, ...] = ()
    if scheme is Scheme.FIXED:
        own = _own_breaks(view, OWN + kind, shown=shown)
        k = DEFAULT_CLASSES
    else:
        k = _number_of_classes(view, shown=shown)
    if shown:
        _hold_switch(view, held, kind)
    if held:
        return ClassChoice(Scheme.FIXED, breaks=read_breaks(held), is_held=True)
    if scheme is Scheme.FIXED and not own:
        return ClassChoice()
    return ClassChoice(scheme, k, own)


def _number_of_classes(view: View, *, shown: bool) -> int:
    number = url_widgets.number_slider(
        view.t(msg("Number of classes")),
        "klassen",
        minimum=FEWEST_CLASSES,
        maximum=MOST_CLASSES,
        default=DEFAULT_CLASSES,
        shown=shown,
        help=view.t(msg("Few or equal values give fewer classes, never an empty one.")),
    )
    return int(number)


def _own_breaks(view: View, name: str, *, shown: bool) -> tuple[float, ...]:
    text = url_widgets.text_input(
        view.t(msg("Bounds between the classes")),
        name,
        valid=is_breaks,
        shown=shown,
        placeholder="2; 5; 10",
        help=view.t(
            msg("Two bounds make three classes. The first begins below, the last is open upwards.")
        ),
    )
    try:
        return read_breaks(text)
    except MeasureError as error:
        if shown:
            sentence = view.t(error.message)
            if not text:
                sentence += " " + view.t(msg("Until then the map shows equal numbers."))
            st.caption(escape(sentence))
        return ()


def _hold_switch(view: View, held: str, kind: str) -> None:
    key = url_widgets.own_key(HELD + kind)
    st.session_state[key] = bool(held)
    st.toggle(
        view.t(msg("Hold classes")),
        key=key,
        on_change=_switch,
        args=(kind,),
        help=view.t(
            msg(
                "The bounds stay as they are while life phase, day or measure change, so that "
                "pictures can be compared. They travel with the link."
            )
        ),
    )
    if st.session_state.pop(_NOTHING, False):
        st.caption(view.t(msg("All values lie in one class: there is nothing to hold.")))
    if held:
        st.caption(escape(view.t(msg("Held bounds: {bounds}", bounds=breaks_words(view, held)))))


def _switch(kind: str) -> None:
    """Hold what is shown, or let go."""
    if not st.session_state[url_widgets.own_key(HELD + kind)]:
        release(kind)
    elif shown_breaks(kind=kind):
        hold(kind=kind)
    else:
        st.session_state[_NOTHING] = True


def hold(*, kind: str = "") -> None:
    """Hold the breaks of the picture that is shown (from a callback); without any, nothing."""
    url_state.choose(HELD + kind, shown_breaks(kind=kind))


def release(kind: str) -> None:
    """Let the classes follow the values again (from a callback)."""
    url_state.choose(HELD + kind, "")


def remember(breaks: Iterable[float], *, kind: str = "") -> None:
    """Note the breaks of the picture that is shown, for whoever holds them next."""
    st.session_state[_SHOWN + kind] = breaks_text(breaks)


def shown_breaks(*, kind: str = "") -> str:
    """Breaks of the picture that is shown; "" where it has one class only."""
    return str(st.session_state.get(_SHOWN + kind, ""))


def held_sign(view: View, choice: ClassChoice, *, kind: str = "") -> None:
    """Say beside the controls that the classes are held, and offer to let go."""
    if not choice.is_held or view.presentation:
        return
    st.button(
        view.t(msg("Release classes")),
        icon=":material/lock:",
        key="release_classes",
        on_click=release,
        args=(kind,),
        help=view.t(
            msg(
                "The classes are held: {bounds}. Click to let them follow the values again.",
                bounds=breaks_words(view, breaks_text(choice.breaks)),
            )
        ),
    )


def breaks_words(view: View, text: str) -> str:
    """Breaks in the reader's way of writing numbers: "2,5; 7"."""
    found = read_breaks(text)
    return "; ".join(
        format_number(number, view.language, decimals=_decimals(number)) for number in found
    )


def _decimals(number: float) -> int:
    text = f"{number:.12g}"
    return len(text.split(".")[1]) if "." in text else 0
