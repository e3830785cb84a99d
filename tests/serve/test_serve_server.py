"""A real server on the loopback: what it refuses, and what becomes of a visit."""

import asyncio
import json
import signal
import subprocess
import sys

import aiohttp
import pytest

from tests.serve.conftest import PATIENCE, Visitor, children, shown

ATTACKER = "http://attacker.example"
ALTERNATE_SCREEN = b"\x1b[?1049h"


async def test_without_the_secret_without_its_cookie_and_from_elsewhere_nothing_is_answered(
    serving,
):
    async with serving(visitors=2) as ([visitor, other], _):
        origin, secret = visitor.origin, visitor.address.rstrip("/").rpartition("/")[2]
        # Nobody has opened the address: no socket, and no file of a page.
        assert await visitor.status_of_socket() == 403
        assert (await visitor.get("textual.js"))[0] == 404
        # No secret, or a wrong one.
        for path in ("/", "/x/", "/x/socket", f"/{secret[:-1]}/", f"/{secret}x/", "/download/x"):
            assert (await visitor.get(path, base=origin))[0] in (403, 404), path
        # DNS rebinding: the name of another host leads here.
        port = origin.rpartition(":")[2]
        for host in ("attacker.example", f"attacker.example:{port}", "127.0.0.1"):
            assert (await visitor.get(Host=host))[0] == 403
        # A page of another origin.
        assert (await visitor.get(Origin=ATTACKER))[0] == 403
        # Only now is the address used, by the first browser.
        status, headers, text = await visitor.get()
        assert (status, "textual-terminal" in text) == (200, True)
        assert "HttpOnly" in headers["Set-Cookie"]
        assert f"Path=/{secret}/" in headers["Set-Cookie"]
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert (await visitor.get())[0] == 200  # read again, with the cookie
        for foreign in (ATTACKER, "null", "https://127.0.0.1:1"):
            assert await visitor.status_of_socket(Origin=foreign) == 403
        assert await visitor.status_of_socket(Host="attacker.example") == 403
        # The same address in another browser is a replay.
        async with aiohttp.ClientSession() as stranger:
            visitor.session, own = stranger, visitor.session
            assert (await visitor.get())[0] == 403
            assert await visitor.status_of_socket() == 403
            visitor.session = own
        assert (await other.get())[0] == 200


async def test_a_page_loads_three_files_and_no_path_leads_to_another(serving):
    async with serving() as ([visitor], _):
        assert (await visitor.get())[0] == 200
        for name in ("textual.js", "xterm.css", "mono.ttf"):
            assert (await visitor.get(name))[0] == 200
        traversals = ["../page.html", "..%2fpage.html", "%2e%2e/%2e%2e/etc/passwd", "%00", "."]
        traversals += ["..%5c..%5cetc%5cpasswd", "/etc/passwd", "%2fetc%2fpasswd", "page.html"]
        traversals += ["static/js/textual.js", "textual.js%00", "....//etc/passwd", "TEXTUAL.JS"]
        for path in traversals:
            status, _, text = await visitor.get(path)
            assert status in (403, 404), path
            assert "root:" not in text
        async with visitor.session.post(visitor.address) as answer:
            assert answer.status == 405


async def test_a_visitor_searches_copies_and_downloads_and_leaves_nothing_behind(serving):
    before = children()
    async with serving() as ([visitor], _):
        await visitor.get()
        socket = await visitor.connect()
        await shown(socket, b"Wuzhen Forum 2030")
        assert len(children() - before) == 1
        await socket.send_json(["stdin", "y"])
        await shown(socket, b"\x1b]52;c;")
        # The keys come faster than the list, and are about it all the same.
        await socket.send_json(["stdin", "4"])
        await socket.send_json(["stdin", "e"])
        await shown(socket, b"Download as")
        await socket.send_json(["stdin", "\r"])
        key = await asyncio.wait_for(received(socket, "deliver_file_start"), PATIENCE)
        base = f"{visitor.origin}/download/{key}"
        status, headers, text = await visitor.get(base=base)
        assert status == 200
        assert "We will lay the cable together." in text
        assert headers["Content-Disposition"] == "attachment; filename*=UTF-8''wic-2030-quotes.txt"
        assert (await visitor.get(base=base))[0] == 404  # a key is good for one time
        # A page that is loaded again ends the visit before.
        again = await visitor.connect()
        await shown(again, ALTERNATE_SCREEN)
        assert len(children() - before) == 1
        await again.close()
        await asyncio.wait_for(closed(socket), PATIENCE)
    assert children() == before


async def received(socket, kind):
    """Return what comes with a message of a kind."""
    async for message in socket:
        if message.type is aiohttp.WSMsgType.TEXT and json.loads(message.data)[0] == kind:
            return json.loads(message.data)[1]
    raise AssertionError(kind)


async def closed(socket):
    """Read until a socket is closed, and return its code."""
    async for _ in socket:
        pass
    return socket.close_code


async def test_who_does_nothing_or_sends_too_much_or_nonsense_is_shown_out(serving):
    before = children()
    async with serving(visitors=3, idle=0.5) as (visitors, _):
        sockets = []
        for visitor in visitors:
            await visitor.get()
            sockets.append(await visitor.connect())
        _, huge, wrong = sockets
        await huge.send_str(json.dumps(["stdin", "x" * 70_000]))
        await wrong.send_str("[" * 50_000)
        codes = await asyncio.wait_for(asyncio.gather(*map(closed, sockets)), PATIENCE)
        assert codes[1] == aiohttp.WSCloseCode.MESSAGE_TOO_BIG
        assert children() == before


@pytest.mark.parametrize(("lifetime", "number"), [(1.0, 0), (600.0, signal.SIGINT)])
async def test_after_the_lifetime_or_an_interrupt_the_server_and_all_visits_end(
    lifetime, number, serving
):
    before = children()
    async with serving(lifetime=lifetime) as ([visitor], task):
        await visitor.get()
        socket = await visitor.connect()
        if number:
            await shown(socket, ALTERNATE_SCREEN)
            signal.raise_signal(number)
        assert await asyncio.wait_for(task, PATIENCE) == number
        await asyncio.wait_for(closed(socket), PATIENCE)
        assert children() == before
        with pytest.raises(aiohttp.ClientConnectionError):
            await visitor.get()


async def gone(process):
    """Wait until there is no process of that id."""
    async with asyncio.timeout(PATIENCE):
        while process in children(0):  # noqa: ASYNC110 - it is no child of ours
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
async def test_a_signal_ends_the_server_with_its_visits(number, small, root):
    command = [sys.executable, "-m", "summit_tui", "serve", str(small), "--port", "0", "--no-cache"]
    server = await asyncio.create_subprocess_exec(*command, cwd=root, stdout=subprocess.PIPE)
    try:
        address = (await server.stdout.readline()).decode().strip()
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
            visitor = Visitor(address, session)
            await visitor.get()
            await shown(await visitor.connect(), ALTERNATE_SCREEN)
            (child,) = children(server.pid)
            server.send_signal(number)
            code = await asyncio.wait_for(server.wait(), PATIENCE)
    finally:
        if server.returncode is None:
            server.kill()
            await server.wait()
    assert code == (-number if number == signal.SIGKILL else 128 + number)
    await gone(child)
