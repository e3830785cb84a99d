"""Every key of the program, declared once: footer, help, palette, README and config agree on it."""

from collections.abc import Iterator, Mapping
from typing import Final

from textual.binding import Binding

from summit_tui.app.panes import PANES
from summit_tui.i18n import gettext, gettext_noop

PANE_KEYS: Final = [
    Binding(
        pane.key,
        f"navigate('show_pane', '{pane.name}')",
        pane.title,
        id=f"pane.{pane.name}",
        show=False,
        tooltip=pane.sentence,
    )
    for pane in PANES
]

# fmt: off
# A table: one binding in two lines, the second its sentence.
COPYING: Final = [
    Binding("y", "app.copy", "Copy", id="record.copy",
            tooltip="Copy the marked records, or else this one, with their attribution."),
    Binding("Y", "app.copy_as", "Copy as", id="record.copy_as", show=False,
            tooltip="Choose the form of the copy, and see it before it is made."),
    Binding("e", "app.export", "Export", id="record.export", show=False,
            tooltip="Write the marked records, or else all hits, to a file in any form."),
    Binding("o", "app.open_source", "Open source", id="record.source", show=False,
            tooltip="Open the address of the source in a browser and show it."),
    Binding("t", "text", "Text", id="record.text", show=False,
            tooltip="Show the source's text with the statement's passage lit."),
]

MARKING: Final = [
    Binding("space", "app.mark", "Mark", id="mark.toggle", show=False,
            tooltip="Mark the record, or take its mark away; marks are kept on disk."),
    Binding("v", "app.mark_range", "Mark range", id="mark.range", show=False,
            tooltip="Begin a range at the cursor; the next v marks all rows up to there."),
    Binding("U", "app.clear_marks", "Unmark all", id="mark.clear", show=False,
            tooltip="Take every mark of the open coverage away, in all panes."),
    Binding("u", "app.undo", "Undo", id="mark.undo", show=False,
            tooltip="Take back what was done last: marks, a dropped search or filter, an edit."),
    Binding("m", "app.show_marks", "Marked", id="mark.show", show=False,
            tooltip="Show the marked records of all panes and events."),
]

SEARCHING: Final = [
    # First of all keys, so that what is typed right behind it is no command but goes to the box.
    Binding("slash", "search", "Search", id="search.type", key_display="/", priority=True,
            tooltip="Type a query; every field of every record is searched."),
    Binding("n", "next_hit", "Next hit", id="search.next", show=False,
            tooltip="Go to the next hit, and on into the next pane that has one."),
    Binding("N", "next_hit(-1)", "Previous hit", id="search.previous", show=False,
            tooltip="Go to the hit before."),
    Binding("f", "facets", "Filter", id="filter.show",
            tooltip="Show how the hits divide by mode, speaker, region and more; Enter limits."),
    Binding("V", "app.choose_value", "Filter by", id="filter.choose", show=False,
            tooltip="Type to find any value of any facet, and limit the hits to it."),
    Binding("F", "navigate('clear_facets')", "Clear filter", id="filter.clear", show=False,
            tooltip="Drop every chosen value of every facet."),
    Binding("s", "navigate('sort')", "Sort", id="sort.next", show=False,
            tooltip="Go to the next order of the list." ),
    Binding("b", "app.choose_order", "Order by", id="sort.choose", show=False,
            tooltip="Choose the order of the list from all that there are."),
    Binding("S", "navigate('reverse')", "Reverse", id="sort.reverse", show=False,
            tooltip="Turn the order of the list round."),
    Binding("ctrl+s", "app.save_search", "Save search", id="search.save", show=False,
            tooltip="Save the query and the filter by a name, as :save NAME does."),
    Binding("at", "app.saved_searches", "Saved searches", id="search.saved", show=False,
            tooltip="Choose among the saved searches; :forget NAME removes one."),
    Binding("x", "navigate('collapse')", "Fold remarks", id="remarks.fold", show=False,
            tooltip="Show one row for a remark that several sources have, or each statement."),
]

FACETING: Final = [
    Binding("minus", "exclude", "Exclude", id="filter.exclude", key_display="-",
            tooltip="In the filter: leave out the records that have the value, or drop that."),
]

PARTS: Final = [
    Binding("enter", "follow", "Open", id="record.open",
            tooltip="Open the record; on a link, follow it."),
    Binding("backspace,h", "step_out", "Step out", id="record.leave", show=False,
            tooltip="Leave the record for the list."),
    Binding("tab", "next_part", "Next part", id="part.next", show=False,
            tooltip="Go to the next part of the screen: facets, list, links."),
    Binding("shift+tab", "next_part(-1)", "Previous part", id="part.previous", show=False,
            tooltip="Go to the part of the screen before."),
    Binding("d", "compare", "Compare", id="record.compare",
            tooltip="Show side by side what each source prints of the record or the remark."),
    Binding("z", "zoom", "Zoom", id="part.zoom", show=False,
            tooltip="Give the whole width to the list or to the record, and back."),
]

