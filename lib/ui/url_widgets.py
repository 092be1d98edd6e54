"""More widgets whose value is a code in a query parameter: number, switch, text, several codes.

As in `url_state`, the URL is the state: an unknown or stale value falls back to the default without
a word, the default leaves the URL clean, and in presentation (`shown=False`) the link alone
decides. A widget keeps its own value under `u_<name>` (the key for AppTest); what a reader changes
is written to the code at once, so `url_state.choose(name, text)` of a callback counts as well.

Codes: a number is written with a point ("2.5"), a switch that is on as "ja" (off: "nein"), several
codes with "," between them ("keine": none of them), a text as it is.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from lib.ui import url_state

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ON: Final = "ja"
OFF: Final = "nein"
BETWEEN_CODES: Final = ","
NONE: Final = "keine"
#: A link stays a link.
MOST_CHARACTERS: Final = 200


def own_key(name: str) -> str:
    """Session key of the widget that is bound to query parameter `name`."""
    return f"u_{name}"


def number_slider(
    label: str,
    name: str,
    *,
    minimum: float = 0,
    maximum: float = 0,
    step: float = 1,
    options: Sequence[float] = (),
    default: float,
    shown: bool = True,
    format_number: Callable[[float], str] | None = None,
    help: str = "",  # noqa: A002  Streamlit's own word
    disabled: bool = False,
) -> float:
    """Show a slider bound to query parameter `name` and return its number.

    Either `options` (any ascending numbers) or `minimum`, `maximum` and `step` say what can be
    chosen; a number of the link that is none of them is replaced by the nearest one in between.
    `format_number` writes a number in the reader's way.
    """
    choices = [float(number) for number in options] or _grid(minimum, maximum, step)

    def valid(text: str) -> bool:
        number = _number(text)
        return number is not None and choices[0] <= number <= choices[-1]

    text = url_state.current(name, valid=valid, default=number_text(default))
    wanted = float(text)
    chosen = min(choices, key=lambda number: (abs(number - wanted), number))
    if shown:
        _prepare(name, number_text(chosen), chosen)
        chosen = st.select_slider(
            label,
            choices,
            format_func=format_number or number_text,
            key=own_key(name),
            help=help or None,
            on_change=partial(_take, name, number_text),
            disabled=disabled,
        )
    url_state.publish(name, number_text(chosen), default=number_text(default))
    return float(chosen)


def toggle(
    label: str,
    name: str,
    *,
    default: bool = False,
    shown: bool = True,
    help: str = "",  # noqa: A002
    disabled: bool = False,
) -> bool:
    """Show a switch bound to query parameter `name` and return whether it is on."""
    text = url_state.current(name, valid={ON, OFF}.__contains__, default=_switch_text(default))
    if shown:
        _prepare(name, text, text == ON)
        is_on = st.toggle(
            label,
            key=own_key(name),
            help=help or None,
            on_change=partial(_take, name, _switch_text),
            disabled=disabled,
        )
        text = _switch_text(is_on)
    url_state.publish(name, text, default=_switch_text(default))
    return text == ON


def text_input(
    label: str,
    name: str,
    *,
    default: str = "",
    valid: Callable[[str], bool] | None = None,
    shown: bool = True,
    placeholder: str = "",
    help: str = "",  # noqa: A002
    icon: str = "",
    live: bool = False,
) -> str:
    """Show a text field bound to query parameter `name` and return its text, trimmed.

    `valid` guards what a link may bring; what a reader types is returned as typed, so that the
    page can say what is wrong with it. `live` answers while the reader types.
    """

    def fits(text: str) -> bool:
        return len(text) <= MOST_CHARACTERS and (valid is None or valid(text))

    def may_stand(text: str) -> bool:
        typed = st.session_state.get(url_state.widget_key(name))
        return fits(text) or text == typed

    text = url_state.current(name, valid=may_stand, default=default)
    if shown:
        _prepare(name, text, text)
        typed = st.text_input(
            label,
            key=own_key(name),
            max_chars=MOST_CHARACTERS,
            placeholder=placeholder or None,
            help=help or None,
            icon=icon or None,
            live=live,
            on_change=partial(_take, name, str.strip),
        )
        text = (typed or "").strip()
    url_state.publish(name, text, default=default)
    return text


def multi(
    label: str,
    name: str,
    options: Sequence[tuple[str, str]],
    *,
    default: tuple[str, ...] = (),
    shown: bool = True,
    placeholder: str = "",
    help: str = "",  # noqa: A002
) -> tuple[str, ...]:
    """Show a list of (code, label) pairs of which several can be chosen; return their codes.

    The codes come in the order of `options`; unknown ones of a link are left out. Codes must not
    hold a comma.
    """
    labels = dict(options)

    def known(text: str) -> tuple[str, ...]:
        wanted = set(text.split(BETWEEN_CODES))
        return tuple(code for code in labels if code in wanted)

    def valid(text: str) -> bool:
        return text == NONE or bool(known(text))

    start = _codes_text(default)
    chosen = known(url_state.current(name, valid=valid, default=start))
    if shown:
        _prepare(name, _codes_text(chosen), list(chosen))
        picked = st.multiselect(
            label,
            list(labels),
            format_func=lambda code: labels.get(code, code),
            key=own_key(name),
            placeholder=placeholder or None,
            help=help or None,
            on_change=partial(_take, name, _codes_text),
        )
        chosen = known(BETWEEN_CODES.join(picked))
    url_state.publish(name, _codes_text(chosen), default=start)
    return chosen


def number_text(number: float) -> str:
    """Write a number for a link: "3", "2.5"."""
    return str(int(number)) if float(number).is_integer() else repr(float(number))


def _codes_text(codes: Sequence[str]) -> str:
    """Write codes for a link; an emptied list is a choice, too: no default may replace it."""
    return BETWEEN_CODES.join(codes) or NONE


def _prepare(name: str, text: str, value: object) -> None:
    """Give code and widget the value of this run, before the widget exists."""
    st.session_state[url_state.widget_key(name)] = text
    st.session_state[own_key(name)] = value


def _take(name: str, write: Callable[[Any], str]) -> None:
    """Write what the reader changed to the code, at the start of the run that follows."""
    url_state.choose(name, write(st.session_state[own_key(name)]))


def _switch_text(is_on: bool) -> str:  # noqa: FBT001
    return ON if is_on else OFF


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _grid(minimum: float, maximum: float, step: float) -> list[float]:
    """Every number from `minimum` to `maximum`; digits beyond the step's own are noise."""
    count = round((maximum - minimum) / step)
    return [round(minimum + index * step, 10) for index in range(count + 1)]
