"""Tables are named for kinds of record: what to say of one that is not, or has the wrong shape."""

from summit_tui.kinds import SINGULAR, TABLES, Table, table_named
from summit_tui.reading.found import shown


def unknown_table(word: str, noun: str) -> str:
    """Return the message for a table whose name is no kind; `noun` is what the format calls it."""
    from difflib import get_close_matches  # most files have no such slip

    meant = table_named(word)
    near = [meant] if meant else get_close_matches(word[:40].casefold(), TABLES, 1)
    question = f"did you mean `{near[0]}`?" if near else f"known are {', '.join(TABLES)}"
    return f"unknown {noun} {shown(word)}; {question}"


def no_record(kind: Table) -> str:
    """Return the message for a value of a list that is no record."""
    first = "record" if kind == "readings" else "id"
    return f"each of the {kind} must be a table of fields, such as {first}"


def no_list(kind: Table, written: str) -> str:
    """Return the message for a list of records that is something else; `written` is how it is."""
    return f"must be a list, one table for each {SINGULAR[kind]}: write {written}"


def no_table(written: str) -> str:
    """Return the message for an event that is something else than one table."""
    return f"must be one table, because a file has one event: write {written}"