MOVING: Final = [
    Binding("left_square_bracket,ctrl+o", "navigate('back')", "Back", id="history.back",
            show=False, key_display="[", tooltip="Go back to what was shown before."),
    Binding("right_square_bracket", "navigate('forward')", "Forward", id="history.forward",
            show=False, key_display="]", tooltip="Go forward again."),
    Binding("R", "app.recent_records", "Recent records", id="history.recent", show=False,
            tooltip="Choose among the records that were opened last."),
    Binding("full_stop,menu,shift+f10", "app.actions", "Actions", id="record.actions", show=False,
            tooltip="Show what can be done with the record; a right click does the same."),
    Binding("escape", "clear_step", "Clear", id="search.clear", show=False,
            tooltip="Undo one thing: leave the box, clear the query, drop the filter."),
]

PASSAGES: Final = [
    Binding("n,right_square_bracket", "next_statement", "Next", id="passage.next",
            tooltip="Go to the next statement in the text."),
    Binding("p,N,left_square_bracket", "next_statement(-1)", "Previous", id="passage.previous",
            tooltip="Go to the statement before."),
    Binding("enter", "follow", "Statements", id="passage.statements",
            tooltip="Show the statements that rest on the passage."),
    Binding("y", "app.copy", "Copy link", id="passage.copy",
            tooltip="Copy a link that opens the source at the passage."),
    Binding("o", "app.open_source", "Open", id="passage.source", show=False,
            tooltip="Open the source in a browser, at the passage."),
    Binding("escape,q,t,h,backspace,ctrl+o", "leave", "Back", id="passage.leave", key_display="Esc",
            tooltip="Leave the text."),
]

SELECTING: Final = [
    Binding("v", "select", "Select", id="select.start",
            tooltip="Select the words of a statement, beginning with the first in sight; or drop "
                    "the selection."),
    Binding("l,right", "edge('by_character', 1)", "Right", id="select.right", show=False,
            tooltip="While selecting: move the edge by a character."),
    Binding("h,left", "edge('by_character', -1)", "Left", id="select.left", show=False,
            tooltip="While selecting: move the edge back by a character."),
    Binding("w", "edge('by_word', 1)", "Word", id="select.word", show=False,
            tooltip="While selecting: go on by a word."),
    Binding("b", "edge('by_word', -1)", "Word before", id="select.word_before", show=False,
            tooltip="While selecting: go back by a word."),
    Binding("right_parenthesis", "edge('by_sentence', 1)", "Sentence", id="select.sentence",
            show=False, key_display=")", tooltip="While selecting: go on to a sentence's end."),
    Binding("left_parenthesis", "edge('by_sentence', -1)", "Sentence before",
            id="select.sentence_before", show=False, key_display="(",
            tooltip="While selecting: go back by a sentence."),
    Binding("right_curly_bracket", "edge('by_paragraph', 1)", "Paragraph", id="select.paragraph",
            show=False, key_display="}", tooltip="While selecting: go on to a paragraph's end."),
    Binding("left_curly_bracket", "edge('by_paragraph', -1)", "Paragraph before",
            id="select.paragraph_before", show=False, key_display="{",
            tooltip="While selecting: go back by a paragraph."),
]

PROPOSING: Final = [
    # Before the rows' own g, which goes to the first of them elsewhere.
    Binding("g", "screen.next_proposal", "Proposal", id="proposal.next",
            tooltip="Go to the next passage that looks like a statement, and see why."),
    Binding("x", "screen.dismiss_proposal", "Dismiss", id="proposal.dismiss", show=False,
            tooltip="Never propose this passage again."),
]

WRITING: Final = [
    Binding("a", "app.add_statement", "Add", id="write.add", show=False,
            tooltip="Add a statement that rests on the selected words of a source's text."),
    Binding("A", "app.change_statement", "Change", id="write.change", show=False,
            tooltip="Change the statement whose passage is lit, in the same form."),
    Binding("u", "app.undo_write", "Undo", id="write.undo", show=False,
            tooltip="Take back what was written last, unless somebody has changed the file since."),
]

CREATING: Final = [
    Binding("a", "app.add_record", "Add record", id="write.record", show=False,
            tooltip="Add a speaker or a source, whichever the pane lists."),
    Binding("A", "app.add_reading", "Add reading", id="write.reading", show=False,
            tooltip="Set down what a source prints of a field of the record."),
]

