"""What goes between a page and a visitor's process, and what that process may do."""

import json
import subprocess
import sys
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summit_tui.archive.query.groups import group_named
from summit_tui.serve import VISIT
from summit_tui.serve.confinement import is_harmless_database
from summit_tui.serve.visit import bounded, environment, packet_for
from summit_tui.serve.visitor import settings_in


def test_keys_are_what_a_person_does_and_all_else_is_not():
    assert packet_for('["stdin", "é"]') == (b"D\0\0\0\2" + "é".encode(), True)
    assert packet_for('["blur"]') == (b'M\0\0\0\x10{"type": "blur"}', False)
    assert packet_for('["ping", "1"]') == (b"", False)
    packet, is_person = packet_for('["resize", {"width": 1e9, "height": 99999999}]')
    assert json.loads(packet[5:]) == {"type": "resize", "width": 80, "height": 250}
    assert not is_person


@pytest.mark.parametrize(
    "message",
    [
        *("", "[]", "{}", "1", "null", '"stdin"', '["stdin"]', '["stdin", 1]', '["stdin", "a", 1]'),
        *('["resize", {}]', '["quit"]', '["deliver_chunk_request", {}]', "[" * 60_000),
    ],
    ids=lambda message: message[:20],
)
def test_what_our_page_never_sends_ends_the_visit(message):
    with pytest.raises(ValueError, match=r"^"):
        packet_for(message)


def test_half_a_character_is_no_error():
    assert packet_for(r'["stdin", "\ud800"]') == (b"D\0\0\0\1?", True)


@given(
    st.one_of(
        st.text(), st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps)
    )
)
def test_no_message_raises_anything_else(message):
    with suppress(ValueError):
        packet_for(message)


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((80, 24), (80, 24)),
        ((0, -1), (1, 1)),
        ((10**9, 10**9), (500, 250)),
        ((None, "9"), (80, 24)),
    ],
)
def test_no_page_makes_a_screen_too_large_to_draw(size, shown):
    assert bounded(*size) == shown


def test_a_process_gets_what_it_needs_of_the_environment_and_no_secret(monkeypatch):
    for name in ("AWS_SECRET_ACCESS_KEY", "SSH_AUTH_SOCK", "EDITOR", "DISPLAY", "PGPASSWORD"):
        monkeypatch.setenv(name, "secret")
    given_variables = environment({"paths": ["a\udcff"], "cache": None, "texts": None}, (100, 30))
    assert "secret" not in given_variables.values()
    assert {"HOME", "PATH"}.isdisjoint(given_variables)
    assert json.loads(given_variables[VISIT])["paths"] == ["a\udcff"]
    assert (given_variables["COLUMNS"], given_variables["ROWS"]) == ("100", "30")


def test_a_visitor_may_name_the_groups_of_the_owner():
    settings = {"paths": [], "cache": None, "texts": None, "groups": {"mekong": ["kh", "la"]}}
    settings_in({VISIT: json.dumps(settings)})
    assert group_named("Mekong").members == ("kh", "la")
    settings_in({VISIT: json.dumps({"paths": [], "cache": None, "texts": None})})
    assert group_named("Mekong") is None


@pytest.mark.parametrize(
    ("name", "is_harmless"),
    [
        (":memory:", True),
        ("", True),
        ("file:///a.index?mode=ro&immutable=1", True),
        ("file:///a.index", False),
        ("file:///a.index?mode=rwc", False),
        ("/a.index", False),
        ("/a?mode=ro", False),
    ],
)
def test_a_database_is_opened_for_reading_or_in_memory(name, is_harmless):
    assert is_harmless_database(name) == is_harmless


CONFINED = """
import os, shutil, socket, sqlite3, subprocess, sys, tempfile
from pathlib import Path
from summit_tui.serve.confinement import confine

folder = Path(sys.argv[1])
confine()
assert (folder / "kept").read_text() == "kept"
open(os.devnull, "w").close()
sqlite3.connect(":memory:").close()
refused = [
    lambda: (folder / "new").write_text("x"),
    lambda: open(folder / "kept", "r+"),
    lambda: os.open(folder / "kept", os.O_RDWR),
    lambda: os.open(folder / "new", os.O_CREAT),
    lambda: (folder / "kept").unlink(),
    lambda: (folder / "kept").rename(folder / "new"),
    lambda: (folder / "new").mkdir(),
    lambda: (folder / "new").symlink_to("kept"),
    lambda: (folder / "kept").chmod(0o777),
    lambda: shutil.rmtree(folder),
    lambda: tempfile.mkdtemp(dir=folder),
    lambda: sqlite3.connect(folder / "new"),
    lambda: subprocess.run([sys.executable, "-V"]),
    lambda: os.system("true"),
    lambda: os.posix_spawn("/bin/true", ["true"], {}),
    lambda: os.execv("/bin/true", ["true"]),
    lambda: os.fork(),
    lambda: socket.create_connection(("127.0.0.1", 9)),
]
for number, act in enumerate(refused):
    try:
        act()
    except PermissionError:
        continue
    sys.exit(f"{number} was done")
assert [*folder.iterdir()] == [folder / "kept"]
"""


def test_a_confined_process_writes_and_starts_nothing(root, tmp_path):
    (tmp_path / "kept").write_text("kept")
    command = [sys.executable, "-c", CONFINED, str(tmp_path)]
    done = subprocess.run(
        command, cwd=root, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
