"""Who is let in: secrets, cookies, hosts and origins, without a server."""

from itertools import count

import pytest

from summit_tui.serve.admission import Admission, Origins, draw_secret, normal_origin, origins_of


@pytest.fixture
def clock():
    """Return a clock that a test sets: its `now`."""

    class Clock:
        now = 0.0

        def __call__(self):
            return self.now

    return Clock()


@pytest.fixture
def admission(clock):
    numbers = count()
    return Admission(2, 100.0, clock=clock, draw=lambda: f"secret-{next(numbers)}")


def test_the_first_browser_gets_a_cookie_and_comes_again_with_it(admission):
    cookie = admission.open("secret-0", None)
    assert cookie == "secret-2"
    assert admission.open("secret-0", cookie) == cookie
    assert admission.knows("secret-0", cookie)


def test_a_replayed_address_is_refused_without_the_cookie(admission):
    cookie = admission.open("secret-0", None)
    for other in (None, "", "secret-0", cookie[:-1], cookie + "x", "é", "\udcff"):
        assert admission.open("secret-0", other) is None
        assert not admission.knows("secret-0", other)


def test_the_cookie_of_one_address_does_not_open_another(admission):
    cookie = admission.open("secret-0", None)
    admission.open("secret-1", None)
    assert admission.open("secret-1", cookie) is None


def test_an_address_that_nobody_has_opened_lets_no_socket_in(admission):
    assert not admission.knows("secret-0", None)
    assert not admission.knows("secret-0", "")


@pytest.mark.parametrize(
    "secret", ["", "secret", "secret-00", "SECRET-0", "é", "\udcff", "x" * 9999]
)
def test_a_wrong_address_is_refused(admission, secret):
    assert admission.open(secret, None) is None


def test_no_address_and_no_cookie_is_valid_after_the_lifetime(admission, clock):
    cookie = admission.open("secret-0", None)
    clock.now = 99.9
    assert admission.knows("secret-0", cookie)
    clock.now = 100.0
    assert not admission.knows("secret-0", cookie)
    assert admission.open("secret-0", cookie) is None
    assert admission.open("secret-1", None) is None


def test_secrets_are_long_and_no_two_are_the_same():
    drawn = {draw_secret() for _ in range(100)}
    assert len(drawn) == 100
    assert min(map(len, drawn)) >= 43  # 256 bits


HERE = Origins(origins_of("127.0.0.1", 8000, None))


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000"])
def test_a_page_of_this_server_is_accepted(host):
    assert HERE.accept(host, None, origin_needed=False)
    assert HERE.accept(host, f"http://{host}", origin_needed=True)


@pytest.mark.parametrize(
    "host",
    [
        *("attacker.example", "attacker.example:8000", "127.0.0.1", "127.0.0.1:8001"),
        *("127.0.0.1:8000.attacker.example", "localhost.:8000", "0.0.0.0:8000", ""),
        *("2130706433:8000", "[::1]:8000", "127.0.0.1:8000 ", "user@127.0.0.1:8000"),
    ],
)
def test_another_host_is_refused_as_after_dns_rebinding(host):
    assert not HERE.accept(host, None, origin_needed=False)
    assert not HERE.accept(host, "http://127.0.0.1:8000", origin_needed=True)


@pytest.mark.parametrize(
    "origin",
    [
        *(None, "", "null", "http://attacker.example", "https://127.0.0.1:8000"),
        *("http://127.0.0.1", "http://127.0.0.1:8001", "http://127.0.0.1:8000.attacker.example"),
    ],
)
def test_a_socket_of_a_foreign_page_is_refused(origin):
    assert not HERE.accept("127.0.0.1:8000", origin, origin_needed=True)


@pytest.mark.parametrize(
    ("host", "port", "public", "origins"),
    [
        ("127.0.0.1", 80, None, {"http://127.0.0.1", "http://localhost"}),
        ("::1", 9, None, {"http://[::1]:9", "http://localhost:9"}),
        ("10.1.2.3", 9, None, {"http://10.1.2.3:9"}),
        (
            *("127.0.0.1", 9, "https://Desk.Example:443/"),
            {"https://desk.example", "http://127.0.0.1:9", "http://localhost:9"},
        ),
    ],
)
def test_a_server_has_the_origins_of_what_it_listens_at(host, port, public, origins):
    assert {normal_origin(origin) for origin in origins_of(host, port, public)} == origins


@pytest.mark.parametrize(
    "address", ["", "desk.example", "ftp://desk.example", "https://", "https://u:p@desk.example"]
)
def test_what_is_no_web_address_has_no_origin(address):
    with pytest.raises(ValueError, match=r"^"):
        normal_origin(address)


def test_only_what_is_reached_by_https_is_secure():
    origins = Origins(origins_of("127.0.0.1", 9, "https://desk.example"))
    assert origins.is_secure("desk.example")
    assert not origins.is_secure("127.0.0.1:9")
