"""What a server answers, and how soon, beside the index in a file: `python -m tests.bench.serving`.

Starts a server of its own on loopback, pushes a generated folder, compares the answers of both,
of a standby and of two shards, and measures both: what typing costs, also with 20 ms of network,
and how many readers are served. It needs PostgreSQL's programs and, as root, the account
`postgres`; for the shards PL/Proxy. With `--short` it measures one server and one reader alone.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any, Final

from summit_tui.archive import Archive, Search, usual_order
from summit_tui.archive.openers import open_store
from summit_tui.archive.postgres.address import parse_address
from summit_tui.archive.postgres.push import push
from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import Node
from summit_tui.archive.sqlite.catalog import open_archive
from tests.archive.postgres_server import Server, has_shards, running, standby
from tests.archive.relay import Relay
from tests.bench.conformance import differences
from tests.bench.generate import SIZES, generate
from tests.bench.ground import SEED
from tests.bench.questions import questions
from tests.bench.scanning import LargeScan
from tests.bench.searching import keystrokes
from tests.bench.updates import files_in, tables_of

_DELAY: Final = 0.02
"""Seconds that a network adds to a round trip."""
_READERS: Final = (4, 16, 64)
_KEYS: Final = 4
"""Keys a second that a reader types."""
_SECONDS: Final = 10

Question = Callable[[Archive, Node], object]
ASKED: Final[tuple[tuple[str, Question], ...]] = (
    ("keystroke", lambda each, node: each.search(Search(node, "quotes", usual_order(node)))),
    ("exact totals", lambda each, node: each.counts(node)),
    ("facets", lambda each, node: each.facets(node, "quotes")),
)


@contextmanager
def undisturbed(server: Server) -> Iterator[None]:
    """Let this program, and what answers readers, go before all others of the machine.

    Their clock is then that of a machine which does nothing else. Where that is not allowed, as it
    takes root, what others do counts as well.
    """
    with server.admin() as connection:
        rows = connection.execute("SELECT pid FROM pg_stat_activity WHERE usename = 'desk'")
        pids = [os.getpid(), *(pid for (pid,) in rows)]
    with suppress(PermissionError):
        for pid in pids:
            os.sched_setscheduler(pid, os.SCHED_FIFO, os.sched_param(1))
    try:
        yield
    finally:
        with suppress(PermissionError, ProcessLookupError):
            for pid in pids:
                os.sched_setscheduler(pid, os.SCHED_OTHER, os.sched_param(0))


def timed(archive: Archive, nodes: Sequence[Node], ask: Question) -> str:
    """Return p50, p90 and p99 of what each question takes on the clock."""
    spent = []
    for node in nodes:
        start = time.perf_counter()
        ask(archive, node)
        spent.append((time.perf_counter() - start) * 1000)
    spent.sort()
    return " / ".join(f"{spent[len(spent) * part // 100]:.1f}" for part in (50, 90, 99))


def speeds(name: str, archive: Archive, number: int) -> Iterator[str]:
    """Yield lines of the table, each of an archive just opened by the caller."""
    texts = Random(SEED).sample(list(keystrokes()), number)
    nodes = [parse(text, typing=True).node for text in texts]
    for label, ask in ASKED:
        yield f"{name}: {label}, p50 / p90 / p99 of {number}: {timed(archive, nodes, ask)} ms"


def read(address: str, cache: Path, seed: int, answered: Any) -> None:
    """Type as one reader does for some seconds, and hand over what each key took."""
    texts = Random(seed).sample(list(keystrokes()), _SECONDS * _KEYS)
    store = open_store([address], cache)
    spent = []
    with closing(store.fresh() or store.build()) as archive:
        due = time.perf_counter()
        for text in texts:
            time.sleep(max(0, due - time.perf_counter()))
            due += 1 / _KEYS
            node = parse(text, typing=True).node
            archive.search(Search(node, "quotes", usual_order(node)))
            spent.append(time.perf_counter() - due + 1 / _KEYS)
    answered.put(spent)


def served(address: str, cache: Path, readers: int) -> str:
    """Return how many keys of several readers were answered before the next was due."""
    answered = multiprocessing.Queue()
    processes = [
        multiprocessing.Process(target=read, args=(address, cache, seed, answered))
        for seed in range(readers)
    ]
    for process in processes:
        process.start()
    spent = sorted(each for _ in processes for each in answered.get())
    for process in processes:
        process.join()
    share = sum(each < 1 / _KEYS for each in spent) / len(spent)
    p50, p99 = (spent[len(spent) * part // 100] * 1000 for part in (50, 99))
    return f"{readers} readers: {share:.1%} of keys in time, p50 {p50:.0f} ms, p99 {p99:.0f} ms"


def failover(server: Server, database: str, cache: Path) -> str:
    """Return how long an answer takes whose host has just gone."""
    with Relay(server.port) as first, Relay(server.port) as second:
        hosts = f"127.0.0.1:{first.port},127.0.0.1:{second.port}"
        address = f"postgresql://desk@{hosts}/{database}"
        with closing(open_store([address], cache).build()) as archive:
            first.end()
            start = time.perf_counter()
            archive.resolve("anything")
            return f"failover to the next host: {(time.perf_counter() - start) * 1000:.0f} ms"


def agreement(folder: Path, here: Archive, there: Archive, number: int) -> str:
    """Return how many of a number of answers differ."""
    scan = LargeScan(map(tables_of, files_in(folder)))
    typed = [(text, True) for text in Random(SEED).sample(list(keystrokes()), number)]
    asked = [*questions(scan, number, SEED), *typed]
    compared = list(differences(here, there, asked, SEED))
    different = [each for each in compared if each]
    for label, first, second in different[:5]:
        print(f"DIFFERENT: {label}: {first!s:.300} | {second!s:.300}")
    return f"{len(compared):,} answers compared, {len(different)} different"


def on_shards(
    folder: Path, cache: Path, here: Archive, server: Server, number: int
) -> Iterator[str]:
    """Yield what two shards answer behind a server that asks both, and how soon."""
    if not has_shards():
        yield "two shards: PL/Proxy is not installed"
        return
    names = ["bench_shards", *server.make_shards("bench_shards", 2)]
    addresses = [parse_address(server.address("press", name)) for name in names]
    start = time.monotonic()
    push([folder], addresses, cache, None)
    yield f"pushed to two shards in {time.monotonic() - start:.0f} s"
    with closing(open_store([server.address("desk", names[0])], None).build()) as there:
        yield f"two shards: {agreement(folder, here, there, number)}"
        with undisturbed(server):
            yield from speeds("two shards", there, 400)


def lines(
    size: str, folder: Path, cache: Path, server: Server, number: int, *, is_whole: bool
) -> Iterator[str]:
    """Yield the lines of the table, `is_whole` with what `elsewhere` yields."""
    database = server.make_database(f"bench_{size.lower()}")
    with closing(open_archive([folder], cache)) as here:
        start, spent = time.monotonic(), time.process_time()
        press = parse_address(server.address("press", database))
        pushed = push([folder], [press], cache, None)
        yield (
            f"{size}: {pushed.records:,} records pushed in {time.monotonic() - start:.0f} s, of"
            f" which this program computed {time.process_time() - spent:.0f} s"
        )
        with server.admin(database) as connection:
            (bytes_there,) = connection.execute(
                "SELECT pg_database_size(current_database())"
            ).fetchone()
        (index,) = cache.glob("*.index")
        yield f"on the server {bytes_there >> 20} MB; the index {index.stat().st_size >> 20} MB"
        address = server.address("desk", database)
        start = time.monotonic()
        store = open_store([address], cache)
        with closing(store.build()) as there:
            kept = store.index.stat().st_size >> 20
            yield f"opened first in {time.monotonic() - start:.2f} s; {kept} MB kept by a reader"
            yield agreement(folder, here, there, number)
            with undisturbed(server):
                yield from speeds("index", here, 400)
                yield from speeds("server", there, 400)
        if is_whole:
            yield from elsewhere(folder, cache, here, server, address, number)


def elsewhere(
    folder: Path, cache: Path, here: Archive, server: Server, address: str, number: int
) -> Iterator[str]:
    """Yield what is answered far away, to many readers, on a standby and on shards."""
    with Relay(server.port, _DELAY) as relay:
        far = address.replace(f":{server.port}/", f":{relay.port}/")
        with closing(open_store([far], cache).build()) as there:
            yield from speeds("server, 20 ms away", there, 100)
    database = address.rpartition("/")[2]
    yield failover(server, database, cache)
    for readers in _READERS:
        yield served(address, cache, readers)
    with standby(server) as second:
        store = open_store([second.address("desk", database)], None)
        with closing(store.build()) as there:
            yield f"standby: {agreement(folder, here, there, number)}"
    yield from on_shards(folder, cache, here, server, number)


def main() -> None:
    """Print the table; exit with 1 where an answer differs."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.bench.serving")
    parser.add_argument("size", choices=SIZES, nargs="?", default="M", help="how much (M)")
    parser.add_argument("--queries", type=int, default=60, help="how many are compared (60)")
    parser.add_argument("--short", action="store_true", help="one server, one reader")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="summit-serving-") as scratch:
        folder, cache = Path(scratch, "coverage"), Path(scratch, "cache")
        generate(SIZES[asked.size], folder, SEED, lines=True)
        is_same = True
        with running() as server:
            given = asked.size, folder, cache, server, asked.queries
            for line in lines(*given, is_whole=not asked.short):
                is_same = is_same and (" compared, " not in line or line.endswith(" 0 different"))
                print(line, flush=True)
    sys.exit(not is_same)


if __name__ == "__main__":
    main()
