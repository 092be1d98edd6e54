"""Typed errors. Each carries a message for people; the log gets the detail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lib.text import msg

if TYPE_CHECKING:
    from lib.text import Message


class MonitorError(Exception):
    """Base of all foreseen failures: `message` says what is wrong and what to do."""

    def __init__(self, message: Message, *, detail: str = "") -> None:
        super().__init__(f"{message.msgid} {dict(message.params)} {detail}".strip())
        self.message = message
        self.detail = detail

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross process and cache borders; keep message and detail."""
        return (_rebuild, (type(self), self.message, self.detail))


def _rebuild(kind: type[MonitorError], message: Message, detail: str) -> MonitorError:
    error = kind.__new__(kind)
    MonitorError.__init__(error, message, detail=detail)
    return error


class SettingsError(MonitorError):
    """A setting cannot be used."""


class StoreError(MonitorError):
    """The database cannot answer."""


class StoreMissingError(StoreError):
    """There is no database at the configured place."""

    def __init__(self, *, detail: str = "") -> None:
        super().__init__(
            msg("There is no database yet. Please run “monitor sample” or “monitor import”."),
            detail=detail,
        )


class StoreUnreachableError(StoreError):
    """The database does not answer."""

    def __init__(self, *, detail: str = "") -> None:
        super().__init__(
            msg(
                "The database does not answer at the moment. "
                "Please check that it is running, then reload the page."
            ),
            detail=detail,
        )


class StoreNotMigratedError(StoreError):
    """The schema is older or newer than the program."""

    def __init__(self, *, detail: str = "") -> None:
        super().__init__(
            msg("The database does not fit this version. Please run “monitor migrate”."),
            detail=detail,
        )


class StoreEmptyError(StoreError):
    """The schema is there but holds no data to show."""

    def __init__(self, *, detail: str = "") -> None:
        super().__init__(
            msg(
                "The database holds no data yet. "
                "Please run “monitor sample” for sample data or “monitor import” for your own."
            ),
            detail=detail,
        )


class BoundaryError(MonitorError):
    """A boundary file cannot be used."""


class IngestError(MonitorError):
    """A file cannot be read at all (single bad cells are reported, not raised)."""


class MeasureError(MonitorError):
    """A measure was asked for something it cannot compute."""
