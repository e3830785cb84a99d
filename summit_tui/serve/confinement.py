"""The second wall around a visitor's process: Python itself refuses to write and to start programs.

The first wall is the list of allowed actions. This one holds where something behind an allowed
action tries all the same. It is Python's audit hook (PEP 578), which cannot be taken off again; it
guards against mistakes, not against code of an attacker, which never runs here.
"""

import errno
import os
import sys
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

_REFUSED: Final = (
    *("os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system"),
    *("os.startfile", "pty.spawn", "subprocess.Popen", "webbrowser.open"),
    *("os.chmod", "os.chown", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir"),
    *("os.symlink", "os.truncate", "shutil.", "tempfile."),
    *("ftplib.", "http.client.", "smtplib.", "socket.bind", "socket.connect", "urllib."),
)
"""The beginnings of the events that are refused."""
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC
_IN_MEMORY: Final = ("", ":memory:")


def confine() -> None:
    """Refuse with `PermissionError`, from now on, whatever writes, starts a program or connects."""
    sys.addaudithook(_audit)


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    """Raise `PermissionError` where an event is refused; `Any`, as each event has others."""
    if event == "open":
        path, _, flags = arguments
        is_refused = bool(flags & _WRITING) and path != os.devnull and not isinstance(path, int)
    elif event == "sqlite3.connect":
        is_refused = not is_harmless_database(os.fsdecode(arguments[0]))
    else:
        is_refused = event.startswith(_REFUSED)
    if is_refused:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), event)


def is_harmless_database(name: str) -> bool:
    """Return whether a name or URI opens a database in memory or only for reading."""
    address = urlsplit(name)
    is_read_only = parse_qs(address.query).get("mode") == ["ro"]
    return name in _IN_MEMORY or (address.scheme == "file" and is_read_only)
