"""Bypasses of Textual's painting: caches of lines, and layouts that are not needed.

Every use of a private part of Textual by a widget is in this module. Textual asks each widget for
all of its lines at every repaint and draws each scroll bar after every layout; together the
bypasses halve the cost of a cursor key.
"""

import gc
from collections.abc import Sequence
from contextlib import suppress
from functools import cache, lru_cache
from typing import Self

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual import content, on, work
from textual._styles_cache import StylesCache
from textual.app import App
from textual.color import Color as Background
from textual.command import Command, CommandList, CommandPalette, Provider
from textual.events import ScreenResume
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.style import Style as LineStyle
from textual.widget import Widget
from textual.widgets import Input
from textual.widgets.option_list import Option
from textual.worker import Worker, WorkerCancelled, WorkerFailed

from summit_tui.app.keys import LEAVING
from summit_tui.app.wrap import is_set_as_chinese, line_starts
from summit_tui.exits import missing_room
from summit_tui.i18n import gettext


def write_between_frames(app: App[None], data: bytes) -> None:
    """Send ASCII bytes to the terminal of an app, between two frames."""
    if app._driver is not None:
        app._driver.write(data.decode("ascii"))


_divide_line = vars(content)["divide_line"]


def _divide_as_set(text: str, width: int, fold: bool = True) -> list[int]:  # noqa: FBT001, FBT002
    """Return where the lines of a text after its first begin, Chinese as it is set.

    Every text of Textual's widgets is broken through this function, which Textual takes from Rich:
    that breaks Chinese anywhere, also before a mark that closes.
    """
    if width > 0 and is_set_as_chinese(text):
        return list(line_starts(text, width))[1:]
    offsets: list[int] = _divide_line(text, width, fold)
    return offsets


vars(content)["divide_line"] = _divide_as_set


@lru_cache(1_024)
def _inner_and_outer(outer: Background, background: Background) -> tuple[LineStyle, LineStyle]:
    """Return the styles of a line within and outside of a widget's border."""
    return LineStyle(background=outer + background), LineStyle(background=outer)


# Textual's own cache has the widget's lines in its key, and so keeps those of a thousand widgets
# that are gone, some hundred megabytes: https://github.com/Textualize/textual/issues/6665
StylesCache.get_inner_outer = staticmethod(_inner_and_outer)  # type: ignore[method-assign,assignment]


class CachedLines(Widget):
    """A widget that draws its lines only after a refresh and otherwise returns those of before.

    It is the last base of a class: Textual takes default styles from the first base only.
    """

    _cached_lines: tuple[Region, list[Strip]] | None = None
    """The region that was asked for last and its lines; None once they are outdated."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of a region, from the cache where it is valid."""
        if self._cached_lines is None or self._cached_lines[0] != crop:
            self._cached_lines = (crop, super().render_lines(crop))
        return self._cached_lines[1]

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Invalidate the cache and repaint."""
        self._cached_lines = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Invalidate the cache when the styles change."""
        super().notify_style_update()
        self._cached_lines = None


class PaintedOnce(Screen[None]):
    """A screen that is laid out and painted once as it is shown.

    Textual lays it out again for each message of its size, of which a start brings two, and then
    paints every cell a second time.
    """

    _is_being_laid_out = False
    """Whether a layout paints all that the next refresh would paint again."""

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Know whether the screen is about to be laid out, and so painted as a whole."""
        self._is_being_laid_out = (
            self.is_attached and bool(self.app.size) and self._size != self.app.size
        )

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Repaint, unless that has just been done."""
        if self._is_being_laid_out and self._size == self.app.size and not (regions or recompose):
            # The layout itself asks first, for its new size, and then whoever resumes the screen.
            self._is_being_laid_out = layout
            repaint = False
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def _screen_resized(self, size: Size) -> None:
        if size != self._size:
            super()._screen_resized(size)


