"""Says on the status line of the browse screen what happened, and where the reader is."""

from collections.abc import Callable, Sequence
from functools import partial

from textual.screen import Screen
from textual.worker import Worker

from summit_tui.app import sentences
from summit_tui.app.archive_worker import ArchiveWorker, Task
from summit_tui.app.screens.body import Body
from summit_tui.app.view import History
from summit_tui.app.widgets.bars import StatusLine
from summit_tui.app.widgets.search import SearchBox
from summit_tui.archive import Entry
from summit_tui.archive.progress import Pace


class BrowseStatus:
    """Shows messages and progress; it implements `Status` and `ReadingDisplay`."""

    def __init__(
        self, screen: Screen[None], worker: ArchiveWorker, history: History, problems: int
    ) -> None:
        """Speak on `screen`; `problems` counts those that the files have no part in."""
        self.line = StatusLine()
        self.last_key = 0.0
        """When the last key was pressed, by the monotonic clock."""
        self.file_problems = 0
        """The number of problems of the files."""
        self._screen = screen
        self._worker = worker
        self._history = history
        self._problems = problems

    @property
    def _body(self) -> Body:
        return self._screen.query_one(Body)

    @property
    def _is_there(self) -> bool:
        """Whether anything can be shown; threads may end their work when the app is being left."""
        return self._screen.app.is_running and bool(self._screen.query(Body))

    def say(self, sentence: str) -> None:
        """Say one sentence until the next thing happens."""
        if not self._is_there:
            return
        marked = sentences.marked(len(self._worker.bookmarks))
        self.line.say(sentence, " · ".join(filter(None, (marked, self._body.position()))))

    def say_place(self) -> None:
        """Say what holds for the whole list, and where in it the cursor is."""
        problems = self._problems + self.file_problems
        self.say(self.line.standing_text(self._history.present.choices, problems))

    def report(self, sentence: str) -> None:
        """Say what was done until the reader does something, whatever is counted meanwhile."""
        self.line.report = sentence
        self.say_place()

    def keep_saying(self, sentence: str) -> None:
        """Say what is left to do until another list is shown, whatever is read meanwhile."""
        self.line.hint = sentence
        self.say_place()

    def show_news(self, sentence: str) -> None:
        """Say what has changed since the last visit, or nothing of it any more ("")."""
        self.line.news = sentence
        self.say_place()

    # What is found doubtful meanwhile

    def later(self, seconds: float, call: Callable[[], object]) -> object:
        """Call something after a while, if the screen is there then."""
        return self._screen.set_timer(seconds, lambda: call() if self._screen.app.is_running else 0)

    def quiet_since(self) -> float:
        """Return when the last key was pressed, by the monotonic clock."""
        return self.last_key

    def in_sight(self) -> Sequence[Entry]:
        """Return the records that are on the screen."""
        body = self._body
        shown = body.records.shown
        return [*([shown] if shown else []), *body.list_.in_sight()]

    def show_doubts(self) -> None:
        """Show the signs and the number of what was found doubtful."""
        self.line.doubts = sentences.doubtful(len(self._worker.text_doubts))
        if self._is_there:
            self._body.list_.redraw()
        self.say_place()

    @property
    def hint(self) -> str:
        """What is left to do, until another list is shown."""
        return self.line.hint

    @hint.setter
    def hint(self, sentence: str) -> None:
        self.line.hint = sentence

    # How far the files have been read

    def run(self, task: Task, group: str) -> Worker[object]:
        """Do a task while the app lives, in the place of others of its group."""
        return self._screen.app.run_worker(task, group=group, exclusive=True)

    def after_paint(self, call: Callable[[], object]) -> None:
        """Call something once what was shown is painted."""
        self._screen.app.call_after_refresh(call)

    def show_pace_from_thread(self, pace: Pace) -> None:
        """Show how far the reading has come, from the thread that reads."""
        self._screen.app.call_from_thread(partial(self.show_pace, pace))

    def show_pace(self, pace: Pace) -> None:
        """Show how far the reading has come, in the place of the records where there are none."""
        if not self._is_there:
            return
        if self._worker.archive is not None:
            is_glimpse = self._worker.has_glimpse
            self.line.pace = (sentences.reading_on if is_glimpse else sentences.rereading)(pace)
            self.say_place()
            return
        from summit_tui.app.widgets.bars import ProgressView  # an index is there, mostly

        body = self._body
        if body.display:
            body.display = False
            self._screen.mount(ProgressView(), before=self.line)
        for view in self._screen.query(ProgressView):
            view.show_pace(pace)

    def hide_pace(self) -> None:
        """Show the records again, or the room for them."""
        if not self._is_there:
            return
        self.line.pace = ""
        body = self._body
        if not body.display:
            self._screen.query("ProgressView").remove()
            body.display = True
            if not self._screen.query_one(SearchBox).has_focus:
                # A reader who types a query meanwhile goes on typing it.
                body.focus_list()
