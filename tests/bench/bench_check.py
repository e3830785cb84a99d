"""How long `check --texts` takes, as a ratio to another revision in the same run.

`python -m tests.bench.bench_check [REVISION]` writes a coverage with the texts of its sources and
checks it with this checkout and with REVISION (the commit before this one by default), turn by
turn, each in a process of its own with its index ready.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random
from typing import Any, Final

from tests.bench.machine import Meanwhile, circumstances
from tests.bench.table import Row, markdown, median
from tests.bench.words import chinese, english

SOURCES: Final = 400
STATEMENTS: Final = 10
"""Statements of a source."""
ROUNDS: Final = 5
_MOST: Final = 1.5
"""The ratio of time that may be taken."""
_CHECKOUT: Final = Path(__file__).parents[2]
_SPEAKERS: Final = tuple(f"{first} {last}" for first in ("Ada", "Bo", "Cy", "Eve", "Max")
                         for last in ("Okoro", "Lindt", "Moreau", "Tanaka"))  # fmt: skip


def write_coverage(folder: Path, seed: int = 0) -> None:
    """Write a coverage, one source in three of it Chinese, and the texts of its sources."""
    random = Random(f"{seed}/check")
    prose = english(seed), english(seed), chinese(seed)
    speakers = [{"id": f"s{n}", "name": name} for n, name in enumerate(_SPEAKERS)]
    tables: dict[str, Any] = {"event": {"id": "e", "name": "Event"}, "speakers": speakers}
    tables |= {"quotes": [], "sources": []}
    (folder / "texts").mkdir(parents=True)
    for number in range(SOURCES):
        language = "zh-Hans" if number % 3 == 2 else "en"
        source = {"id": f"w{number}", "title": f"T {number}", "publisher": "P", "kind": "news"}
        tables["sources"].append(source | {"language": language, "published": "2025-04-20"})
        paragraphs = []
        sentences = list(prose[number % 3].texts(random, [125] * 4 * STATEMENTS))
        for index in range(STATEMENTS):
            speaker = random.randrange(len(speakers))
            said, *others = sentences[4 * index : 4 * index + 4]
            paragraphs.append(f"“{said},” {_SPEAKERS[speaker]} said. {' '.join(others)}")
            quote = {"id": f"q{number}-{index}", "speaker": f"s{speaker}", "source": source["id"]}
            quote |= {"attribution": f"{_SPEAKERS[speaker]} said", "date": "2025-04-15"}
            quote |= {"mode": "direct", "text": said, "language": language}
            if index % 2:
                report = f"{said[: len(said) // 3]}{said[len(said) // 2 :]}"
                quote |= {"mode": "paraphrase", "text": report}
            tables["quotes"].append(quote | {"excerpt": {"exact": said}})
        text = "\n\n".join(paragraphs)
        (folder / "texts" / f"{source['id']}.txt").write_text(text, "utf-8")
    (folder / "coverage.json").write_text(json.dumps(tables, ensure_ascii=False), "utf-8")


def checked(checkout: Path, coverage: Path, cache: Path) -> tuple[float, int]:
    """Return the seconds of processor time of `check --texts`, and the number of problems."""
    environment = os.environ | {"PYTHONPATH": str(checkout), "XDG_CACHE_HOME": str(cache)}
    command = [sys.executable, "-m", "summit_tui", "check", str(coverage)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(
        [*command, "--texts", str(coverage / "texts")],
        env=environment,
        cwd=checkout,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, run.stdout.count(b"\n")


def write_revision(revision: str, folder: Path) -> None:
    """Write the package as it was in a revision."""
    archive = subprocess.run(
        ["git", "archive", revision, "summit_tui"],
        cwd=_CHECKOUT,
        check=True,
        stdout=subprocess.PIPE,
    )
    folder.mkdir()
    subprocess.run(["tar", "-x"], cwd=folder, input=archive.stdout, check=True)


def measure(revision: str) -> Row:
    """Return the time of this checkout beside that of a revision."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        write_coverage(scratch / "coverage")
        write_revision(revision, scratch / "other")
        checkouts = {"new": _CHECKOUT, "old": scratch / "other"}
        times: dict[str, list[float | None]] = {"new": [], "old": []}
        for number in range(ROUNDS + 1):
            for which, checkout in checkouts.items():
                seconds, problems = checked(checkout, scratch / "coverage", scratch / which)
                # The first round makes the index.
                if number:
                    times[which].append(seconds)
                print(f"{which}: {seconds:.2f} s, {problems} problems", file=sys.stderr)
    label = f"check --texts, {SOURCES * STATEMENTS:,} statements in {SOURCES} texts"
    new, old = median(times["new"]), median(times["old"])
    return Row(label, new, "s", revision, old, most=old and _MOST * old)


def main() -> None:
    """Print the row."""
    meanwhile = Meanwhile()
    row = measure(sys.argv[1] if sys.argv[1:] else "HEAD~1")
    print(markdown([row]))
    print(f"\n{circumstances(meanwhile)}")


if __name__ == "__main__":
    main()
