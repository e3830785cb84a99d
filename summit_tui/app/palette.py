"""Every record in the command palette; commands come from the bindings of the screen."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import ClassVar, Protocol, runtime_checkable

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from summit_tui.app import queries, sentences
from summit_tui.app.archive_worker import ArchiveWorker, interruptible
from summit_tui.app.kept_views import SavedSearches
from summit_tui.app.keys import BROWSING, LEAVING, PARTS, keys_of
from summit_tui.app.links import view_of
from summit_tui.app.navigator import Navigator
from summit_tui.app.rows import clipped_line, title_of
from summit_tui.app.styles import style
from summit_tui.app.view import View
from summit_tui.app.wrap import cut
from summit_tui.archive import Archive, Entry, Search
from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import Node
from summit_tui.archive.wording import counted, kind_in_words
from summit_tui.config import Config
from summit_tui.i18n import LANGUAGE_NAMES, gettext
from summit_tui.model.kinds import KINDS

_EACH = 8
"""Records of one kind that are offered."""

_RECORD_SCORE = 0.5
"""How well a record matches that the query finds."""
_SENTENCE_SCORE = 0.4
"""How well a command matches of which only the sentence has the query."""
_SAVED_SCORE = 0.6
"""How well a saved search matches."""
_VERBS = ("save", "forget")
"""What is done with a saved search, where its name is typed behind."""
_TYPED_SCORE = 1_000.0
"""How well a command matches that was typed whole; a part of a name may score some tens."""


@runtime_checkable
class Searchable(Protocol):
    """A screen that shows any record of an archive."""

    archive_worker: ArchiveWorker
    navigator: Navigator


@runtime_checkable
class SavesSearches(Protocol):
    """An app that saves searches by name."""

    saved_searches: SavedSearches

    def save_search(self, name: str) -> None:
        """Save the search that is shown under a name."""

    def forget_search(self, name: str) -> None:
        """Remove a saved search."""


@runtime_checkable
class Configured(Protocol):
    """An app with settings of the user."""

    config: Config


class KeyProvider(Provider):
    """The commands that keys stand for."""

    bindings: ClassVar = BROWSING

    async def discover(self) -> Hits:
        """Offer every command."""
        for binding in self.bindings:
            name = gettext(binding.description)
            shown = self._with_keys(Content(name), binding)
            yield DiscoveryHit(shown, self._runs(binding), name, help=gettext(binding.tooltip))

    async def search(self, query: str) -> Hits:
        """Offer the commands that match."""
        matcher = self.matcher(query)
        for binding in self.bindings:
            # Letters scattered over a sentence match nearly every word: there it counts as it is.
            name, sentence = gettext(binding.description), gettext(binding.tooltip)
            is_in_sentence = query.casefold() in sentence.casefold()
            score = matcher.match(name) or is_in_sentence * _SENTENCE_SCORE
            if binding.action == "app.quit" and query.casefold() in LEAVING:
                score = _TYPED_SCORE
            if score > 0:
                shown = self._with_keys(matcher.highlight(name), binding)
                yield Hit(score, shown, self._runs(binding), name, help=sentence)

    def _with_keys(self, name: Content, binding: Binding) -> Content:
        """Return the name of a command, and beside it the keys that the user has for it."""
        keymap = self.app.config.keys if isinstance(self.app, Configured) else {}
        return Content.assemble(name, "  ", (keys_of(binding, keymap), style("key")))

    def _runs(self, binding: Binding) -> Callable[[], Awaitable[object]]:
        """Return a function that does what the key does."""
        node = self.screen.query_one("#body") if binding in PARTS else self.screen
        return partial(node.run_action, binding.action)


def _in_words(verb: str, name: str) -> str:
    """Return what is done with the saved search of a name, or that its name is to be typed."""
    is_named = name and " " not in name
    if verb == "save" and is_named:
        return gettext("Save the search that is shown as @{name}", name=name)
    if verb == "save":
        return gettext("Type a name, one word, to save the search that is shown")
    if is_named:
        return gettext("Forget the saved search @{name}", name=name)
    return gettext("Type the name of the saved search to forget")


class SavedProvider(Provider):
    """The saved searches by name; `save NAME` and `forget NAME`."""

    async def discover(self) -> Hits:
        """Offer every saved search, with the number of records that it finds."""
        async for hit in self.search("@"):
            if isinstance(hit, Hit):
                yield DiscoveryHit(hit.match_display, hit.command, hit.text, hit.help)

    async def search(self, query: str) -> Hits:
        """Offer the saved searches whose name has what is typed, or what is to be done with one."""
        app, screen = self.app, self.screen
        if not (isinstance(app, SavesSearches) and isinstance(screen, Searchable)):
            return
        word, _, name = query.strip().partition(" ")
        name = name.strip().removeprefix("@")
        if word in _VERBS:
            run = partial(app.save_search if word == "save" else app.forget_search, name)
            sentence = _in_words(word, name)
            yield Hit(_TYPED_SCORE, Content(sentence), run, text=sentence)
            return
        typed = query.strip().removeprefix("@").casefold()
        searches = app.saved_searches.all()
        wanted = {name: view for name, view in searches.items() if typed in name.casefold()}
        for name, (view, number) in (await _count(screen.archive_worker, wanted) or {}).items():
            finds = sentences.search_in_words(counted(number, view.kind), view)
            show = partial(screen.navigator.show, view)
            shown = Content.assemble(f"@{name}", "  ", (clipped_line(finds), style("muted")))
            yield Hit(_SAVED_SCORE, shown, show, text=f"@{name}")


@interruptible
async def _count(
    worker: ArchiveWorker, wanted: Mapping[str, View]
) -> Mapping[str, tuple[View, int]]:
    """Return saved searches with what they find."""
    if not wanted:
        return {}
    return await worker.ask("saved", lambda archive: queries.count_saved(archive, wanted))


@runtime_checkable
class Speaking(Protocol):
    """An app that speaks several languages."""

    def speak(self, tag: str) -> None:
        """Show everything in another language."""


class LanguageProvider(Provider):
    """The languages of the interface."""

    def sentence(self) -> str:
        """Return what choosing a language does."""
        return gettext("Show everything in this language; it is remembered.")

    async def discover(self) -> Hits:
        """Offer every language."""
        for tag, name in LANGUAGE_NAMES.items():
            yield DiscoveryHit(self._label(name), self._speaks(tag), help=self.sentence())

    async def search(self, query: str) -> Hits:
        """Offer the languages that match by name or tag, or all for the word language."""
        matcher = self.matcher(query)
        for tag, name in LANGUAGE_NAMES.items():
            label = self._label(name)
            score = max(matcher.match(label), matcher.match(f"language {tag}"))
            if score > 0:
                shown = matcher.highlight(label)
                yield Hit(score, shown, self._speaks(tag), label, help=self.sentence())

    def _label(self, name: str) -> str:
        return gettext("Language: {name}", name=name)

    def _speaks(self, tag: str) -> Callable[[], None]:
        app: object = self.app
        return partial(app.speak, tag) if isinstance(app, Speaking) else lambda: None


class RecordProvider(Provider):
    """The records that a query finds."""

    async def search(self, query: str) -> Hits:
        """Offer the first records of each kind, as the search box would find them."""
        screen = self.screen
        if not isinstance(screen, Searchable) or query.startswith("@"):
            return
        for entry in await _find(screen.archive_worker, parse(query, typing=True).node) or []:
            name = cut(Content(clipped_line(title_of(entry))), 60).plain
            kind = kind_in_words(entry.address.kind)
            show = partial(screen.navigator.show, view_of(entry.address))
            yield Hit(
                _RECORD_SCORE, Content(f"{name}  {kind}"), show, text=name, help=str(entry.address)
            )


@interruptible
async def _find(worker: ArchiveWorker, node: Node) -> list[Entry]:
    """Return the first records of each kind that a query finds."""

    def find(archive: Archive) -> list[Entry]:
        pages = (archive.search(Search(node, kind), limit=_EACH) for kind in KINDS)
        return [entry for page in pages for entry in page.hits]

    return await worker.ask("palette", find)
