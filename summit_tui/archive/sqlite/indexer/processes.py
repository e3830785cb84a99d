"""Reads files in several processes, one for each processor, while this one stages the records.

They are started anew, not forked, write nothing to the disk, and end when the pipe from this
process closes, however it ended. What a process that fails leaves unread is read here.
"""

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, suppress
from itertools import islice
from queue import Empty, Queue
from threading import Event, Thread
from typing import IO, Final, NamedTuple

from summit_tui.archive.sqlite.indexer.stage import Batch, Group, groups_of, read_batches
from summit_tui.readers import CoverageFile

_MANY_BYTES: Final = 1 << 24
"""Bytes of files from which on it is worth to start processes."""
_FILE_BYTES: Final = 1_000
"""Opening a file takes as long as reading this many bytes."""
_MOST: Final = 8
"""Most processes: more would read faster than one process can stage."""
_WAITING: Final = 4
"""Most batches of a group that wait to be staged."""
_PROGRAM: Final = (
    "import sys; sys.path[:] = sys.argv[1:]; "
    "from summit_tui.archive.sqlite.indexer.processes import serve; serve()"
)


class _Reader(NamedTuple):
    """A process that reads, and the pipes to it and from it."""

    process: subprocess.Popen[bytes]
    tasks: IO[bytes]
    batches: IO[bytes]


def read_files(files: Sequence[CoverageFile]) -> Generator[Batch, None, None]:
    """Yield the batches of all files; those of a group follow each other, in the files' order."""
    groups = list(groups_of(files))
    readers = min(_processors(), len(groups), _MOST)
    is_large = sum(file.size + _FILE_BYTES for file in files) >= _MANY_BYTES
    if readers > 1 and is_large and sys.executable:
        yield from _read_beside(groups, readers)
    else:
        for group in groups:
            yield from read_batches(group)


def serve() -> None:
    """Read the files that are asked for on the input until it ends, and write their batches."""
    # Ctrl-C reaches every process of the terminal; the one that asks ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    with suppress(EOFError, OSError):
        while True:
            group = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the program that asks
            for batch in read_batches(group):
                pickle.dump(batch, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
                sys.stdout.buffer.flush()
    # Without flushing buffers: nobody reads them any more.
    os._exit(0)


def _processors() -> int:
    """Return how many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _read_beside(groups: Sequence[Group], count: int) -> Iterator[Batch]:
    """Yield the same batches as `read_files`, read by `count` other processes."""
    queues = [Queue[Batch](_WAITING) for _ in groups]
    tasks, stopped = iter(enumerate(groups)), Event()

    def pass_on(reader: _Reader) -> None:
        for number, group in tasks:
            for batch in _batches(reader, group):
                queues[number].put(batch)
                if stopped.is_set():
                    return

    with ExitStack() as cleanup:
        for _ in range(count):
            reader = _start()
            thread = Thread(target=pass_on, args=(reader,), name="reader", daemon=True)
            cleanup.callback(_end, reader, thread, queues)
            thread.start()
        cleanup.callback(stopped.set)
        for queue in queues:
            is_last = False
            while not is_last:
                yield (batch := queue.get())
                is_last = batch.is_last


def _start() -> _Reader:
    # File names are decoded there as they are here.
    mode = ("-X", "utf8") if sys.flags.utf8_mode else ()
    process = subprocess.Popen(  # noqa: S603 - this program itself
        [sys.executable, *mode, "-c", _PROGRAM, *sys.path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    if process.stdin is None or process.stdout is None:
        raise OSError("a process was started without its pipes")
    return _Reader(process, process.stdin, process.stdout)


def _end(reader: _Reader, thread: Thread, queues: Sequence[Queue[Batch]]) -> None:
    reader.process.kill()
    while thread.is_alive():
        # It may be waiting for room in a queue.
        for queue in queues:
            with suppress(Empty):
                queue.get_nowait()
        thread.join(0.01)
    for pipe in (reader.tasks, reader.batches):
        with suppress(OSError):
            pipe.close()
    reader.process.wait()


def _batches(reader: _Reader, group: Group) -> Iterator[Batch]:
    """Yield the batches of a group from another process; where that fails, read the rest here."""
    received = 0
    try:
        pickle.dump(group, reader.tasks)
        reader.tasks.flush()
        while True:
            batch: Batch = pickle.load(reader.batches)  # noqa: S301 - from this program
            received += 1
            yield batch
            if batch.is_last:
                return
    except (OSError, EOFError, ValueError, pickle.UnpicklingError):
        yield from islice(read_batches(group), received, None)