class CachedScrollBar(ScrollBar):
    """Textual's scroll bar with a cache of its lines.

    Textual draws a bar line by line, and all of its lines after every layout, which takes longer
    than drawing the rows beside it.
    """

    _cache_key: object = None
    """All that the segments depend on but the styles; None once those may have changed."""
    _segments: list[Segment] | None = None
    """One cell for each line."""
    _strips: list[Strip]
    """The lines that are painted, one for each segment."""

    def clear_cache(self) -> None:
        """Draw the bar anew at the next repaint."""
        self._cache_key = self._segments = None

    def notify_style_update(self) -> None:
        """Clear the cache when the styles change."""
        super().notify_style_update()
        self.clear_cache()

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Repaint the bar, unless it would look the same."""
        before = self._segments
        if before is None or layout or recompose or self._current_segments() is not before:
            super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        return self

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of a region of the bar."""
        if self.styles.gutter or crop.width != 1:
            return super().render_lines(crop)
        self._current_segments()
        return self._strips[crop.y : crop.bottom]

    def _current_segments(self) -> list[Segment]:
        """Return the segments: the same list as before while the bar looks the same."""
        key = (
            self.size,
            self.window_virtual_size,
            self.window_size,
            self.position,
            self.mouse_over,
            self.grabbed is None,
        )
        if self._segments is None or key != self._cache_key:
            self._cache_key = key
            segments = self._draw_segments()
            if segments != self._segments:
                self._segments, self._strips = segments, self._make_strips(segments)
        return self._segments or []

    def _draw_segments(self) -> list[Segment]:
        """Draw what Textual's own bar shows, one cell for each line."""
        bar = self.render()
        if not isinstance(bar, ScrollBarRender) or not isinstance(bar.style, Style):
            return []
        drawn = bar.render_bar(
            self.size.height,
            bar.virtual_size,
            bar.window_size,
            bar.position,
            back_color=bar.style.bgcolor or Color.default(),
            bar_color=bar.style.color or Color.default(),
        )
        segments = list(Segment.apply_style(drawn.segments, self.visual_style.rich_style))
        for line_filter in self.get_line_filters():
            segments = line_filter.apply(segments, self.background_colors[1])
        return segments

    def _make_strips(self, segments: Sequence[Segment]) -> list[Strip]:
        """Return one strip for each segment, the same one for equal ones: it caches its output."""
        strips = {segment: Strip([segment], 1) for segment in set(segments)}
        return [strips[segment] for segment in segments]


class CachedScrollBars(Widget):
    """A widget that scrolls with a `CachedScrollBar`."""

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """Return the bar, created when it is first asked for."""
        if self._vertical_scrollbar is None:
            bar = CachedScrollBar(
                vertical=True, name="vertical", thickness=self.scrollbar_size_vertical
            )
            bar.display = False
            self._vertical_scrollbar = bar
            self.app._start_widget(self, bar)
        return self._vertical_scrollbar

    def notify_style_update(self) -> None:
        """Clear the cache of the bar when the styles change."""
        super().notify_style_update()
        if isinstance(self._vertical_scrollbar, CachedScrollBar):
            self._vertical_scrollbar.clear_cache()


class AutoHeight(CachedLines):
    """A text of automatic height that lays the screen out only where its height changes.

    A layout costs more than drawing the text: every scroll bar of the screen is drawn with it.
    """

    # Textual's own reactive lays the screen out again whenever a layout has changed the size.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)

    # No text here has links of Textual's own kind; looking for them takes as long as drawing.
    auto_links: Reactive[bool] = Reactive(default=False)

    def refresh_text(self) -> None:
        """Repaint after a change of the text, with a layout only where the height changes."""
        self.refresh(layout=not self._has_right_height())

    def on_resize(self) -> None:
        """Lay out again where Textual has reused the height that an earlier text had."""
        if not self._has_right_height():
            self.refresh(layout=True)

    def _has_right_height(self) -> bool:
        width, height = self.content_size
        container, viewport = self.container_size, self.screen.size
        return width > 0 and self.get_content_height(container, viewport, width) == height


class CompletingInput(Input):
    """Textual's input with public access to the completion that it shows behind the value."""

    @property
    def shown_completion(self) -> str:
        """The value and what is shown dimmed behind it, or nothing."""
        return self._suggestion

    @shown_completion.setter
    def shown_completion(self, text: str) -> None:
        self._suggestion = text


