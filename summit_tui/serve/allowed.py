"""What a visitor may do: the actions that are listed here, and no other.

An action that is new in the program or in Textual is refused until somebody has looked at it and
listed it: it must not write, start a process on the machine that serves, or show another folder.
"""

from collections.abc import Mapping
from typing import Final

_ACTIONS: Final = {
    # Textual's own
    "App": "change_theme command_palette focus_next focus_previous pop_screen quit",
    "CommandPalette": "command_list cursor_down escape",
    "Input": "copy cursor_left cursor_left_word cursor_right cursor_right_word cut delete_left "
    "delete_left_all delete_left_word delete_right delete_right_all delete_right_word end home "
    "paste select_all submit",
    "OptionList": "cursor_down cursor_up first last page_down page_up select",
    "Screen": "copy_text",
    "ScrollBar": "grab scroll_down scroll_up",
    "Widget": "page_down page_left page_right page_up scroll_down scroll_end scroll_home "
    "scroll_left scroll_right scroll_up",
    # The browser
    "Body": "compare follow next_part step_out zoom",
    "BookmarkScreen": "act clear go toggle_mark undo",
    "Browse": "clear_step facets navigate next_hit text",
    "ChartPane": "first last move page step_right",
    "ComparisonScreen": "follow leave next_part text",
    "CopyAsScreen": "choose language other_side scroll",
    "Days": "compare_words zoom_in",
    "FacetList": "exclude",
    "HelpScreen": "half_page manual scroll",
    "LinkList": "first half_page last move page",
    "ManualScreen": "open",
    "PageScreen": "first half_page last scroll search turn",
    "PassageText": "first last move page",
    "PickScreen": "pick",
    "QueryBoxScreen": "leave_box search",
    "RecordActions": "clear_marks copy copy_as mark mark_range show_marks",
    "RowList": "first half_page last move page",
    "SearchBox": "complete cursor_right leave row submit",
    "SearchSheet": "move page",
    "SelectableText": "edge move select",
    "Sheet": "leave",
    "SourceTextScreen": "follow leave next_statement",
    "SummitApp": "command_palette palette problems repaint",
    "Topics": "swap",
    "ViewActions": "actions choose_order choose_value help_quit recent_records undo",
    "WorldMap": "list",
    # In the place of actions that would write here or open a window here
    "VisitorApp": "export help open_source",
}

ALLOWED: Final[Mapping[str, frozenset[str]]] = {
    owner: frozenset(names.split()) for owner, names in _ACTIONS.items()
}
"""The allowed actions by the name of the class that has them."""
_NAMES: Final = frozenset().union(*ALLOWED.values())


def owner_of(action: str, target: type) -> str | None:
    """Return the name of the class whose method Textual calls for an action; None without one.

    `action` is its bare name, `target` the class of what the action is for. As in Textual, a
    private method goes before a public one.
    """
    for method in (f"_action_{action}", f"action_{action}"):
        for owner in target.__mro__:
            if method in vars(owner):
                return owner.__name__
    return None


def is_allowed(action: str, target: type) -> bool:
    """Return whether a visitor may have an action done, named as for `owner_of`."""
    owner = owner_of(action, target)
    return owner is not None and action in ALLOWED.get(owner, ())


def is_offered(binding_action: str) -> bool:
    """Return whether the action of a key, such as `app.copy_as(1)`, is shown to visitors."""
    return binding_action.partition("(")[0].rpartition(".")[2] in _NAMES