EDITING: Final = [
    Binding("E", "app.edit_file", "Edit file", id="write.edit", show=False,
            tooltip="Open the file in $EDITOR at the record's line, then read it again."),
    Binding("M", "app.fix_record", "Mend", id="write.fix", show=False,
            tooltip="Show what mends the record, where check is sure of it; Enter writes it."),
]

COMPARING: Final = [
    Binding("enter", "follow", "Open", id="comparison.open",
            tooltip="Open the statement, or the source that prints the value."),
    Binding("n,right_square_bracket", "next_part", "Next field", id="comparison.next",
            tooltip="Go to the next field that sources print."),
    Binding("p,N,left_square_bracket", "next_part(-1)", "Previous field",
            id="comparison.previous", show=False, tooltip="Go to the field before."),
    Binding("y", "app.copy", "Copy all", id="comparison.copy",
            tooltip="Copy what every source prints of this field, or tells of this remark."),
    Binding("t", "text", "Text", id="comparison.text",
            tooltip="Show the source's text."),
    Binding("escape,q,d,h,backspace,ctrl+o", "leave", "Back", id="comparison.leave",
            key_display="Esc", tooltip="Leave the comparison."),
]

ANYWHERE: Final = [
    # First of all keys, so that they are heard in the search box and above every sheet.
    Binding("ctrl+l", "app.repaint", "Repaint", id="program.repaint", show=False, priority=True,
            tooltip="Paint the screen again, if another program has written on it."),
    Binding("ctrl+z", "app.suspend_process", "Suspend", id="program.suspend", show=False,
            priority=True, tooltip="Stop the program and return to the shell; fg resumes it."),
]

PROGRAM: Final = [
    Binding("r", "app.reread", "Reread", id="files.reread", show=False,
            tooltip="Read the files again and stay in place."),
    Binding("p", "app.problems", "Problems", id="files.problems", show=False,
            tooltip="Show what is wrong with the files, by file and line."),
    Binding("C", "app.changes", "Changes", id="files.changes", show=False,
            tooltip="Show what has changed since the last visit, the marked records first."),
    Binding("O", "app.open_coverage", "Open coverage", id="files.open", show=False,
            tooltip="Open another coverage: one that was open before, or one of the bundled ones."),
    # First of all keys, like the slash: what is typed right behind it goes to the palette's box.
    Binding("colon", "app.palette", "Commands", id="program.palette", show=False,
            key_display=":", priority=True,
            tooltip="Find any command and any record by name; :q and Enter leave the program."),
    Binding("T", "app.change_theme", "Theme", id="program.theme", show=False,
            tooltip="Choose the colours; they are remembered."),
    Binding("question_mark,f1", "app.help", "Help", id="program.help", key_display="?",
            tooltip="Show every key, and the manual to search and read."),
    *ANYWHERE,
    Binding("q,ctrl+q", "app.quit", "Quit", id="program.quit", priority=False, show=False,
            tooltip="Leave the program." ),
]

DRAWN: Final = [
    Binding("left", "step_right(-1)", "Left", id="drawing.left", show=False,
            tooltip="In days, map and topics: go to what lies at the left."),
    Binding("right", "step_right", "Right", id="drawing.right", show=False,
            tooltip="In days, map and topics: go to what lies at the right."),
]

DAYS: Final = [
    Binding("plus", "zoom_in", "Nearer", id="days.nearer", key_display="+",
            tooltip="In days: look nearer, from years over days and sessions to speakers."),
    Binding("minus", "zoom_in(-1)", "Further", id="days.further", key_display="-",
            tooltip="In days: look from further away, up to whole years."),
    Binding("w", "compare_words", "Compare words", id="days.words", show=False,
            tooltip="In days: show how the words differ from the speaker's statement before."),
]

MAP: Final = [
    Binding("tab", "list", "List", id="map.list",
            tooltip="In the map: go to the list by region, and back."),
]

TOPICS: Final = [
    Binding("X", "swap", "Swap", id="topics.swap",
            tooltip="In topics: let rows and columns change places."),
]