class Palette(CommandPalette):
    """The palette of commands and records, mended where Textual 8.2 fails when it closes.

    What leaves other programs (`:q`) leaves this one, too, however fast it is typed; and Enter
    takes what is found for all that was typed, not what the list still shows of the text before.
    """

    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]

    def __init__(self, *providers: type[Provider], placeholder: str = "") -> None:
        """Search among what `providers` have, or else all that the app and its screen have."""
        super().__init__(
            providers or None,
            placeholder=placeholder or gettext("Search commands and records"),
            id="--command-palette",
        )

    _is_outdated = False
    """Whether the list shows what was found for another text than that in the box."""

    def focus_box(self) -> None:
        """Go to the box at once."""
        self.set_focus(self.query_one(Input))

    def _gather_commands(self, search_value: str) -> Worker[None]:
        # Textual has them from a set, in another order at every start. What keys do comes first.
        self._providers.sort(
            key=lambda provider: (not hasattr(provider, "bindings"), type(provider).__name__)
        )
        return super()._gather_commands(search_value)

    @on(Input.Changed)
    def _outdate(self) -> None:
        self._is_outdated = True

    def _refresh_command_list(
        self,
        command_list: CommandList,
        commands: list[Command],
        clear_current: bool,  # noqa: FBT001
    ) -> None:
        self._is_outdated = False
        super()._refresh_command_list(command_list, commands, clear_current)

    @on(Input.Submitted)
    async def _enter(self, event: Input.Submitted) -> None:
        # A reader who has moved the cursor means what is under it.
        is_moved = any(commands.highlighted for commands in self.query(CommandList))
        group = self._GATHER_COMMANDS_GROUP
        searches = [
            search for search in self.workers if search.group == group and not search.is_finished
        ]
        if not is_moved and event.value.strip().casefold() in LEAVING:
            event.prevent_default()
            await self.app.run_action("app.quit")
        elif searches and (self._is_outdated or not is_moved):
            event.stop()
            event.prevent_default()
            self._enter_later(searches)

    @work(exclusive=True, group="entering")
    async def _enter_later(self, searches: Sequence[Worker[object]]) -> None:
        """Take the first hit once all are there; who types on ends the search and takes none."""
        with suppress(WorkerCancelled, WorkerFailed):
            await self.workers.wait_for_complete(searches)
            # A search that is cancelled ends as if nothing had happened.
            if not any(search.is_cancelled for search in searches):
                self._select_or_command()

    def _start_no_matches_countdown(self, search_value: str) -> None:
        # Textual says it in English.
        self._stop_no_matches_countdown()
        if search_value:
            self._no_matches_timer = self.set_timer(
                self._NO_MATCHES_COUNTDOWN, self._say_that_nothing_matches
            )

    def _say_that_nothing_matches(self) -> None:
        label = content.Content(gettext("No command and no record has this name."))
        for commands in self.query(CommandList):
            commands.add_option(Option(label, id=self._NO_MATCHES, disabled=True))
            self._list_visible = True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let a page be turned only once the list has lines."""
        if action == "command_list" and not any(
            commands.size.height for commands in self.query(CommandList)
        ):
            return False
        return super().check_action(action, parameters)

    def _watch__list_visible(self) -> None:
        # What is found may come when the palette is closed already, and its list is gone.
        if self.query(CommandList):
            super()._watch__list_visible()


class RoomErrors(App[None]):
    """An app that says it where a key needs a room that is not installed, and goes on.

    Textual ends an app by whatever error its workers meet, and has no public way to be asked first.
    """

    def say_missing_room(self, sentence: str) -> None:
        """Say that a room is missing."""
        raise NotImplementedError

    def _handle_exception(self, error: Exception) -> None:
        cause = error.error if isinstance(error, WorkerFailed) else None
        reason = missing_room(cause) if isinstance(cause, ModuleNotFoundError) else None
        if reason is None:
            super()._handle_exception(error)
        else:
            self.say_missing_room(reason)


def collect_garbage() -> None:
    """Let the collector work again, and spare it the objects that the start has made.

    A painting makes thousands of small objects that go away by themselves: with Python's own
    thresholds the collector looks through them dozens of times, a tenth of a key's time.
    """
    _spare_what_is_there()
    gc.set_threshold(8_000, 10, 10)
    gc.enable()


@cache
def _spare_what_is_there() -> None:
    """Spare the collector what there is, once: later, what is left of earlier apps would stay."""
    gc.freeze()
