"""The head (event and panes), the foot (status and keys), and the progress of a build."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from summit_tui.app import sentences
from summit_tui.app.keys import key_names
from summit_tui.app.messages import PaneChosen
from summit_tui.app.panes import PANES, Pane
from summit_tui.app.screen_text import screen_text
from summit_tui.app.styles import style
from summit_tui.app.view import Choice
from summit_tui.app.widgets.painting import CachedLines
from summit_tui.app.wrap import cut, cut_parts
from summit_tui.archive.progress import Pace, progress_bar
from summit_tui.i18n import INTERFACE, gettext
from summit_tui.model.kinds import Kind


class PaneBar(Static, CachedLines):
    """The event and all panes; the shown pane is highlighted, and a click shows another.

    Two rows: the event with its place and days, and the panes. Where the panes need more than a
    row, the last ones are in that of the event. Where they need more than that, one row is left:
    the shown pane and the event. No name of a pane is ever cut.
    """

    DEFAULT_CSS = """
    PaneBar {
        height: 2;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(markup=False, id=id)
        self._edges: list[list[tuple[int, str]]] = []
        """The column at which each pane ends, row by row."""
        self._event = ("", "")
        self._shown: str | None = None
        """The name of the pane that is shown; None before the first."""
        self._counts: Mapping[Kind, int] = {}
        self._drawn_state: object = None

    def on_resize(self) -> None:
        """Fit the rows to the new width."""
        self._draw()

    def notify_style_update(self) -> None:
        """Draw the rows in the new styles."""
        super().notify_style_update()
        self._drawn_state = None
        self._draw()

    def show_event(self, name: str, note: str) -> None:
        """Show what the coverage is of, and where and when it was."""
        self._event = (screen_text(name), screen_text(note))
        self._draw()

    def show_pane(self, shown: str) -> None:
        """Highlight another pane and keep the counts."""
        self.show_panes(shown, self._counts)

    def show_panes(self, shown: str, counts: Mapping[Kind, int]) -> None:
        """Draw the panes with the number of records or hits of each, as far as they have room."""
        self._shown, self._counts = shown, dict(counts)
        self._draw()

    def _draw(self) -> None:
        width, height = self.content_size
        # The width may be known a moment before the height.
        state = (self._shown, self._counts, self._event, width, height, INTERFACE.tag)
        if not width or state == self._drawn_state:
            return  # not laid out yet: a line drawn for no width would flash up
        self._drawn_state = state
        if height < 2:
            self.update(self._one_row(width), layout=False)
            return
        with_count, gap, first = self._arrangement(width)
        panes = [self._pane(pane, has_count=pane.name in with_count) for pane in PANES]
        row, edges = self._row(panes[:first], PANES[:first], gap)
        rest, rest_edges = self._row(panes[first:], PANES[first:], gap)
        start = width - rest.cell_length
        title = Content.styled(self._event[0], style("name"))
        note = rest or Content.styled(self._event[1], style("muted"))
        self._edges = [[(start + edge, name) for edge, name in rest_edges], edges]
        self.update(_split(title, note, width, _MIN_TITLE) + "\n" + row, layout=False)

    def _arrangement(self, width: int) -> tuple[Collection[str | None], int, int]:
        """Return the panes that have a count, the gap between panes, and how many fit in a row.

        Counts give way before a pane does; where panes do anyway, the shown one keeps its count.
        """
        every, shown, none = {pane.name for pane in PANES}, {self._shown}, set[str]()
        choices = ((every, 3), (every, 2), (shown, 3), (shown, 2), (none, 2), (shown, 2))
        for with_count, gap in choices:
            names = [self._pane(pane, has_count=with_count is every) for pane in PANES]
            # Room for any count, whichever pane is shown, so that no pane changes its row.
            first = _fitting(names, gap, width - (_WIDEST_COUNT if with_count is shown else 0))
            if first == len(PANES):
                break
        return with_count, gap, first

    def _pane(self, pane: Pane, *, has_count: bool) -> Content:
        """Return key and name of a pane, and how many records it has."""
        is_shown = pane.name == self._shown
        name = Content.styled(f"{pane.key} ", style("sign" if is_shown else "muted"))
        name += Content.styled(gettext(pane.title), style("pane") if is_shown else "")
        if has_count and pane.is_list:
            name += Content.styled(f" {_short(self._counts.get(pane.kind, 0))}", style("muted"))
        return name

    def _row(
        self, names: Sequence[Content], panes: Sequence[Pane], gap: int
    ) -> tuple[Content, list[tuple[int, str]]]:
        """Return panes in a row, and the column at which each ends."""
        row = Content("")
        edges: list[tuple[int, str]] = []
        for name, pane in zip(names, panes, strict=True):
            row += (" " * gap if edges else "") + name
            edges.append((row.cell_length, pane.name))
        return row, edges

    def _one_row(self, width: int) -> Content:
        """Return the shown pane and the event; a click shows the next pane."""
        shown = next((pane for pane in PANES if pane.name == self._shown), PANES[0])
        name = self._pane(shown, has_count=True)
        following = PANES[(PANES.index(shown) + 1) % len(PANES)]
        self._edges = [[(name.cell_length, following.name)]]
        event = cut(Content(self._event[0]), max(0, width - name.cell_length - 3))
        return _split(name, event.stylize(style("muted")), width, width)

    def on_click(self, event: events.Click) -> None:
        """Show the pane under the mouse."""
        for edge, pane in self._edges[event.y] if event.y < len(self._edges) else ():
            if event.x < edge:
                self.post_message(PaneChosen(pane))
                return


_WIDEST_COUNT: Final = 6
"""Cells of the longest count behind a pane's name, with the space before it."""
_MIN_TITLE: Final = 20
"""Cells of the event's name that are shown in any case."""


def _fitting(names: Sequence[Content], gap: int, width: int) -> int:
    """Return how many of the names have room in a row."""
    ends = accumulate(name.cell_length + gap for name in names)
    return sum(end - gap <= width for end in ends)


def _split(left: Content, right: Content, width: int, min_left: int) -> Content:
    """Return two texts at the ends of a line; the right one gives way, then the left one is cut."""
    room = width - right.cell_length - 2
    if room < min(left.cell_length, min_left):
        return cut(left, width)
    text = cut(left, room)
    return text + " " * (width - text.cell_length - right.cell_length) + right


def _short(number: int) -> str:
    """Return a count in at most five characters."""
    if number < 10_000:
        return f"{number:,}"
    return f"{number // 1_000}k" if number < 1_000_000 else f"{number / 1_000_000:.1f}M"


class SplitLine(CachedLines):
    """A line with a left and a right text; without room for both, the right one is left out."""

    DEFAULT_CSS = """
    SplitLine {
        height: 1;
    }
    """

    def __init__(
        self, left: str = "", right: str = "", *, min_left: int = 20, id: str | None = None
    ) -> None:
        """Show two texts; the left one has at least `min_left` cells where it needs them."""
        super().__init__(id=id)
        self._min_left = min_left
        self._ends = (left, right)

    def say(self, left: str, right: str = "") -> None:
        """Show other texts."""
        if self._ends != (left, right):
            self._ends = (left, right)
            self.refresh()

    @property
    def left(self) -> str:
        """The text at the left."""
        return self._ends[0]

    def render(self) -> Content:
        """Return the line, cut to the width."""
        left, right = (Content(screen_text(end)) for end in self._ends)
        muted = right.stylize(style("aside"))
        return _split(left, muted, self.content_size.width, self._min_left)


class KeyLine(CachedLines):
    """The foot: what just happened, the keys that do something here, and where the reader is.

    As many keys as have room are shown, and always the last one; a click presses one. Textual's
    Footer has a widget for each key and creates all of them anew whenever the focus moves, which
    costs much more than one line of text.
    """

    DEFAULT_CSS = """
    KeyLine { height: 1; padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ends = ("", "")
        self._keys: list[tuple[Content, str]] = []
        self._edges: list[tuple[int, int, str]] = []
        """The columns at which each key begins and ends."""
        self._idle: frozenset[str] = frozenset()

    def leave_out(self, *actions: str) -> None:
        """Show no keys of these actions, which have nothing to act on at present."""
        if self._idle != frozenset(actions):
            self._idle = frozenset(actions)
            self._read_keys(self.screen)

    def on_mount(self) -> None:
        """Draw the line whenever the bindings of the screen or the colours change."""
        self.screen.bindings_updated_signal.subscribe(self, self._read_keys)
        self.app.theme_changed_signal.subscribe(self, lambda _: self._read_keys(self.screen))

    def say(self, sentence: str, position: str = "") -> None:
        """Say one sentence, or nothing, and where the reader is."""
        if self._ends != (sentence, position):
            self._ends = (sentence, position)
            self.refresh()

    @property
    def left(self) -> str:
        """The sentence."""
        return self._ends[0]

    def on_click(self, event: events.Click) -> None:
        """Press the key under the mouse."""
        for start, end, key in self._edges:
            if start <= event.x - 1 < end:
                self.app.simulate_key(key)
                return

    def _read_keys(self, screen: Screen[object]) -> None:
        shown: dict[str, tuple[str, str]] = {}
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.action == _SUBMIT:
                # What comes of Enter in a box is up to the screen, which says it of its own Enter.
                binding = next(filter(_is_enter, _declared_by(screen)), binding)
            if binding.show and binding.action not in self._idle:
                shown.setdefault(binding.action, (binding.description, binding.key))
        self._keys = [
            (
                Content.styled(key_names(key), style("key"))
                + Content.styled(f" {gettext(description)}", style("muted")),
                key,
            )
            # What a key leads to is first; Textual has keys of its own before all of ours.
            for description, key in sorted(shown.values(), key=lambda each: each[1] != "enter")
        ]
        self.refresh()

    def render(self) -> Content:
        """Return the line: the sentence, then keys, then the position, if there is room for it.

        A sentence that is whole without the position takes its room.
        """
        width = self.content_size.width
        last = self._keys[-1][0].cell_length if self._keys else 0
        sentence, position = (Content(screen_text(end)) for end in self._ends)
        end = width - (position.cell_length + _KEY_GAP if position else 0)
        beside, alone = end - last - _KEY_GAP, width - last - _KEY_GAP
        is_whole_alone = beside < sentence.cell_length <= alone
        if is_whole_alone or beside < min(sentence.cell_length, _MIN_SENTENCE):
            position, end = Content(""), width
        room = max(0, end - last - _KEY_GAP)
        # Of a sentence in two parts the second says what to do.
        is_pair = sentence.plain.count(" · ") == 1
        line = Content(cut_parts(sentence.plain, room)) if is_pair else cut(sentence, room)
        self._edges = []
        for number, (label, key) in enumerate(self._keys, 1):
            gap = _KEY_GAP if line else 0
            is_last = number == len(self._keys)
            needed = line.cell_length + gap + label.cell_length
            if needed + (0 if is_last else _KEY_GAP + last) <= end:
                line += " " * gap + label
                self._edges.append((line.cell_length - label.cell_length, line.cell_length, key))
        if position:
            line += " " * (width - line.cell_length - position.cell_length)
        return line + position.stylize(style("muted"))


_SUBMIT: Final = "submit"
"""What Enter does in a box of Textual's."""
_KEY_GAP: Final = 3
"""Cells between the parts of the foot."""
_MIN_SENTENCE: Final = 50
"""Cells of a sentence that are shown before the position is."""


class StatusLine(KeyLine):
    """The foot of the browser: what just happened, and otherwise its most urgent standing text."""

    def __init__(self) -> None:
        super().__init__(id="status")
        self.complaint: str | None = None
        """What is wrong with the query."""
        self.hint = ""
        """What the user may do next, until another list is shown."""
        self.report = ""
        """The outcome of an action, until the next one; it is before the limits."""
        self.pace = ""
        """The progress of rereading changed files."""
        self.news = ""
        """The number of changes since the last visit."""
        self.doubts = ""
        """The number of statements that the texts of their sources leave doubtful."""

    def standing_text(self, choices: Sequence[Choice], problems: int) -> str:
        """Return what the line shows until something happens: the most urgent text."""
        usual = " · ".join(filter(None, (self.news, sentences.problems(problems), self.doubts)))
        state = sentences.limits(choices) or usual
        reported = self.report and " · ".join(filter(None, (self.report, state)))
        return self.complaint or reported or self.hint or self.pace or state


_MAX_BAR_WIDTH = 60
"""Cells of the progress bar."""


class ProgressView(Widget):
    """A progress bar, the share that is done and the time left."""

    DEFAULT_CSS = """
    ProgressView {
        height: 1fr;
        content-align: center middle;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._pace = Pace()

    def show_pace(self, pace: Pace) -> None:
        """Show another state of the progress."""
        self._pace = pace
        self.refresh()

    def render(self) -> Content:
        """Return the lines, cut to the width."""
        width = max(0, min(_MAX_BAR_WIDTH, self.content_size.width - 6))
        share = f"{self._pace.share:5.0%}"
        bar = Content.styled(progress_bar(self._pace.share, width).ljust(width), style("tint"))
        lines = [
            Content(gettext("Reading the files and making them searchable")),
            Content(""),
            bar + share,
            Content.styled(self._pace.describe(), style("muted")),
            Content(""),
            Content.styled(gettext("Esc stops, q leaves."), style("muted")),
        ]
        return Content("\n").join(lines)


def _declared_by(screen: Screen[object]) -> Iterator[Binding]:
    """Yield the bindings of a screen's class and of those that it is made from."""
    for base in type(screen).__mro__:
        declared = vars(base).get("BINDINGS", ())
        yield from (binding for binding in declared if isinstance(binding, Binding))


def _is_enter(binding: Binding) -> bool:
    return binding.key == "enter"
