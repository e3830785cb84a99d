"""Every key of the program, declared once: footer, help, palette, README and config agree on it."""

from collections.abc import Iterator, Mapping
from typing import Final

from textual.binding import Binding

# fmt: off
# A table: one binding in two lines, the second its sentence.
PANES: Final = [
    Binding("1", "show_pane('overview')", "Overview", id="pane.overview", show=False,
            tooltip="Show the event's facts and its statements in figures."),
    Binding("2", "show_pane('sessions')", "Sessions", id="pane.sessions", show=False,
            tooltip="List the forums, speeches, interviews and other occasions."),
    Binding("3", "show_pane('speakers')", "Speakers", id="pane.speakers", show=False,
            tooltip="List everyone who is said to have stated something."),
    Binding("4", "show_pane('quotes')", "Quotes", id="pane.quotes", show=False,
            tooltip="List the statements."),
    Binding("5", "show_pane('delegations')", "Delegations", id="pane.delegations", show=False,
            tooltip="List the countries, regions and organizations that were represented."),
    Binding("6", "show_pane('sources')", "Sources", id="pane.sources", show=False,
            tooltip="List the publications that everything rests on."),
]

COPYING: Final = [
    Binding("y", "copy", "Copy", id="record.copy",
            tooltip="Copy the record with its attribution to the clipboard."),
    Binding("o", "open_source", "Open source", id="record.source", show=False,
            tooltip="Open the address of the source in a browser and show it."),
]

SEARCHING: Final = [
    Binding("slash", "search", "Search", id="search.type", key_display="/",
            tooltip="Type a query; every field of every record is searched."),
    Binding("n", "next_hit", "Next hit", id="search.next", show=False,
            tooltip="Go to the next hit, and on into the next pane that has one."),
    Binding("N", "previous_hit", "Previous hit", id="search.previous", show=False,
            tooltip="Go to the hit before."),
    Binding("f", "facets", "Filter", id="filter.show",
            tooltip="Show how the hits divide by mode, speaker, region and more; Enter limits."),
    Binding("F", "clear_facets", "Clear filter", id="filter.clear", show=False,
            tooltip="Drop every chosen value of every facet."),
    Binding("s", "sort", "Sort", id="sort.next", show=False,
            tooltip="Go to the next order of the list." ),
    Binding("S", "reverse", "Reverse", id="sort.reverse", show=False,
            tooltip="Turn the order of the list round."),
]

MOVING: Final = [
    Binding("enter", "follow", "Open", id="record.open",
            tooltip="Open the record; on a link, follow it."),
    Binding("left_square_bracket", "back", "Back", id="history.back", show=False, key_display="[",
            tooltip="Go back to what was shown before."),
    Binding("right_square_bracket", "forward", "Forward", id="history.forward", show=False,
            key_display="]", tooltip="Go forward again."),
    Binding("backspace,h", "step_out", "Step out", id="record.leave", show=False,
            tooltip="Leave the record for the list."),
    Binding("tab", "next_part", "Next part", id="part.next", show=False,
            tooltip="Go to the next part of the screen: facets, list, links."),
    Binding("shift+tab", "previous_part", "Previous part", id="part.previous", show=False,
            tooltip="Go to the part of the screen before."),
    Binding("escape", "clear_step", "Clear", id="search.clear", show=False,
            tooltip="Undo one thing: leave the box, clear the query, drop the filter."),
    Binding("z", "zoom", "Zoom", id="part.zoom", show=False,
            tooltip="Give the whole width to the list or to the record, and back."),
]

PROGRAM: Final = [
    Binding("r", "app.reread", "Reread", id="files.reread", show=False,
            tooltip="Read the files again and stay in place."),
    Binding("p", "app.problems", "Problems", id="files.problems", show=False,
            tooltip="Show what is wrong with the files, by file and line."),
    Binding("colon", "app.command_palette", "Commands", id="program.palette", show=False,
            key_display=":", tooltip="Find any command and any record by name."),
    Binding("T", "app.change_theme", "Theme", id="program.theme", show=False,
            tooltip="Choose the colours; they are remembered."),
    Binding("question_mark,f1", "app.help", "Help", id="program.help", key_display="?",
            tooltip="Show every key and what it does."),
    Binding("q,ctrl+q", "app.quit", "Quit", id="program.quit", priority=False,
            tooltip="Leave the program." ),
]

ROWS: Final = [
    Binding("down,j", "move(1)", "Down", id="row.next", show=False, tooltip="Go to the next row."),
    Binding("up,k", "move(-1)", "Up", id="row.previous", show=False,
            tooltip="Go to the row before." ),
    Binding("pagedown,ctrl+f", "page(1)", "Page down", id="row.page_down", show=False,
            tooltip="Go down by a screenful."),
    Binding("pageup,ctrl+b", "page(-1)", "Page up", id="row.page_up", show=False,
            tooltip="Go up by a screenful."),
    Binding("home,g", "first", "First", id="row.first", show=False, tooltip="Go to the first row."),
    Binding("end,G", "last", "Last", id="row.last", show=False, tooltip="Go to the last row."),
]

# fmt: on

BROWSING: Final = [*PANES, *MOVING, *SEARCHING, *COPYING, *PROGRAM]

GROUPS: Final = {
    "Panes": PANES,
    "Rows": ROWS,
    "Records": [*MOVING, *COPYING],
    "Search": SEARCHING,
    "Program": PROGRAM,
}
"""All bindings under the headings of the help screen."""

_KEY_NAMES: Final = {
    "slash": "/",
    "question_mark": "?",
    "colon": ":",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "escape": "Esc",
    "backspace": "Backspace",
    "enter": "Enter",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "down": "↓",
    "up": "↑",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "f1": "F1",
}


def key_names(keys: str) -> str:
    """Return the keys of a binding as they are printed on a keyboard."""
    names = (_KEY_NAMES.get(key) or key.replace("ctrl+", "Ctrl+") for key in keys.split(","))
    return " ".join(names)


def table(keymap: Mapping[str, str] | None = None) -> Iterator[tuple[str, str, str, str]]:
    """Yield group, keys, id and a sentence for every binding; `keymap` is the user's own."""
    for group, bindings in GROUPS.items():
        for binding in bindings:
            keys = (keymap or {}).get(binding.id or "", binding.key)
            yield group, key_names(keys), binding.id or "", binding.tooltip
