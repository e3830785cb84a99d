"""Work on an untrusted file that may take any time and memory is done by a process of its own.

The process is this module, run with the name of the module that does the work and with the bytes on
its input; it answers with JSON. It is killed when its time is over.
"""

import json
import subprocess
import sys
from importlib import import_module
from typing import Any, Final

from summit_tui.i18n import gettext
from summit_tui.importers.limits import MissingExtraError, UnreadableError

SECONDS: Final = 60
"""The longest that the work on a file may take."""
MEMORY: Final = 2 << 30
"""The most bytes of memory that it may take, where the system can limit that."""
_STATUS_MISSING: Final = 3
"""The exit status where a library is not installed."""


def run_apart(
    module: str, data: bytes, *, extra: str, library: str, seconds: float = SECONDS
) -> Any:
    """Return what the function `extract` of a module makes of the bytes, in a process of its own.

    `Any`: whatever JSON it returns. Raises `MissingExtraError` where the library is not installed,
    and `UnreadableError` where the work fails, takes too long or too much.
    """
    command = [sys.executable, "-P", "-m", __name__, module]
    try:
        done = subprocess.run(  # noqa: S603 - this program itself, with no shell
            command, input=data, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        template = "took longer than {seconds} seconds to be read, and was given up"
        raise UnreadableError(gettext(template, seconds=int(seconds))) from error
    if done.returncode == _STATUS_MISSING:
        raise MissingExtraError(extra, library)
    if done.returncode:
        raise UnreadableError(gettext("is damaged, or takes too much memory to be read"))
    return json.loads(done.stdout)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def main() -> int:
    """Do the work on the bytes of the input, and write its result."""
    _limit_memory()
    try:
        result = import_module(sys.argv[1]).extract(sys.stdin.buffer.read())
    except ImportError:
        return _STATUS_MISSING
    except Exception:  # noqa: BLE001 - a library may raise anything for an untrusted file
        return 1
    sys.stdout.write(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