ROWS: Final = [
    Binding("down,j", "move(1)", "Down", id="row.next", show=False, tooltip="Go to the next row."),
    Binding("up,k", "move(-1)", "Up", id="row.previous", show=False,
            tooltip="Go to the row before." ),
    Binding("pagedown,ctrl+f", "page(1)", "Page down", id="row.page_down", show=False,
            tooltip="Go down by a screenful."),
    Binding("pageup,ctrl+b", "page(-1)", "Page up", id="row.page_up", show=False,
            tooltip="Go up by a screenful."),
    Binding("ctrl+d", "half_page(1)", "Half down", id="row.half_down", show=False,
            tooltip="Go down by half a screenful."),
    Binding("ctrl+u", "half_page(-1)", "Half up", id="row.half_up", show=False,
            tooltip="Go up by half a screenful."),
    Binding("home,g", "first", "First", id="row.first", show=False, tooltip="Go to the first row."),
    Binding("end,G", "last", "Last", id="row.last", show=False, tooltip="Go to the last row."),
]

BOX: Final = [
    # Likewise: what is typed right behind it is a command and no part of the query.
    Binding("enter", "screen.leave_box", "List", id="box.submit", priority=True,
            tooltip="In the search box: go to the list of what was found."),
    Binding("down", "row(1)", "Next row", id="box.next", show=False,
            tooltip="In the search box: go down in the list while typing."),
    Binding("up", "row(-1)", "Row before", id="box.previous", show=False,
            tooltip="In the search box: go up in the list, and from its top to earlier queries."),
    Binding("tab", "complete", "Complete", id="box.complete",
            tooltip="In the search box: take the completion, or the suggested spelling."),
    Binding("shift+tab", "leave", "List", id="box.leave", show=False,
            tooltip="In the search box: go to the list."),
]
# fmt: on

SCREEN: Final = [*PANE_KEYS, *MOVING, *SEARCHING, *COPYING, *CREATING, *EDITING, *MARKING, *PROGRAM]
"""The keys of the whole screen."""

BROWSING: Final = [*PARTS, *SCREEN]
"""All that, and the keys of its parts."""

ACTIONS: Final = [
    binding
    for binding in [*PARTS, *COPYING, *MARKING, *CREATING, *EDITING]
    if binding.id in {"record.open", "record.compare", "mark.toggle", "write.reading"}
    or binding in [*COPYING, *EDITING]
]
"""What can be done with one record."""

GROUPS: Final = {
    gettext_noop("Panes"): PANE_KEYS,
    gettext_noop("Rows"): ROWS,
    gettext_noop("Records"): [*PARTS, *MOVING, *COPYING],
    gettext_noop("Marks"): MARKING,
    gettext_noop("Drawings"): [*DRAWN, *DAYS, *MAP, *TOPICS],
    gettext_noop("Comparison"): COMPARING,
    gettext_noop("Text"): PASSAGES,
    gettext_noop("Writing"): [*SELECTING, *PROPOSING, *WRITING, *CREATING, *EDITING],
    gettext_noop("Search"): [*SEARCHING, *FACETING, *BOX],
    gettext_noop("Program"): PROGRAM,
}
"""All bindings under the headings of the help screen."""

_KEY_NAMES: Final = {
    "slash": "/",
    "question_mark": "?",
    "colon": ":",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_parenthesis": "(",
    "at": "@",
    "full_stop": ".",
    "menu": "Menu",
    "shift+f10": "Shift+F10",
    "right_parenthesis": ")",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "escape": "Esc",
    "backspace": "Backspace",
    "enter": "Enter",
    "space": gettext_noop("Space"),
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "down": "↓",
    "up": "↑",
    "plus": "+",
    "minus": "-",
    "left": "←",
    "right": "→",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    **{f"f{number}": f"F{number}" for number in range(1, 13)},
}


def key_names(keys: str) -> str:
    """Return the keys of a binding as they are printed on a keyboard."""
    names = {**_KEY_NAMES, "space": gettext("Space")}
    return " ".join(names.get(key) or key.replace("ctrl+", "Ctrl+") for key in keys.split(","))


def named_key(character: str) -> str:
    """Return the name of the key that gives a character, as Textual calls it."""
    return next((name for name, shown in _KEY_NAMES.items() if shown == character), character)


LEAVING: Final = frozenset(("q", "q!", "qa", "qa!", "wq", "wq!", "x", "x!"))
"""What leaves other programs where it is typed behind a colon."""


def keys_of(binding: Binding, keymap: Mapping[str, str] | None = None) -> str:
    """Return the keys of a binding as they are printed; `keymap` is the user's own."""
    return key_names((keymap or {}).get(binding.id or "", binding.key))


def table(keymap: Mapping[str, str] | None = None) -> Iterator[tuple[str, str, str, str]]:
    """Yield group, keys, id and a sentence for every binding; `keymap` is the user's own."""
    for group, bindings in GROUPS.items():
        for binding in bindings:
            keys, id = keys_of(binding, keymap), binding.id or ""
            yield gettext(group), keys, id, gettext(binding.tooltip)
