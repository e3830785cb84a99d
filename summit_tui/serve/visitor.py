"""The process of one visitor: the browser, in which only what is allowed exists.

It runs as `python -m summit_tui.serve.visitor` and talks with the server through its standard
streams, as Textual's driver for web pages does.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Final, Protocol, runtime_checkable

from summit_tui.app import app as browser
from summit_tui.app.app import SummitApp
from summit_tui.app.archive_worker import run_in_thread
from summit_tui.app.clipboard import Copier, document, source_address
from summit_tui.app.keys import BROWSING, GROUPS
from summit_tui.app.palette import KeyProvider, LanguageProvider, RecordProvider
from summit_tui.app.screens.copy_as import CopyAsScreen, CopyChoice
from summit_tui.app.screens.help import HelpScreen
from summit_tui.app.screens.manual import ManualProvider
from summit_tui.app.survey import Survey
from summit_tui.app.widgets.painting import write_between_frames
from summit_tui.archive import Entry
from summit_tui.archive.query.groups import use_own_groups
from summit_tui.clipboard import osc52
from summit_tui.clipboard.terminal import Terminal
from summit_tui.clipboard.types import MediaType, Request, RouteError, Settings
from summit_tui.formats import FORMS
from summit_tui.formats.export import proposed_name
from summit_tui.i18n import gettext, ngettext
from summit_tui.serve import LONGEST_DOCUMENT, MOST_RECORDS, VISIT
from summit_tui.serve.allowed import is_allowed, is_offered
from summit_tui.serve.confinement import confine

_LONGEST_COPY: Final = 1_000_000
"""Bytes of base64; a terminal in a page has no limit of its own."""
_LOOK: Final = 1.0
"""Seconds between two looks whether the server is still there."""


@runtime_checkable
class WebPage(Protocol):
    """Textual's driver for web pages."""

    def write_meta(self, data: dict[str, object]) -> None:
        """Send a message to the server."""


class VisitorCommands(KeyProvider):
    """The commands in the palette."""

    bindings: ClassVar = [binding for binding in BROWSING if is_offered(binding.action)]


class VisitorLanguages(LanguageProvider):
    """The languages in the palette, each for this visit only."""

    def sentence(self) -> str:
        """Return what choosing a language does; nothing is kept for a next visit."""
        return gettext("Show everything in this language.")


