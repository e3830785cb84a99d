"""A box for a value that is chosen: by a digit, or by what is found while typing."""

from collections.abc import Sequence
from typing import Final

from textual import events
from textual.widgets import Input

from summit_tui.authoring.offers import Offer

_SEPARATOR: Final = ", "
"""Between several values."""


class ChoiceInput(Input):
    """A box that shows the label of what was chosen and knows its value."""

    def __init__(
        self, offers: Sequence[Offer], *, several: bool = False, id: str | None = None
    ) -> None:
        """Offer some values; a box for `several` takes one behind the other, and free text."""
        super().__init__(id=id, compact=True, select_on_focus=False)
        self.first = offers
        """What is offered at the beginning."""
        self._several = several
        self._taken: Offer | None = None
        self.offers = offers
        """What a digit takes."""

    @property
    def chosen(self) -> str:
        """The value that was taken, or nothing."""
        is_shown = self._taken is not None and self.value == self._taken.label
        return self._taken.value if self._taken and is_shown else ""

    @property
    def all_chosen(self) -> tuple[str, ...]:
        """All values of a box for several."""
        return tuple(part.strip() for part in self.value.split(",") if part.strip())

    @property
    def typed(self) -> str:
        """What was typed and is no value yet."""
        if self._several:
            return self.value.rpartition(",")[2].strip()
        return "" if self.chosen else self.value.strip()

    @property
    def is_typing(self) -> bool:
        """Whether something is typed that may still become one of the offered values."""
        return bool(self.typed) and not self._several

    def offer(self, offers: Sequence[Offer]) -> None:
        """Offer other values than those at the beginning."""
        self.offers = offers

    def take(self, offer: Offer) -> None:
        """Take a value, and offer those of the beginning again."""
        self._taken, self.offers = offer, self.first
        if self._several:
            before = self.all_chosen[: -1 if self.typed else None]
            self.value = _SEPARATOR.join((*before, offer.label)) + _SEPARATOR
        else:
            self.value = offer.label
        self.cursor_position = len(self.value)

    def on_key(self, event: events.Key) -> None:
        """Take an offer by its digit, unless digits are typed into a value."""
        character = event.character or "0"
        number = int(character) if character in "123456789" else 0
        is_open = not self.typed if self._several else not self.chosen
        if 0 < number <= len(self.offers) and is_open:
            event.stop()
            event.prevent_default()
            self.take(self.offers[number - 1])
