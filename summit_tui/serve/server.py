"""The server: a page with a terminal, a socket for each visitor, and their downloads.

The terminal in the page is that of textual-serve. Its server is not used: it answers any Origin and
Host, starts a shell, hands its whole environment on, and has no limits.
"""

import asyncio
import signal
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from importlib.resources import files
from typing import Any, Final
from urllib.parse import quote

from aiohttp import web
from aiohttp.typedefs import Handler

from summit_tui.i18n import gettext
from summit_tui.serve import LONGEST_MESSAGE, Limits
from summit_tui.serve.admission import Admission, Origins, draw_secret, origins_of
from summit_tui.serve.visit import Document, Visit

_COOKIE: Final = "summit-visitor"
_HEARTBEAT: Final = 20.0
"""Seconds after which a page that is gone without a word is noticed."""
_FAREWELL: Final = 1.0
"""Seconds for a page to answer that its visit is over."""
_ASSETS: Final = {
    "textual.js": ("js/textual.js", "text/javascript"),
    "xterm.css": ("css/xterm.css", "text/css"),
    "mono.ttf": ("fonts/RobotoMono-VariableFont_wght.ttf", "font/ttf"),
}
"""The files of textual-serve that a page loads, by the names that ours gives them."""
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Server": "summit-tui",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_POLICY: Final = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
    "font-src 'self'; img-src 'self' data:; connect-src 'self' {socket}; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_MOST_DOCUMENTS: Final = 20
"""Documents that wait to be fetched."""


class ListenError(OSError):
    """Visitors cannot be listened for; its argument is a sentence."""


