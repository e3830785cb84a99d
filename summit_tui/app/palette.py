"""Every record in the command palette; commands come from the bindings of the screen."""

from collections.abc import Awaitable, Callable
from functools import partial

from rich.cells import set_cell_size
from textual.binding import Binding
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from summit_tui.app.body import Body
from summit_tui.app.keys import BROWSING, PARTS
from summit_tui.app.links import view_of
from summit_tui.app.rows import clipped_line, title_of
from summit_tui.app.screens.browse import Browse
from summit_tui.archive import Archive, Entry, InterruptedSearchError, Search
from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import Node
from summit_tui.model.kinds import KINDS, SINGULAR

_EACH = 8
"""Records of one kind that are offered."""

_NAMED, _TOLD = 0.5, 0.4
"""How well a record fits that the query finds, and a command of which only the sentence fits."""


class Palette(CommandPalette):
    """The palette of commands and records, mended where Textual 8.2 fails."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let a page be turned only once the list has lines."""
        if action == "command_list" and not any(one.size.height for one in self.query(CommandList)):
            return False
        return super().check_action(action, parameters)

    def _watch__list_visible(self) -> None:
        # What is found may come when the palette is closed already, and its list is gone.
        if self.query(CommandList):
            super()._watch__list_visible()


class KeyProvider(Provider):
    """The commands that keys stand for."""

    async def discover(self) -> Hits:
        """Offer every command."""
        for binding in BROWSING:
            run = self._runs(binding)
            yield DiscoveryHit(binding.description, run, help=binding.tooltip)

    async def search(self, query: str) -> Hits:
        """Offer the commands that match."""
        matcher = self.matcher(query)
        for binding in BROWSING:
            # Letters scattered over a sentence match nearly every word: there it counts as it is.
            told = query.casefold() in binding.tooltip.casefold()
            score = matcher.match(binding.description) or told * _TOLD
            if score > 0:
                run = self._runs(binding)
                yield Hit(score, matcher.highlight(binding.description), run, help=binding.tooltip)

    def _runs(self, binding: Binding) -> Callable[[], Awaitable[object]]:
        """Return what does as if the key were pressed."""
        place = self.screen.query_one(Body) if binding in PARTS else self.screen
        return partial(place.run_action, binding.action)


class RecordProvider(Provider):
    """The records that a query finds."""

    async def search(self, query: str) -> Hits:
        """Offer the first records of each kind, as the search box would find them."""
        browse = self.screen
        if not isinstance(browse, Browse):
            return
        node = parse(query, typing=True).node
        try:
            found = await browse.desk.ask("palette", lambda archive: _found(archive, node))
        except InterruptedSearchError:
            return
        for entry in found:
            name = set_cell_size(clipped_line(title_of(entry)), 60).rstrip()
            kind = SINGULAR[entry.address.kind]
            show = partial(browse.show, view_of(entry.address))
            yield Hit(_NAMED, Content(f"{name}  {kind}"), show, text=name, help=str(entry.address))


def _found(archive: Archive, node: Node) -> list[Entry]:
    return [hit for kind in KINDS for hit in archive.search(Search(node, kind), limit=_EACH).hits]