class VisitorHelp(HelpScreen):
    """The keys that mean something to a visitor."""

    def key_rows(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield the rows of the keys that are offered."""
        bindings = (binding for group in GROUPS.values() for binding in group)
        ids = {binding.id for binding in bindings if is_offered(binding.action)}
        return (row for row in super().key_rows() if row[2] in ids)


class VisitorCopier(Copier):
    """Copies to the clipboard of the visitor's browser, by way of the page, and keeps no file."""

    def __init__(self, write: Callable[[bytes], None]) -> None:
        super().__init__(Settings(), Terminal(), None, write)
        self._send = write

    @property
    def carries_html(self) -> bool:
        """Whether formatted text can be copied: a page takes plain text alone."""
        return False

    async def copy_text(
        self, text: str, description: str, media_type: MediaType = "text/plain"
    ) -> str:
        """Send a text to the page; return what became of it, as far as that is known here."""
        self.last_copy = text
        settings = Settings("osc52", max_osc52=_LONGEST_COPY)
        data = text.encode("utf-8", "replace")
        try:
            osc52.take(Request(data, settings, self._send, Terminal(), {}))
        except RouteError:
            return gettext("Too long for the clipboard of a page; e downloads it.")
        return ngettext(
            "Sent {number} character as {form} to your browser, for its clipboard.",
            "Sent {number} characters as {form} to your browser, for its clipboard.",
            len(text),
            form=description,
        )


class VisitorApp(SummitApp):
    """The browser for a visitor: it keeps nothing, writes nothing and starts nothing here."""

    CSS_PATH = str(Path(browser.__file__).with_name("summit.tcss"))
    COMMANDS: ClassVar = {VisitorCommands, RecordProvider, VisitorLanguages, ManualProvider}

    def __init__(self, paths: Sequence[Path], cache: Path | None, texts: Path | None) -> None:
        """Show the coverage at `paths`, from its index in `cache` where that is fresh."""
        super().__init__(paths, cache=cache, texts=texts)
        self.copier = VisitorCopier(partial(write_between_frames, self))
        self._server = os.getppid()

    def on_mount(self) -> None:
        """End with the server, however that ends."""
        self.set_interval(_LOOK, self._end_with_server)

    def _end_with_server(self) -> None:
        if os.getppid() != self._server:
            self.exit()

    async def run_action(
        self,
        action: Any,
        default_namespace: Any = None,
        namespaces: Any = None,
    ) -> bool:
        """Do an action if it is allowed, or else say that it is not; `Any` as Textual has it."""
        target, name, _ = self._parse_action(action, default_namespace or self, namespaces)
        if is_allowed(name, type(target)):
            return await super().run_action(action, default_namespace, namespaces)
        self.browse.say(gettext("That is not for visitors."))
        return True

    def _begin_survey(self, paths: Sequence[Path]) -> None:
        if self.survey is None:
            self.survey = Survey(self.archive_worker, self.browse.status, None)
        super()._begin_survey(paths)

    def action_help(self) -> None:
        """Show the keys."""
        self.push_screen(VisitorHelp(self.config.keys))

    def action_open_source(self) -> None:  # type: ignore[override]  # no task is needed here
        """Open the source in the visitor's own browser."""
        screen = self._record_screen
        address = screen.entry and source_address(screen.entry)
        if address and address.startswith(("https://", "http://")):
            self.open_url(address)
            screen.say(gettext("Your browser was asked to open {address}", address=address))
        elif screen.entry is not None:
            screen.say(gettext("The source has no address on the web."))

    def action_export(self) -> None:  # type: ignore[override]  # the task is begun within
        """Ask for a form, and give the marked records, or else all hits, to the visitor."""
        self.run_worker(self._ask_for_form(), group="copying", exclusive=True)

    async def _ask_for_form(self) -> None:
        selection = await self.bookmarks.selection(self.browse.search.info)
        if isinstance(selection, str):
            self.browse.status.keep_saying(selection)
            return
        if selection.number > MOST_RECORDS:
            template = "A page downloads at most {number} records; mark or search for fewer."
            self.browse.say(gettext(template, number=MOST_RECORDS))
            return
        entries = await run_in_thread(lambda: list(selection.entries()))
        if self.screen is not self.browse:
            return  # another sheet was asked for meanwhile
        name = partial(proposed_name, subject=selection.file_words, event=selection.event)
        last = CopyChoice(self.copier.form, self.copier.language)
        sheet = CopyAsScreen(entries, last, gettext("Download as"))
        self.push_screen(sheet, partial(self._download, entries, name))

    async def _download(
        self, entries: Sequence[Entry], name: Callable[[str], str], choice: CopyChoice | None
    ) -> None:
        """Send a document to the server, where the visitor's browser fetches it."""
        if choice is None:
            return
        try:
            text = await run_in_thread(partial(document, choice.form, choice.language, entries))
        except ValueError as reason:
            self.browse.say(str(reason))
            return
        if len(text.encode("utf-8", "replace")) > LONGEST_DOCUMENT or not self._send(
            {"type": "document", "name": name(choice.form), "text": f"{text}\n"}
        ):
            self.browse.say(gettext("Too long for a download; mark or search for fewer."))
            return
        template = "Sent {title} to your browser as a download."
        self.browse.say(gettext(template, title=FORMS[choice.form].title))

    def _send(self, message: dict[str, object]) -> bool:
        driver = self._driver
        if isinstance(driver, WebPage):
            driver.write_meta(message)
        return isinstance(driver, WebPage)


def settings_in(environ: Mapping[str, str]) -> tuple[list[Path], Path | None, Path | None]:
    """Return the paths, the cache and the folder of texts that the server has named.

    Queries know the groups of countries that it has named, from now on in the whole process.
    """
    settings = json.loads(environ[VISIT])
    use_own_groups(settings.get("groups", {}))
    cache, texts = (settings[name] and Path(settings[name]) for name in ("cache", "texts"))
    return [Path(path) for path in settings["paths"]], cache, texts


def main() -> int:
    """Run the browser until the visitor leaves it or the server ends it."""
    app = VisitorApp(*settings_in(os.environ))
    confine()
    app.run()
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(main())
