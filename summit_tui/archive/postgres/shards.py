"""What a server has in place of records that are divided among others: it asks them by PL/Proxy.

A shard has the records of some events, under the docids of the whole, and the functions that any
server has. So what shards answer is merged by docid, and numbers are added up. A shard that does
not answer is an error: what the others have alone would be a wrong answer.

Only a superuser may make a function in PL/Proxy's language, so there is one, made once: it has all
shards run a query, which they do with the rights of a reader.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Final, NamedTuple

import psycopg
from psycopg import errors
from psycopg.rows import TupleRow

from summit_tui.archive.postgres.schema import READERS, ROW_COLUMNS
from summit_tui.i18n import gettext

ASK: Final = "on_shards"
"""The function of schema `summit` that runs a query: here on all shards, on a shard there."""

_SHARD: Final = f"""
CREATE SCHEMA IF NOT EXISTS summit;
CREATE OR REPLACE FUNCTION summit.{ASK}(query text) RETURNS SETOF record
LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN QUERY EXECUTE query; END $$;
GRANT USAGE ON SCHEMA summit TO {READERS};
"""

_IDENTITY: Final = """
SELECT system_identifier::text || '/' || oid::text,
    concat(host(inet_server_addr()) || ':' || inet_server_port() || '/', datname)
FROM pg_control_system(), pg_database WHERE datname = current_database()
"""
"""What no other database has, whatever host and port it is asked through, and where it is."""

_FAILURE: Final = re.compile(
    r"summit\.\w+\(\d+\): \[([^]]*)\] (?:PQ\w+: |REMOTE ERROR: )?"
    r"(?:connection to server (?:at|on socket) \"([^\"]*)\".* failed: )?(.*)"
)

MERGING_FUNCTIONS: Final = f"""
CREATE FUNCTION {{schema}}.records(docids int[]) RETURNS TABLE ({ROW_COLUMNS})
LANGUAGE sql STABLE AS $$
    SELECT * FROM summit.{ASK}(format('SELECT * FROM {{schema}}.records(%L)', $1))
        AS r ({ROW_COLUMNS})
$$;

-- Each shard returns as many docids of an expression as may be needed of it.
CREATE FUNCTION {{schema}}.page(
    queries text[], low int, high int, most int, backwards boolean, start int, stop int, known int[]
) RETURNS TABLE (docids text, {ROW_COLUMNS}) LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_variable
DECLARE
    matches int[];
    seen int := 0;
BEGIN
    FOR matches IN
        SELECT array_remove(
            array_agg(m.docid ORDER BY CASE WHEN backwards THEN -m.docid ELSE m.docid END), NULL
        )
        FROM summit.{ASK}(format(
            'SELECT p.number::int, p.docids FROM {{schema}}.page(%L, %L, %L, %L, %L, 0, 0, ''{{}}'')
                WITH ORDINALITY AS p (docids, a, b, c, d, e, f, g, h, i, number)
                WHERE p.docids IS NOT NULL',
            queries, low, high, most, backwards
        )) AS p (number int, docids text)
        LEFT JOIN LATERAL unnest(string_to_array(p.docids, ',')::int[]) AS m (docid) ON true
        GROUP BY p.number ORDER BY p.number
    LOOP
        matches := matches[:most - seen];
        docids := array_to_string(matches, ',');
        RETURN NEXT;
        known := known || matches[greatest(start - seen, 0) + 1:stop - seen];
        seen := seen + cardinality(matches);
        EXIT WHEN seen >= most;
    END LOOP;
    RETURN QUERY SELECT NULL::text, r.* FROM {{schema}}.records(known) AS r;
END $$;

CREATE FUNCTION {{schema}}.counts(query text, lows int[], high int)
RETURNS TABLE (span int, number bigint) LANGUAGE sql STABLE AS $$
    SELECT c.span, sum(c.number)::bigint
    FROM summit.{ASK}(format('SELECT * FROM {{schema}}.counts(%L, %L, %L)', $1, $2, $3))
        AS c (span int, number bigint)
    GROUP BY c.span
$$;

CREATE FUNCTION {{schema}}.few(query text, most int) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT least(sum(c.number), $2)::bigint
    FROM summit.{ASK}(format('SELECT {{schema}}.few(%L, %L)', $1, $2)) AS c (number bigint)
