"""Cellar of the house: language-neutral messages and how they become German or English text."""

from lib.text.message import (
    Dated,
    Label,
    Language,
    Message,
    Names,
    Num,
    Param,
    Text,
    msg,
    nmsg,
)
from lib.text.render import (
    LANGUAGES,
    LOCALES,
    format_date,
    format_number,
    negotiate,
    parse_number,
    render,
)

__all__ = [
    "LANGUAGES",
    "LOCALES",
    "Dated",
    "Label",
    "Language",
    "Message",
    "Names",
    "Num",
    "Param",
    "Text",
    "format_date",
    "format_number",
    "msg",
    "negotiate",
    "nmsg",
    "parse_number",
    "render",
]
