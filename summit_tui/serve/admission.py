"""Who is let in: an address with a secret for each visitor, valid for one browser and a time.

The first browser that opens an address gets a cookie for it; from then on the address is worth
nothing without that cookie, so that one who sees it in a history or a log comes too late.
"""

import time
from collections.abc import Callable, Collection
from hmac import compare_digest
from secrets import token_urlsafe
from typing import Final
from urllib.parse import urlsplit

_SECRET_BYTES: Final = 32
_PORTS: Final = {"http": 80, "https": 443}


def draw_secret() -> str:
    """Return a secret of 256 bits, as letters, digits, `-` and `_`."""
    return token_urlsafe(_SECRET_BYTES)


class Admission:
    """The addresses that are given out, and the browsers that have come with them."""

    def __init__(
        self,
        number: int,
        lifetime: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        draw: Callable[[], str] = draw_secret,
    ) -> None:
        """Give out as many addresses as `number`, valid for `lifetime` seconds."""
        self._clock, self._draw = clock, draw
        self._end = clock() + lifetime
        self._cookies: dict[str, str | None] = {draw(): None for _ in range(number)}

    @property
    def secrets(self) -> Collection[str]:
        """Return the secrets of the addresses."""
        return self._cookies.keys()

    def open(self, secret: str, cookie: str | None) -> str | None:
        """Return the cookie of the browser that opens an address, or None where it is refused."""
        known = self._known(secret)
        if known is not None and self._cookies[known] is None:
            self._cookies[known] = self._draw()
            return self._cookies[known]
        return cookie if self.knows(secret, cookie) else None

    def knows(self, secret: str, cookie: str | None) -> bool:
        """Return whether a browser has opened this address and may use what belongs to it."""
        known = self._known(secret)
        expected = self._cookies[known] if known is not None else None
        return expected is not None and _equal(expected, cookie or "")

    def _known(self, secret: str) -> str | None:
        """Return the secret if it is one of ours, in a time that says nothing of how near it is."""
        if self._clock() >= self._end:
            return None
        return max((known for known in self._cookies if _equal(known, secret)), default=None)


def _equal(expected: str, given: str) -> bool:
    return compare_digest(expected.encode(), given.encode("utf-8", "replace"))


class Origins:
    """By which names the server is reached: against foreign pages and DNS rebinding."""

    def __init__(self, origins: Collection[str]) -> None:
        """Accept these origins, such as `http://127.0.0.1:8000`, and their hosts (RFC 6454)."""
        self._origins = {normal_origin(origin) for origin in origins}
        self._hosts = {origin.partition("://")[2] for origin in self._origins}

    def is_secure(self, host: str) -> bool:
        """Return whether pages of a host are reached by https."""
        return f"https://{host.lower()}" in self._origins

    def accept(self, host: str, origin: str | None, *, origin_needed: bool) -> bool:
        """Return whether a request with these headers comes from a page of this server.

        A browser sends `Origin` with every socket, and none when an address is opened.
        """
        if origin is None:
            return not origin_needed and host.lower() in self._hosts
        return host.lower() in self._hosts and origin.lower() in self._origins


def normal_origin(address: str) -> str:
    """Return the origin of a web address as browsers write it; raises `ValueError` without one."""
    parts = urlsplit(address)
    if parts.scheme not in _PORTS or not parts.hostname or parts.username is not None:
        raise ValueError(address)
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = parts.port
    suffix = "" if port is None or port == _PORTS[parts.scheme] else f":{port}"
    return f"{parts.scheme}://{host}{suffix}"


def origins_of(host: str, port: int, public: str | None) -> list[str]:
    """Return the origins of a server that listens at an address; the first is shown to the user.

    `public` is the address by which visitors reach it through a proxy or a tunnel.
    """
    own = f"[{host}]" if ":" in host else host
    loopback = ("127.0.0.1", "localhost", "::1")
    names = [own, "localhost"] if host in loopback else [own]
    direct = [f"http://{name}:{port}" for name in dict.fromkeys(names)]
    return [normal_origin(public), *direct] if public else direct