$$;

CREATE FUNCTION {{schema}}.records_at(events int[], kinds int[], ids text[])
RETURNS TABLE ({ROW_COLUMNS}) LANGUAGE sql STABLE AS $$
    SELECT *
    FROM summit.{ASK}(format('SELECT * FROM {{schema}}.records_at(%L, %L, %L)', $1, $2, $3))
        AS r ({ROW_COLUMNS})
$$;

CREATE FUNCTION {{schema}}.named(asked text) RETURNS TABLE ({ROW_COLUMNS})
LANGUAGE sql STABLE AS $$
    SELECT * FROM summit.{ASK}(format('SELECT * FROM {{schema}}.named(%L)', $1))
        AS r ({ROW_COLUMNS})
    ORDER BY r.kind, r.docid
$$;

CREATE FUNCTION {{schema}}.digests(asked int) RETURNS TABLE (kind int, id text, digest bytea)
LANGUAGE sql STABLE AS $$
    SELECT * FROM summit.{ASK}(format('SELECT * FROM {{schema}}.digests(%L)', $1))
        AS d (kind int, id text, digest bytea)
    ORDER BY d.kind, d.id COLLATE "C"
$$;
"""  # noqa: S608 - no input


def check_shards(servers: Sequence[psycopg.Connection[TupleRow]], names: Sequence[str]) -> None:
    """Raise an error unless the first server asks just the others, which are its shards.

    `names` are those of the servers, for sentences. Each shard can be asked afterwards.
    """
    first, *shards = servers
    if not shards:
        return
    own = _identity_of(first)
    named: dict[str, str] = {}
    for shard, name in zip(shards, names[1:], strict=True):
        identity = _identity_of(shard)
        if identity in (own, *named):
            raise errors.DataException(gettext("{archive} is named twice", archive=name))
        named[identity] = name
        _let_be_asked(shard)
    asked = _asked_by(first)
    if not asked or own in asked:
        reason = gettext("the first address has no list of its shards: help servers")
        raise errors.DataException(reason)
    for identity in asked.keys() - named.keys():
        raise _is_not_named(asked[identity])
    for identity in named.keys() - asked.keys():
        reason = gettext("the first address does not ask {archive}", archive=named[identity])
        raise errors.DataException(reason)


def _identity_of(server: psycopg.Connection[TupleRow]) -> str:
    ((identity, _),) = server.execute(_IDENTITY).fetchall()
    return str(identity)


def _let_be_asked(shard: psycopg.Connection[TupleRow]) -> None:
    """Make the function that runs queries on a shard, where there is none yet."""
    (is_made,) = shard.execute(f"SELECT to_regproc('summit.{ASK}') IS NOT NULL").fetchone() or (0,)
    if not is_made:
        # Another push may be doing the same.
        with suppress(errors.UniqueViolation), shard.transaction():
            shard.execute(_SHARD)


def _asked_by(first: psycopg.Connection[TupleRow]) -> dict[str, str]:
    """Return the identity of each database that a server asks, and where it is."""
    query = f"SELECT * FROM summit.{ASK}(%s) AS shards (identity text, name text)"  # noqa: S608
    try:
        return dict(first.execute(query.encode(), [_IDENTITY]).fetchall())
    except (errors.InvalidSchemaName, errors.UndefinedFunction, errors.InternalError_) as error:
        failure = shard_failure(str(error.diag.message_primary))
        if failure is None:
            return {}
        if isinstance(error, errors.InternalError_):
            raise
        # Those that are named have the schema and the function by now.
        raise _is_not_named(failure.shard) from error


def _is_not_named(shard: str) -> errors.DataException:
    reason = gettext("the first address also asks the shard {shard}: name it, too", shard=shard)
    return errors.DataException(reason)


class ShardFailure(NamedTuple):
    """What PL/Proxy says of a shard."""

    shard: str
    """Its database, and its host where that did not answer."""
    reason: str


def shard_failure(message: str) -> ShardFailure | None:
    """Return what a message of PL/Proxy says of a shard; None where it says nothing of any."""
    match = _FAILURE.search(message)
    if match is None:
        return None
    database, host, reason = match.groups()
    return ShardFailure(f"{host}/{database}" if host else database, reason)
