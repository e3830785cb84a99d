"""A real server on the loopback, with the processes of its visitors."""

import asyncio
import os
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp
import pytest

from summit_tui.serve import Limits
from summit_tui.serve.server import serve

PATIENCE = 30.0
"""Seconds that something may take on a busy machine."""


class Visitor:
    """One who comes with an address, and with a browser that keeps cookies."""

    def __init__(self, address, session):
        self.address, self.session = address, session
        self.origin = "/".join(address.split("/", 3)[:3])

    async def get(self, path="", *, base=None, **headers):
        """Return status, headers and text of an answer."""
        url = aiohttp.client.URL((base or self.address) + path, encoded=True)
        async with self.session.get(url, headers=headers) as answer:
            return answer.status, answer.headers, await answer.text(errors="replace")

    async def connect(self, **headers):
        """Return the socket of a visit."""
        headers = {"Origin": self.origin} | {name: text for name, text in headers.items() if text}
        return await self.session.ws_connect(
            self.address + "socket?width=100&height=30", headers=headers
        )

    async def status_of_socket(self, **headers):
        """Return with which status a socket is refused."""
        with pytest.raises(aiohttp.WSServerHandshakeError) as error:
            await self.connect(**headers)
        return error.value.status


async def shown(socket, wanted):
    """Read until a text is among what a process has drawn, and return it all."""
    seen = b""
    async with asyncio.timeout(PATIENCE):
        while wanted not in seen:
            message = await socket.receive()
            assert message.type is aiohttp.WSMsgType.BINARY, (message, seen[-500:])
            seen += message.data
    return seen


def children(parent=None):
    """Return the ids of the processes that run and were started by this one, or by `parent`.

    With 0 it is those of anybody.
    """
    parent = os.getpid() if parent is None else parent
    children = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended meanwhile
            state, started_by = path.read_text().rpartition(")")[2].split()[:2]
            if parent in (0, int(started_by)) and state != "Z":
                children.add(int(path.parent.name))
    return children


@pytest.fixture
def serving(small, tmp_path):
    """Return a context with the visitors of a server, one for each address."""

    @asynccontextmanager
    async def run(visitors=1, idle=60.0, lifetime=600.0, public=None):
        announced = asyncio.get_running_loop().create_future()
        settings = {"paths": [str(small)], "cache": None, "texts": None}
        task = asyncio.create_task(
            serve(
                settings,
                Limits(visitors, idle, lifetime),
                host="127.0.0.1",
                port=0,
                public=public,
                announce=announced.set_result,
            )
        )
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
            yield [Visitor(address, session) for address in await announced], task
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    return run