class VisitorServer:
    """What answers the requests of all visitors."""

    def __init__(self, settings: Mapping[str, Any], admission: Admission, limits: Limits) -> None:
        """Let those in whom `admission` knows; `Any`: what each process gets is JSON."""
        self._settings, self._admission, self._limits = settings, admission, limits
        self._origins = Origins([])
        self._visits: dict[str, Visit] = {}
        self._documents: dict[str, Document] = {}
        static = files("textual_serve") / "static"
        self._assets = {name: (static / path).read_bytes() for name, (path, _) in _ASSETS.items()}
        self._page = (files("summit_tui.serve") / "page.html").read_text("utf-8")

    def application(self) -> web.Application:
        """Return the application with all its routes."""
        application = web.Application(middlewares=[self._guard], client_max_size=1024)
        application.add_routes(
            [
                web.get("/download/{key}", self._download),
                web.get("/{secret}/", self._show_page),
                web.get("/{secret}/socket", self._connect),
                web.get("/{secret}/{asset}", self._send_asset),
            ]
        )
        return application

    def listen_as(self, origins: Sequence[str]) -> None:
        """Answer to these origins only."""
        self._origins = Origins(origins)

    async def end(self, _: web.Application | None = None) -> None:
        """End all visits."""
        await asyncio.gather(*(visit.stop() for visit in [*self._visits.values()]))

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse what no page of ours has sent, before anything is done for it."""
        is_socket = request.headers.get("Upgrade", "").lower() == "websocket"
        origin = request.headers.get("Origin")
        hosts = request.headers.getall("Host", [])
        if len(hosts) != 1 or not self._origins.accept(hosts[0], origin, origin_needed=is_socket):
            return _refusal(gettext("This server does not answer to that name or page."))
        try:
            response = await handler(request)
        except web.HTTPException as error:
            response = _refusal(error.reason, error.status)
        if not response.prepared:
            for name, value in _HEADERS.items():
                response.headers.setdefault(name, value)
        return response

    async def _show_page(self, request: web.Request) -> web.StreamResponse:
        """Answer with the page, and with the cookie that lets this browser in again."""
        secret = request.match_info["secret"]
        cookie = self._admission.open(secret, request.cookies.get(_COOKIE))
        if cookie is None:
            return _refusal(gettext("This address is not valid, or another browser has opened it."))
        nonce = draw_secret()
        scheme = "wss" if self._is_secure(request) else "ws"
        socket = f"{scheme}://{request.host}/{secret}/socket"
        text = self._page.replace("{nonce}", nonce).replace("{socket}", socket)
        response = web.Response(text=text, content_type="text/html")
        host = f"{scheme}://{request.host}"
        response.headers["Content-Security-Policy"] = _POLICY.format(nonce=nonce, socket=host)
        response.set_cookie(
            _COOKIE,
            cookie,
            path=f"/{secret}/",
            max_age=int(self._limits.lifetime),
            httponly=True,
            samesite="Lax",
            secure=scheme == "wss",
        )
        return response

    def _is_secure(self, request: web.Request) -> bool:
        return self._origins.is_secure(request.host)

    def _knows(self, request: web.Request) -> bool:
        cookie = request.cookies.get(_COOKIE)
        return self._admission.knows(request.match_info["secret"], cookie)

    async def _send_asset(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["asset"]
        if not self._knows(request) or name not in self._assets:
            return _refusal(gettext("There is nothing."), 404)
        return web.Response(body=self._assets[name], content_type=_ASSETS[name][1])

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        """Run a visit; one that the same browser has begun before ends first."""
        if not self._knows(request):
            return _refusal(gettext("This address is not valid, or another browser has opened it."))
        secret = request.match_info["secret"]
        socket = web.WebSocketResponse(
            timeout=_FAREWELL, heartbeat=_HEARTBEAT, max_msg_size=LONGEST_MESSAGE
        )
        await socket.prepare(request)
        visit = Visit(socket, self._limits.idle, self._store)
        before, self._visits[secret] = self._visits.get(secret), visit
        if before is not None:
            await before.stop()
        try:
            await visit.run(self._settings, _size_in(request))
        finally:
            if self._visits.get(secret) is visit:
                del self._visits[secret]
        return socket

    def _store(self, document: Document) -> str:
        while len(self._documents) >= _MOST_DOCUMENTS:
            del self._documents[next(iter(self._documents))]
        key = draw_secret()
        self._documents[key] = document
        return key

    async def _download(self, request: web.Request) -> web.StreamResponse:
        """Give a document to whoever has its key, once."""
        document = self._documents.pop(request.match_info["key"], None)
        if document is None:
            return _refusal(gettext("There is nothing."), 404)
        disposition = f"attachment; filename*=UTF-8''{quote(document.name, safe='')}"
        return web.Response(
            body=document.text.encode("utf-8", "replace"),
            content_type="application/octet-stream",
            headers={"Content-Disposition": disposition},
        )


def _refusal(reason: str, status: int = 403) -> web.Response:
    return web.Response(text=f"{reason}\n", status=status, headers=_HEADERS)


def _size_in(request: web.Request) -> tuple[int, int]:
    """Return columns and rows as the page has measured them."""
    with suppress(KeyError, ValueError):
        return int(request.query["width"][:5]), int(request.query["height"][:5])
    return 80, 24


async def serve(
    settings: Mapping[str, Any],
    limits: Limits,
    *,
    host: str,
    port: int,
    public: str | None,
    announce: Callable[[Sequence[str]], None],
) -> int:
    """Serve until a signal comes or the lifetime is over; return the signal's number, or 0.

    `announce` gets the addresses once they answer. Raises `ListenError` where it cannot have the
    port, and what `announce` raises.
    """
    admission = Admission(limits.visitors, limits.lifetime)
    server = VisitorServer(settings, admission, limits)
    ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, partial(_end, ended, number))
    runner = web.AppRunner(server.application(), access_log=None, shutdown_timeout=1.0)
    try:
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            template = "cannot listen at {host}, port {port}: {reason}"
            reason = gettext(template, host=host, port=port, reason=error.strerror)
            raise ListenError(reason) from error
        origins = origins_of(host, runner.addresses[0][1], public)
        server.listen_as(origins)
        announce([f"{origins[0]}/{secret}/" for secret in admission.secrets])
        with suppress(TimeoutError):
            return await asyncio.wait_for(ended, limits.lifetime)
        return 0
    finally:
        await server.end()
        await runner.cleanup()


def _end(ended: asyncio.Future[int], number: int) -> None:
    if not ended.done():
        ended.set_result(number)
