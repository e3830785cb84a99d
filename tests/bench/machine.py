"""The machine that is measured on, and how busy other programs keep it."""

from __future__ import annotations

import os
import platform
import time
from datetime import UTC, datetime
from pathlib import Path


class Meanwhile:
    """How many cores other programs used from its making until `cores` is asked."""

    def __init__(self) -> None:
        self._start = _clocks()

    def cores(self) -> float:
        """Return the mean number of cores that others used, children of this process left out."""
        elapsed, busy, own = (now - then for now, then in zip(_clocks(), self._start, strict=True))
        return max(0.0, (busy - own) / elapsed)


def wait_for_quiet(seconds: float = 0.4) -> None:
    """Wait until others use less than half a core, at most for `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        meanwhile = Meanwhile()
        time.sleep(0.1)
        if meanwhile.cores() < 0.5:
            return


def circumstances(meanwhile: Meanwhile) -> str:
    """Return one line: the day, the machine, and how busy others kept it."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":")[1].strip() for line in lines if "model name" in line), "")
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores ({model or platform.machine()}), "
        f"{platform.system()}, Python {platform.python_version()}; "
        f"other programs used {meanwhile.cores():.1f} cores meanwhile."
    )


def _clocks() -> tuple[float, float, float]:
    """Return three clocks in seconds: the wall's, all cores' busy time, and our own share."""
    first = Path("/proc/stat").read_text().split("\n", 1)[0]
    ticks = [int(word) for word in first.split()[1:9]]
    busy = sum(ticks) - ticks[3] - ticks[4]
    own = sum(os.times()[:4])
    return time.monotonic(), busy / os.sysconf("SC_CLK_TCK"), own
