"""Gives every target many inputs: `python -m tests.fuzz --inputs 1000000`.

Prints a line for each target, and for each input that failed its traceback and the command that
repeats it. The exit code is 0 where none failed.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.fuzz import run, shares
from tests.fuzz.targets import TARGETS


def main() -> int:
    """Run the targets one after the other."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=1_000_000, help="how many inputs in all")
    parser.add_argument("--target", choices=TARGETS, help="this target alone")
    parser.add_argument("--number", type=int, help="this input alone, as a failure names it")
    parser.add_argument("--from", dest="first", type=int, default=0, help="the number of the first")
    options = parser.parse_args()
    counts = shares(options.inputs)
    if options.target:
        counts = {options.target: options.inputs}
    failures = 0
    for name, count in counts.items():
        numbers = range(options.first, options.first + count)
        if options.number is not None:
            numbers = range(options.number, options.number + 1)
        began = time.process_time()
        with tempfile.TemporaryDirectory() as folder:
            outcome = run(name, numbers, Path(folder))
        failures += len(outcome.failures)
        for number, trace in outcome.failures.items():
            print(f"{trace}repeat: python -m tests.fuzz --target {name} --number {number}\n")
        seconds = time.process_time() - began
        failed = f"{len(outcome.failures)} failed" if outcome.failures else "none failed"
        print(f"{name:9} {outcome.inputs:>9,} inputs, {failed}, {seconds:,.0f} s", flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
