"""Print what hostile and huge folders cost: `python -m tests.bench.bounds [NAME…]`.

Each is made in a temporary folder and opened by one `summit-tui search` with an index of its own,
whose processor time and memory the system reports. The largest takes some 500 MB of the disk.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from tests.bench.machine import Meanwhile, circumstances
from tests.bench.table import Row, markdown

_DEPTH: Final = 50
"""Folders in each other."""
_COMMAND: Final = "from summit_tui.__main__ import main; main()"


class Bound(NamedTuple):
    """A folder, and what opening it may cost."""

    content: str
    """What it holds."""
    write: Callable[[Path], None]
    """Writes it into an empty folder."""
    seconds: float
    """The most seconds of processor time."""
    megabytes: float
    """The most memory."""


def _quote(number: int) -> str:
    return (
        f'[[quotes]]\nid = "q{number}"\nspeaker = "a"\nmode = "direct"\ntext = "T"\nsource = "s"\n'
    )


def _many_files(folder: Path) -> None:
    (folder / "event.toml").write_text('[event]\nid = "e"\nname = "E"\n')
    folders = [folder]
    for number in range(_DEPTH):
        folders.append(folders[-1] / f"f{number:02}")
        folders[-1].mkdir()
    for number in range(100_000):
        speaker = {"id": f"s{number}", "name": f"Name {number}"}
        path = folders[number % len(folders)] / f"s{number}.json"
        path.write_text(json.dumps({"speakers": [speaker]}))


def _headers(folder: Path) -> None:
    (folder / "a.toml").write_text("".join(f"[a{number}.b]\n" for number in range(200_000)))


def _empty_records(folder: Path) -> None:
    (folder / "a.json").write_text('{"quotes": [' + ",".join(["{}"] * 300_000) + "]}")


def _many_records(folder: Path) -> None:
    (folder / "a.toml").write_text("".join(map(_quote, range(60_000))))


def _write_long(path: Path, start: str, end: str) -> None:
    """Write 200 MB between two texts, in parts: a program starts with its parent's memory."""
    with path.open("w") as file:
        file.write(start)
        file.writelines("x" * 1_000_000 for _ in range(200))
        file.write(end)


def _long_line(folder: Path) -> None:
    _write_long(folder / "a.jsonl", '{"kind": "quote", "text": "', '"}')


def _long_record(folder: Path) -> None:
    _write_long(folder / "a.json", '{"quotes": [{"text": "', '"}]}')


def _many_problems(folder: Path) -> None:
    lines = (json.dumps({"kind": "quote", "id": f"q{number}"}) + "\n" for number in range(100_000))
    with (folder / "a.jsonl").open("w") as file:
        file.writelines(lines)


BOUNDS: Final[Mapping[str, Bound]] = {
    "files": Bound("100,000 tiny files in 50 levels", _many_files, 20, 450),
    "headers": Bound("2.6 MB of TOML headers", _headers, 5, 300),
    "empty": Bound("300,000 empty records in JSON", _empty_records, 5, 300),
    "records": Bound("60,000 records in one TOML file", _many_records, 20, 300),
    "line": Bound("a line of 200 MB in JSON Lines", _long_line, 5, 300),
    "record": Bound("a record of 200 MB in JSON", _long_record, 5, 450),
    "problems": Bound("100,000 records with four problems each", _many_problems, 5, 300),
}
"""Every folder by name, with the limits that the project has set itself."""


def measured(bound: Bound) -> tuple[Row, Row, Row]:
    """Return what opening a folder takes: processor time, time on the clock, and memory."""
    with tempfile.TemporaryDirectory() as scratch:
        folder, cache = Path(scratch, "coverage"), Path(scratch, "cache")
        folder.mkdir()
        bound.write(folder)
        command = [sys.executable, "-c", _COMMAND, "search", "x", folder, "--cache", cache]
        begun = time.monotonic()
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True
        )
        _, status, usage = os.wait4(process.pid, 0)
        elapsed = time.monotonic() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = usage.ru_utime + usage.ru_stime
    return (
        Row(bound.content, seconds, "s", most=bound.seconds),
        Row("the same, on the clock", elapsed, "s"),
        Row("the same", usage.ru_maxrss / 1024, "MB", most=bound.megabytes),
    )


def main() -> None:
    """Measure the folders that are asked for and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.bench.bounds")
    parser.add_argument("names", nargs="*", choices=[*BOUNDS, []], help="by default all of them")
    names = parser.parse_args().names or BOUNDS
    meanwhile = Meanwhile()
    rows: list[Row] = []
    for name in names:
        rows += measured(BOUNDS[name])
        seconds, elapsed, megabytes = (row.value for row in rows[-3:])
        figures = f"{seconds:.1f} s, {elapsed:.1f} s on the clock, {megabytes:.0f} MB"
        print(f"{name}: {figures}", file=sys.stderr)
    print(f"{markdown(rows)}\n\n{circumstances(meanwhile)}")


if __name__ == "__main__":
    main()
