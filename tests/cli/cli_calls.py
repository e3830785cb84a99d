"""How every command is called in the tests of what may go wrong with it."""

from dataclasses import dataclass
from pathlib import Path

from summit_tui.exits import Exit


@dataclass(frozen=True)
class Call:
    """How a command is called: `{path}` is what a fault makes worse, `{other}` changed coverage."""

    words: tuple[str, ...]
    code: Exit = Exit.FOUND
    """How it ends where nothing is at fault."""
    refuses: bool = True
    """Does it need a path that is there and can be read?"""
    writes: bool = True
    """Does it write data to the output?"""
    reads: bool = True
    """Does it make an index?"""
    has_screen: bool = False


DRAFT = str(Path(__file__).with_name("draft.md"))
CALLS = {
    "open": Call(("open", "{path}"), has_screen=True),
    "search": Call(("search", "cable", "{path}")),
    "show": Call(("show", "quotes/direct", "{path}")),
    "copy": Call(("copy", "quotes/direct", "{path}"), writes=False),
    "export": Call(("export", "cable", "{path}")),
    "days": Call(("days", "{path}")),
    "map": Call(("map", "{path}")),
    "topics": Call(("topics", "{path}")),
    "timeline": Call(("timeline", "cable", "{path}")),
    "propose": Call(("propose", "gazette", "{path}"), Exit.UNUSABLE, writes=False),
    "add": Call(("add", "speaker", "--name", "Ada", "{path}")),
    "check": Call(("check", "{path}"), Exit.NOTHING),
    "diff": Call(("diff", "{path}", "{other}"), Exit.NOTHING),
    "verify": Call(("verify", DRAFT, "{path}")),
    "serve": Call(("serve", "--host", "nowhere", "{path}"), Exit.UNUSABLE, writes=False),
    "new": Call(("new", "{path}"), Exit.UNUSABLE, refuses=False, writes=False, reads=False),
    "import": Call(("import", DRAFT), refuses=False, reads=False),
    "schema": Call(("schema",), refuses=False, reads=False),
    "keys": Call(("keys",), refuses=False, reads=False),
    "mcp": Call(("mcp", "{path}"), writes=False),
    "push": Call(("push", "{path}", "nowhere"), Exit.UNUSABLE, writes=False, reads=False),
    "help": Call(("help",), refuses=False, reads=False),
    "cache": Call(("cache", "--cache", "{path}"), Exit.NOTHING, refuses=False, reads=False),
}
WITHOUT_SCREEN = [name for name, call in CALLS.items() if not call.has_screen]
WRITERS = [name for name in WITHOUT_SCREEN if CALLS[name].writes and name != "cache"]
"""They write data, and always some."""
READERS = [name for name in WITHOUT_SCREEN if CALLS[name].reads]
