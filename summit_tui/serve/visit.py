"""One visit: the process of a visitor, and what goes between it and the page."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from aiohttp import WSMsgType, web

import summit_tui
from summit_tui.serve import VISIT

_DRIVER: Final = "textual.drivers.web_driver:WebDriver"
_BEGINNING: Final = b"__GANGLION__\n"
"""What Textual's driver for pages writes first."""
_MOST_COLUMNS, _MOST_ROWS = 500, 250
_KEPT: Final = ("LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "PYTHONPYCACHEPREFIX", "TZ")
"""The variables of the server's environment that a visitor's process gets."""
_PATIENCE: Final = 3.0
"""Seconds for a process to end after it was asked to."""
_LONGEST_PACKET: Final = 64_000_000
"""Bytes of a packet from the process: a document of the greatest length, escaped, has fewer."""


class Document(NamedTuple):
    """A document that a visitor downloads."""

    name: str
    text: str


def environment(settings: Mapping[str, Any], size: tuple[int, int]) -> dict[str, str]:
    """Return the environment of a visitor's process: what it needs, and nothing else of ours.

    `Any`: `settings` is JSON, as `visitor.settings_in` reads it; `size` is in columns and rows.
    """
    width, height = bounded(*size)
    return {
        **{name: os.environ[name] for name in _KEPT if name in os.environ},
        "PYTHONPATH": str(Path(summit_tui.__file__).resolve().parents[1]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "TEXTUAL_DRIVER": _DRIVER,
        "TEXTUAL_FPS": "60",
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "COLUMNS": str(width),
        "ROWS": str(height),
        VISIT: json.dumps(settings),
    }


def bounded(width: object, height: object) -> tuple[int, int]:
    """Return a size of a terminal that a program can draw on, whatever a page says."""
    columns = width if isinstance(width, int) else 80
    rows = height if isinstance(height, int) else 24
    return max(1, min(columns, _MOST_COLUMNS)), max(1, min(rows, _MOST_ROWS))


def packet_for(message: str) -> tuple[bytes, bool]:
    """Return the packet for the process of what a page has sent, and whether a person did that.

    Nothing is returned for what the process has no use for. Raises `ValueError` where the message
    is none of those that our page sends.
    """
    try:
        kind, *values = json.loads(message)
        match kind, values:
            case "stdin", [str(text)]:
                return _packet(b"D", text.encode("utf-8", "replace")), True
            case "resize", [{"width": width, "height": height}]:
                columns, rows = bounded(width, height)
                return _meta({"type": "resize", "width": columns, "height": rows}), False
            case (("focus" | "blur"), _):
                return _meta({"type": kind}), False
            case "ping", _:
                return b"", False
    except (TypeError, RecursionError) as error:
        raise ValueError(message[:40]) from error
    raise ValueError(message[:40])


def _meta(data: Mapping[str, object]) -> bytes:
    return _packet(b"M", json.dumps(data).encode())


def _packet(kind: bytes, payload: bytes) -> bytes:
    return kind + len(payload).to_bytes(4, "big") + payload


class Visit:
    """A visitor's process and the socket of the page, until either ends or nobody is there."""

    def __init__(
        self, socket: web.WebSocketResponse, idle: float, keep: Callable[[Document], str]
    ) -> None:
        """Join a socket; `keep` takes a document and returns the key by which it is fetched."""
        self._socket, self._idle, self._keep = socket, idle, keep
        self._tasks: list[asyncio.Task[None]] = []
        self._over = asyncio.Event()

    async def run(self, settings: Mapping[str, Any], size: tuple[int, int]) -> None:
        """Run the process until the visit is over, and leave nothing behind."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-P", "-m", "summit_tui.serve.visitor"),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env=environment(settings, size),
            start_new_session=True,
        )
        try:
            self._tasks = [
                asyncio.create_task(self._from_page(process)),
                asyncio.create_task(self._from_process(process)),
            ]
            await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await self._end(process)
            self._over.set()

    async def stop(self) -> None:
        """End the visit, and return when its process is gone."""
        for task in self._tasks:
            task.cancel()
        await self._over.wait()

    async def _end(self, process: Process) -> None:
        for task in self._tasks:
            task.cancel()
        for number in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, number)
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), _PATIENCE)
                break
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._socket.close()

    async def _from_page(self, process: Process) -> None:
        """Pass on what the visitor does; end where that is nothing for too long."""
        loop = asyncio.get_running_loop()
        with suppress(TimeoutError, ValueError, ConnectionError):
            async with asyncio.timeout(self._idle) as idle:
                async for message in self._socket:
                    if message.type is not WSMsgType.TEXT:
                        return
                    packet, is_person = packet_for(message.data)
                    if is_person:
                        idle.reschedule(loop.time() + self._idle)
                    if packet and process.stdin is not None:
                        process.stdin.write(packet)
                        await process.stdin.drain()

    async def _from_process(self, process: Process) -> None:
        """Pass on what the process shows and says."""
        stream = process.stdout
        with suppress(asyncio.IncompleteReadError, ValueError, ConnectionError):
            while stream is not None and await stream.readuntil(b"\n") != _BEGINNING:
                pass
            while stream is not None:
                kind, size = await stream.readexactly(1), await stream.readexactly(4)
                if (length := int.from_bytes(size, "big")) > _LONGEST_PACKET:
                    return
                payload = await stream.readexactly(length)
                if kind == b"D":
                    await self._socket.send_bytes(payload)
                elif kind == b"M" and not await self._hear(json.loads(payload)):
                    return

    async def _hear(self, message: Mapping[str, Any]) -> bool:
        """Do what the process asks for; return whether it goes on. `Any`, as it is JSON."""
        match message:
            case {"type": "exit"}:
                return False
            case {"type": "open_url", "url": str(url)} if url.startswith(("https://", "http://")):
                await self._socket.send_json(["open_url", {"url": url, "new_tab": True}])
            case {"type": "document", "name": str(name), "text": str(text)}:
                await self._socket.send_json(
                    ["deliver_file_start", self._keep(Document(name, text))]
                )
        return True
