"""A PostgreSQL server of our own: on this machine alone, and gone when the tests are done."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import psycopg

ROLES = """
CREATE ROLE summit_reader NOLOGIN;
CREATE ROLE press LOGIN;
CREATE ROLE desk LOGIN IN ROLE summit_reader;
CREATE ROLE locked LOGIN IN ROLE summit_reader PASSWORD 'canary';
"""
"""As the manual's page for administrators makes them, and a reader who needs a password."""

UNSAFE = """
SELECT format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', oid::regprocedure) FROM pg_proc
WHERE proname IN ('lo_create', 'lo_creat', 'lo_from_bytea', 'pg_logical_emit_message')
"""
"""Finds what takes from readers what they might write otherwise, also as that page has it."""

PROXY = [
    "CREATE EXTENSION plproxy",
    "CREATE SERVER summit FOREIGN DATA WRAPPER plproxy OPTIONS (modular_mapping '1', {shards})",
    "CREATE USER MAPPING FOR PUBLIC SERVER summit OPTIONS (user 'desk')",
    "GRANT USAGE ON FOREIGN SERVER summit TO summit_reader, press",
    "CREATE SCHEMA summit AUTHORIZATION press",
    """
    CREATE FUNCTION summit.on_shards(query text) RETURNS SETOF record LANGUAGE plproxy
    AS $$ CLUSTER 'summit'; RUN ON ALL; $$
    """,
]
"""What makes a database ask shards, also as that page has it."""


def programs():
    """Return the folder with the programs of the newest server, or None where none is installed."""
    known = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/opt").glob("*/bin")]
    known += [Path(path).resolve().parent for path in [shutil.which("initdb")] if path]
    usable = [folder for folder in known if (folder / "initdb").exists()]
    return max(
        usable, key=lambda folder: [*map(int, filter(str.isdigit, folder.parts))], default=None
    )


def has_shards():
    """Say whether PL/Proxy is installed for the newest server."""
    folder = programs()
    return bool(folder) and any(
        (base / "extension/plproxy.control").exists()
        for base in (
            folder.parent / "share",
            Path("/usr/share/postgresql", folder.parent.name),
        )
    )


class Server:
    """A server in a folder; it listens on a socket in that folder and on a port of loopback."""

    def __init__(self, folder):
        self.folder = folder
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.data = folder / "data"

    def run(self, program, *arguments):
        """Run one of the server's programs, never as root, which it refuses."""
        user = {}
        if os.getuid() == 0:
            account = pwd.getpwnam("postgres")
            user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        command = [programs() / program, *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self.folder, **user)

    def make(self):
        self.run("initdb", "-D", self.data, "-A", "trust", "-U", "admin", "-E", "UTF8", "--no-sync")
        access = self.data / "pg_hba.conf"
        access.write_text("host all locked all scram-sha-256\n" + access.read_text())
        self.configure()

    def configure(self):
        settings = ["fsync=off", "max_wal_size=256MB", f"unix_socket_directories='{self.folder}'"]
        settings += [f"port={self.port}", "listen_addresses='127.0.0.1'", "max_connections=100"]
        with (self.data / "postgresql.conf").open("a") as file:
            file.write("\n".join(["", *settings, ""]))

    def start(self):
        log = self.folder / "log"
        self.run("pg_ctl", "-D", self.data, "-l", log, "-w", "-t", "60", "start")

    def stop(self, mode="immediate"):
        self.run("pg_ctl", "-D", self.data, "-m", mode, "-w", "stop")

    def admin(self, database="postgres"):
        """Return a connection that may do anything."""
        return psycopg.connect(
            host=str(self.folder), port=self.port, user="admin", dbname=database, autocommit=True
        )

    def address(self, user, database):
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def make_database(self, name):
        with self.admin() as connection:
            connection.execute(f"CREATE DATABASE {name} OWNER press")
            connection.execute(f"REVOKE TEMPORARY ON DATABASE {name} FROM PUBLIC")
        with self.admin(name) as connection:
            for (statement,) in connection.execute(UNSAFE).fetchall():
                connection.execute(statement)
        return name

    def make_shards(self, name, number):
        """Make a database for readers, with PL/Proxy, and so many shards; return the latter."""
        shards = [self.make_database(f"{name}_{ordinal}") for ordinal in range(number)]
        self.make_database(name)
        where = f"host=127.0.0.1 port={self.port} tcp_user_timeout=3000 dbname="
        options = ", ".join(f"p{ordinal} '{where}{shard}'" for ordinal, shard in enumerate(shards))
        with self.admin(name) as connection:
            for statement in PROXY:
                connection.execute(statement.replace("{shards}", options))
        return shards


@contextmanager
def _folder():
    """Yield an empty folder of whoever runs the server."""
    with tempfile.TemporaryDirectory(prefix="summit-pg-", dir="/tmp") as folder:
        if os.getuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(folder, account.pw_uid, account.pw_gid)
        yield Path(folder)


@contextmanager
def standby(primary):
    """Yield a standby of a server, which has all that the server has by now."""
    with _folder() as folder:
        server = Server(folder)
        where = ["-h", primary.folder, "-p", str(primary.port), "-U", "admin"]
        primary.run("pg_basebackup", *where, "-D", server.data, "-R", "-c", "fast")
        server.configure()
        server.start()
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def running():
    """Yield a server that has the roles and nothing else."""
    with _folder() as folder:
        server = Server(folder)
        server.make()
        server.start()
        try:
            with server.admin() as connection:
                connection.execute(ROLES)
            yield server
        finally:
            server.stop()
