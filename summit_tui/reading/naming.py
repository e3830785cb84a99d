"""Tables are named for kinds of record: what to say of one that is not, or has the wrong shape."""

from difflib import get_close_matches

from summit_tui.reading.found import shown
from summit_tui.records import KINDS, SINGULAR, Kind, kind_named


def unknown_table(word: str, noun: str) -> str:
    """Return the message for a table whose name is no kind; `noun` is what the format calls it."""
    meant = kind_named(word)
    near = [meant] if meant else get_close_matches(word[:40].casefold(), KINDS, 1)
    question = f"did you mean `{near[0]}`?" if near else f"known are {', '.join(KINDS)}"
    return f"unknown {noun} {shown(word)}; {question}"


def no_record(kind: Kind) -> str:
    """Return the message for a value of a list that is no record."""
    return f"each of the {kind} must be a table of fields, such as id"


def no_list(kind: Kind, written: str) -> str:
    """Return the message for a list of records that is something else; `written` is how it is."""
    return f"must be a list, one table for each {SINGULAR[kind]}: write {written}"


def no_table(written: str) -> str:
    """Return the message for an event that is something else than one table."""
    return f"must be one table, because a file has one event: write {written}"
