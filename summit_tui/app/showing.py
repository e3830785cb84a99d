"""What a screen has in common with others on which a record is taken away."""

from typing import Protocol, runtime_checkable

from summit_tui.archive import Entry


@runtime_checkable
class ShowsRecord(Protocol):
    """A screen that shows one record above all."""

    copies: str
    """The form in which the record is copied from here."""

    @property
    def entry(self) -> Entry | None:
        """Return the record that is shown in full."""

    def say(self, words: str) -> None:
        """Say one sentence until the next thing happens."""
