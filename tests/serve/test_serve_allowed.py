"""Visitors may do what is listed: a new action is refused until somebody has looked at it."""

import importlib
import inspect
import pkgutil

from textual.dom import DOMNode

import summit_tui.app
from summit_tui.app import keys
from summit_tui.app.app import SummitApp
from summit_tui.serve.allowed import ALLOWED, is_allowed, is_offered, owner_of
from summit_tui.serve.visitor import VisitorApp, VisitorCommands

REFUSED = {
    # Textual's own: some write (screenshot) or stop the program, the others are not used.
    "App": "add_class back bell focus help_quit hide_help_panel notify push_screen remove_class "
    "screenshot show_help_panel simulate_key suspend_process switch_mode switch_screen "
    "toggle_class toggle_dark",
    "DOMNode": "toggle",
    "Screen": "blur dismiss focus maximize minimize",
    "Widget": "notify",
    # They write files, or lead to what does
    "AddStatementScreen": "leave mode next_field take_role write",
    "ExportScreen": "group leave scroll write",
    "FixScreen": "leave write",
    "FormInput": "submit",
    "RecordForm": "enter take",
    "RecordActions": "export open_source",
    "SourceTextScreen": "dismiss_proposal next_proposal",
    "WritingActions": "add_reading add_record add_statement change_statement edit_file fix_record "
    "undo_write",
    # They keep searches for a next time, which a visitor does not have
    "ViewActions": "save_search saved_searches",
    # They read other files, or files anew
    "DraftScreen": "go next_wrong",
    "ProblemScreen": "reread",
    "RecentScreen": "go",
    "SummitApp": "changes help open_coverage reread",
    # There is no visit before that was kept
    "ChangeScreen": "go",
}
"""What somebody has looked at and found unfit for visitors, or without a use for them."""
REFUSED_ACTIONS = {(owner, name) for owner, names in REFUSED.items() for name in names.split()}


def all_actions():
    """Yield class and action for every action of the app's classes and of what they rest on."""
    for info in pkgutil.walk_packages(summit_tui.app.__path__, "summit_tui.app."):
        module = importlib.import_module(info.name)
        for _, cls in inspect.getmembers(module, inspect.isclass):
            if issubclass(cls, DOMNode):
                for base in cls.__mro__:
                    for name in vars(base):
                        if name.lstrip("_").startswith("action_"):
                            yield base, name.lstrip("_").removeprefix("action_")


ACTIONS = set(all_actions())


def test_every_action_is_either_allowed_or_was_refused_by_somebody():
    known = {(owner, name) for owner, names in ALLOWED.items() for name in names}
    there = {(cls.__name__, name) for cls, name in ACTIONS}
    visitors = {("VisitorApp", name) for name in ALLOWED["VisitorApp"]}
    assert known & REFUSED_ACTIONS == set()
    assert there - known - REFUSED_ACTIONS == set()
    assert known - there == visitors


def test_an_action_that_was_refused_is_not_done():
    done = {(cls.__name__, name) for cls, name in ACTIONS if is_allowed(name, cls)}
    assert done & REFUSED_ACTIONS == set()
    assert done | REFUSED_ACTIONS >= {(cls.__name__, name) for cls, name in ACTIONS}


def test_an_action_that_is_not_listed_is_refused():
    class Sheet(DOMNode):
        def action_leave(self):
            """Leave."""

        def action_erase_disk(self):
            """Erase."""

    class Browse(Sheet):
        def _action_facets(self):
            """Show facets."""

    assert is_allowed("leave", Browse)
    assert not is_allowed("erase_disk", Browse)
    assert is_allowed("facets", Browse)
    assert owner_of("nothing", Browse) is None


REFUSED_KEYS = [
    *("add_reading", "add_record", "add_statement", "change_statement", "changes"),
    *("dismiss_proposal", "edit_file"),
    *("fix_record", "next_proposal", "open_coverage", "reread", "save_search", "saved_searches"),
    *("suspend_process", "undo_write"),
]


def test_every_key_is_offered_unless_it_writes_or_leads_elsewhere():
    bindings = [binding for group in keys.GROUPS.values() for binding in group]
    refused = {binding.action for binding in bindings if not is_offered(binding.action)}
    bare = {action.partition("(")[0].rpartition(".")[2] for action in refused}
    assert sorted(bare) == REFUSED_KEYS


def test_the_palette_offers_no_drafts_and_no_command_that_is_refused():
    names = {provider.__name__ for provider in VisitorApp.COMMANDS}
    assert names == {"VisitorCommands", "RecordProvider", "VisitorLanguages", "ManualProvider"}
    # What a new source of commands offers is for visitors only once it is listed there.
    own = {load().__name__ for load in SummitApp.COMMANDS}
    listed = {"KeyProvider", "RecordProvider", "LanguageProvider", "ManualProvider"}
    # They name files, and keep searches for a next time
    refused = {"DraftProvider", "SavedProvider"}
    assert own == listed | refused
    assert all(is_offered(binding.action) for binding in VisitorCommands.bindings)
    assert len(VisitorCommands.bindings) < len(keys.BROWSING)


def test_what_a_visitor_chooses_is_kept_for_no_next_time(small):
    app = VisitorApp([small], None, None)
    assert app.state is None
    app.archive_worker.close()
