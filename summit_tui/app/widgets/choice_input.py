"""The boxes of a form: one for text, one for a value that is chosen by a digit or by typing."""

from collections.abc import Sequence
from typing import Final

from textual import events
from textual.widgets import Input

from summit_tui.authoring.offers import Offer

_SEPARATOR: Final = ", "
"""Between several values."""


class FormInput(Input):
    """A box of a form, in which Enter is the form's own."""

    def __init__(self, value: str = "", *, id: str | None = None, placeholder: str = "") -> None:
        """Begin with a text."""
        super().__init__(value, id=id, placeholder=placeholder, compact=True, select_on_focus=False)

    async def action_submit(self) -> None:
        """Have the form do what Enter means in it."""
        await self.run_action("screen.enter")


class ChoiceInput(FormInput):
    """A box that shows the label of what was chosen and knows its value."""

    def __init__(
        self, offers: Sequence[Offer], *, several: bool = False, id: str | None = None
    ) -> None:
        """Offer some values; a box for `several` takes one behind the other, and free text."""
        super().__init__(id=id)
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

    @property
    def extends_taken(self) -> bool:
        """Whether something is typed behind the label of what was taken: keys meant elsewhere."""
        return self._taken is not None and self.value.startswith(self._taken.label)

    def offer(self, offers: Sequence[Offer]) -> None:
        """Offer other values than those at the beginning."""
        self.offers = offers

    def take(self, offer: Offer) -> None:
        """Take a value, and offer those of the beginning again; a mere name is only typed."""
        self._taken, self.offers = offer, self.first
        if self._several:
            before = self.all_chosen[: -1 if self.typed else None]
            self.value = _SEPARATOR.join((*before, offer.label)) + _SEPARATOR
        else:
            self.value = offer.label
        self.cursor_position = len(self.value)

    async def on_key(self, event: events.Key) -> None:
        """Have the form take an offer by its digit, unless digits are typed into a value."""
        is_open = not self.typed if self._several else not self.chosen
        if is_open and (event.character or "0") in "123456789":
            event.stop()
            event.prevent_default()
            await self.run_action(f"screen.take({event.character})")
