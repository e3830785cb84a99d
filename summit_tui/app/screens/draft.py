"""The quotations of a draft, each beside what the coverage has of it."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar, Final

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.containers import Container, Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from summit_tui.app.archive_worker import ArchiveWorker, interruptible, run_in_thread
from summit_tui.app.links import view_of
from summit_tui.app.palette import Searchable
from summit_tui.app.screens.sheet import Sheet
from summit_tui.app.styles import style
from summit_tui.app.widgets.row_list import RowList
from summit_tui.app.wrap import column
from summit_tui.archive import Archive
from summit_tui.exits import explain_error
from summit_tui.i18n import INTERFACE, gettext, gettext_noop
from summit_tui.model.kinds import Address
from summit_tui.model.text import one_line
from summit_tui.paths import typed_path
from summit_tui.verify.draft import Draft, DraftError
from summit_tui.verify.draft_files import read_draft
from summit_tui.verify.judge import Judge
from summit_tui.verify.report import details, summary
from summit_tui.verify.verdicts import Judgement, Verdict

_COMMAND: Final = "verify "
"""What is typed in the palette before the name of a file."""
_HELP: Final = gettext_noop("Compare every quotation of an article with the coverage.")
_VERDICT_WIDTH: Final = max(map(len, Verdict)) + 2


class DraftProvider(Provider):
    """The way from the palette to a draft: `verify FILE`, or a sheet that asks for the file."""

    async def discover(self) -> Hits:
        """Offer to check a draft."""
        yield DiscoveryHit(gettext("Check a draft"), self._open, help=gettext(_HELP))

    async def search(self, query: str) -> Hits:
        """Offer to check a draft, or the one that is named."""
        if query.startswith(_COMMAND) and (name := query.removeprefix(_COMMAND).strip()):
            open_named = partial(self._open, name)
            yield Hit(1, Content(query), open_named, text=query, help=gettext(_HELP))
            return
        name = gettext("Check a draft")
        score = max(self.matcher(query).match(name), _COMMAND.startswith(query.casefold()) * 0.9)
        if score > 0:
            yield Hit(score, self.matcher(query).highlight(name), self._open, help=gettext(_HELP))

    def _open(self, name: str = "") -> None:
        """Show the sheet; with the name of a file, what is in it."""
        screen = self.screen
        if not isinstance(screen, Searchable):
            return
        navigator = screen.navigator

        def go(address: Address | None) -> None:
            if address is not None:
                navigator.show(view_of(address))

        self.app.push_screen(DraftScreen(screen.archive_worker, name), go)


class JudgementList(RowList):
    """Quotations, each with its line and verdict above its words."""

    row_height = 2

    def __init__(self) -> None:
        super().__init__()
        self._draft = Draft("", "")
        self.judgements: Sequence[Judgement] = ()

    def show(self, draft: Draft, judgements: Sequence[Judgement]) -> None:
        """Show other quotations, with the cursor on the first that needs a look."""
        self._draft, self.judgements = draft, judgements
        wrong = (number for number, own in enumerate(judgements) if own.is_wrong)
        self.set_count(len(judgements), next(wrong, 0))

    def lines(self, row: int, width: int) -> list[Content]:
        """Return verdict and line, then the words."""
        judgement = self.judgements[row]
        meaning = style("shown" if judgement.is_wrong else "label")
        verdict = INTERFACE.pgettext("verdict", judgement.verdict.value)
        head = column(Content(verdict), _VERDICT_WIDTH).stylize(meaning)
        line = gettext("line {line}", line=str(self._draft.line(judgement.quotation.start)))
        words = gettext("“{words}”", words=one_line(judgement.quotation.text))
        return [head + Content.styled(line, style("muted")), Content(words)]


class DraftScreen(Sheet[Address | None]):
    """Asks for a draft and lists its quotations; the answer is the record to go to."""

    DEFAULT_CSS = """
    DraftScreen {
        & > #sheet { width: 116; height: 34; max-height: 100%; }
        & #file {
            height: 1;
            padding: 0 1;
            & > Static { width: 12; color: $muted; }
            & > Input { width: 1fr; }
        }
        & #parts { height: 1fr; margin-top: 1; }
        & JudgementList { width: 100%; height: 1fr; }
        &.-short #parts { margin-top: 0; }
        &.-wide #parts { layout: horizontal; }
        &.-wide JudgementList { width: 2fr; height: 100%; }
        &.-wide #whole {
            width: 3fr;
            height: 100%;
            max-height: 100%;
            margin-top: 0;
            padding: 0 1 0 2;
            border-top: none;
            border-left: vkey $rule;
        }
    }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar = [
        Binding("enter", "go", "Go there"),
        Binding("n", "next_wrong", "Next that needs a look"),
        Binding("tab", "app.focus_next", "Next part"),
        Binding("shift+tab", "app.focus_previous", "Part before", show=False),
        Binding("escape,q,h", "leave", "Close"),
    ]

    list_ = getters.query_one(JudgementList)
    box = getters.query_one(Input)
    whole = getters.query_one("#text", Static)

    def __init__(self, worker: ArchiveWorker, name: str = "") -> None:
        """Judge by the archive of `worker`; `name` is the file, where it is known already."""
        super().__init__()
        self._worker = worker
        self._file = name

    def compose_content(self) -> ComposeResult:
        """Yield the name of the file, the list and the whole of one quotation."""
        with Horizontal(id="file"):
            yield Static(gettext("Draft"), markup=False)
            yield Input(self._file, compact=True, select_on_focus=False)
        with Container(id="parts"):
            yield JudgementList()
            with VerticalScroll(id="whole", can_focus=False):
                yield Static(id="text", markup=False)

    def on_mount(self) -> None:
        """Read the file that was named, or ask for one."""
        self.title_line.say(gettext("Check a draft"))
        self.list_.show_empty((gettext("Type the name of an article; Enter reads it."), ""))
        if self._file:
            self._read()

    @on(Input.Submitted)
    @work(exclusive=True)
    async def _read(self) -> None:
        """Read the draft off the screen's thread, and have the archive's thread judge it."""
        try:
            draft = await run_in_thread(partial(_read_named, self.box.value.strip()))
        except DraftError as error:
            self.list_.show_empty((one_line(str(error)), ""))
            self.list_.show(Draft("", ""), ())
            self.whole.update("")
            return
        judgements = await self._judged(draft)
        if judgements is None:
            return
        quoted = [own for own in judgements if own.verdict is not Verdict.TERM]
        self.list_.show(draft, quoted)
        self.list_.show_empty((gettext("The article quotes nobody."), ""))
        self.title_line.say(gettext("Check a draft"), summary(quoted))
        self._show_whole(self.list_.cursor)
        if quoted:
            self.list_.focus()

    @interruptible
    async def _judged(self, draft: Draft) -> Sequence[Judgement]:
        texts = self._worker.texts_folder

        def judge(archive: Archive) -> Sequence[Judgement]:
            return Judge(archive, texts).judgements(draft)

        return await self._worker.ask("draft", judge)

    @on(RowList.Highlighted)
    def _show(self, event: RowList.Highlighted) -> None:
        self.keys_line.say("")
        self._show_whole(event.row)

    def _show_whole(self, row: int) -> None:
        judgements = self.list_.judgements
        self.whole.update(_whole(judgements[row]) if row < len(judgements) else "")

    def action_next_wrong(self) -> None:
        """Move to the next quotation that needs a look; from the last to the first."""
        judgements, here = self.list_.judgements, self.list_.cursor
        wrong = [number for number, own in enumerate(judgements) if own.is_wrong]
        if wrong:
            self.list_.cursor = next((number for number in wrong if number > here), wrong[0])

    @on(RowList.Opened)
    def action_go(self) -> None:
        """Answer with the statement of the quotation, or else the source that has its words."""
        if not self.list_.judgements:
            return
        judgement = self.list_.judgements[self.list_.cursor]
        if judgement.statements:
            self.dismiss(judgement.statements[0].address)
        elif judgement.passage:
            self.dismiss(judgement.passage.source)
        else:
            self.keys_line.say(gettext("Nowhere to go: the coverage has no such words."))


def _read_named(name: str) -> Draft:
    """Return the draft in a file, whose name may begin with `~`; raises `DraftError`."""
    try:
        return read_draft(typed_path(name))
    except OSError as error:
        raise DraftError(explain_error(error)) from None


def _whole(judgement: Judgement) -> Content:
    """Return the quotation and what the coverage has of it."""
    quotation = gettext("“{words}”", words=one_line(judgement.quotation.text))
    lines = [Content.styled(quotation, style("name"))]
    for runs in details(judgement):
        line = Content("")
        for change, text in runs:
            words = Content(one_line(text) if len(runs) == 1 else text.replace("\n", " "))
            line += words if change == "same" else words.stylize(style(change))
            # Struck words and those in their place must not run together.
            line += " " if change == "gone" and not text.endswith(" ") else ""
        lines.append(line)
    return Content("\n").join(lines)
