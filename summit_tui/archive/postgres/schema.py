"""What lies on the server: the list of versions, and the tables and functions of each version.

A version is a schema of its own that is never changed once it is pushed; its functions are pushed
with it, so that they always fit. There are no migrations: the coverage files are the truth. Readers
have the rights of `READERS`, which may read and nothing else.

Where a version is divided among shards by event, the records lie there, and the server that readers
ask has functions of the same names that ask all shards and merge what they answer.
"""

from typing import Final

from summit_tui.archive.sqlite.schema import VERSION

LAYOUT: Final = f"{VERSION}-3"
"""Changes whenever a version that was pushed earlier could not be read."""
READERS: Final = "summit_reader"
"""The role whose members read."""
KEPT: Final = 2
"""The versions that stay after a push: whoever reads the last but one reads on."""

VERSIONS: Final = f"""
-- `build` identifies the index that was pushed.
CREATE SCHEMA IF NOT EXISTS summit;
CREATE TABLE IF NOT EXISTS summit.version (
    name text PRIMARY KEY, layout text NOT NULL, program text NOT NULL,
    build text NOT NULL, pushed timestamptz NOT NULL
);
GRANT USAGE ON SCHEMA summit TO {READERS};
GRANT SELECT ON summit.version TO {READERS};
"""

TABLES: Final = """
CREATE SCHEMA {schema};
-- The rows of the index's table of this name, with the docids of the records that each refers to,
-- and of the statements of its remark.
CREATE TABLE {schema}.record (
    docid int NOT NULL, kind smallint NOT NULL, event int NOT NULL, id text COLLATE "C" NOT NULL,
    file int NOT NULL, line int NOT NULL, data text NOT NULL, checksum bigint NOT NULL,
    doubtful int NOT NULL, links int[] NOT NULL, remark int[] NOT NULL
);
CREATE TABLE {schema}.document (docid int NOT NULL, tokens tsvector NOT NULL);
CREATE TABLE {schema}.digest (
    event int NOT NULL, kind smallint NOT NULL, id text COLLATE "C" NOT NULL, digest bytea NOT NULL
);
"""

CHUNKS: Final = """
CREATE SCHEMA IF NOT EXISTS {schema};
-- All other tables of the index, as a file of SQLite in compressed chunks.
CREATE TABLE {schema}.chunk (number int PRIMARY KEY, data bytea NOT NULL);
ALTER TABLE {schema}.chunk ALTER data SET STORAGE EXTERNAL;
"""

INDEXES: Final[tuple[str, ...]] = (
    "ALTER TABLE {schema}.record ADD PRIMARY KEY (docid)",
    "CREATE UNIQUE INDEX ON {schema}.record (id, event, kind)",
    "ALTER TABLE {schema}.digest ADD PRIMARY KEY (event, kind, id)",
    # No index of docids: for an expression that it knows nothing of, the server would walk it.
    "CREATE INDEX ON {schema}.document USING gin (tokens) WITH (fastupdate = off)",
    # Nor what lexemes are frequent: reading that took longer than most answers, and whatever it
    # said, the index above is the only way. Frequent words are not asked here.
    "ALTER TABLE {schema}.document ALTER tokens SET STATISTICS 0",
    "ANALYZE {schema}.record",
    "ANALYZE {schema}.document",
)
MISPLACED: Final = """
SELECT count(*) FROM (
    SELECT docid < lag(docid) OVER (ORDER BY ctid) AS is_misplaced FROM {schema}.document
) AS documents WHERE is_misplaced
"""
"""How many documents do not lie in the order of their docids, which `page` relies on."""

_ROW: Final = "r.docid, r.kind::int, r.event, r.id, r.file, r.line, r.data, r.checksum, r.doubtful"
ROW_COLUMNS: Final = (
    "docid int, kind int, event int, id text, file int, line int, data text, checksum bigint,"
    " doubtful int"
)
# Each statement is planned when it is executed: what an expression finds is known only then.
RECORD_FUNCTIONS: Final = f"""
CREATE FUNCTION {{schema}}.records(docids int[]) RETURNS TABLE ({ROW_COLUMNS})
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
    shown int[] := (
        SELECT array_agg(DISTINCT d) FROM (
            SELECT unnest(docids) AS d
            UNION ALL
            SELECT unnest(remark) FROM {{schema}}.record WHERE docid = ANY (docids)
        ) AS statements
    );
BEGIN
    RETURN QUERY EXECUTE 'SELECT {_ROW} FROM {{schema}}.record AS r WHERE r.docid = ANY (ARRAY(
        SELECT unnest($1) UNION
        SELECT unnest(links) FROM {{schema}}.record WHERE docid = ANY ($1)
    ))' USING shown;
END $$;

-- The first docids that match, expression by expression, and the rows of those from one position to
-- another and of `known`; in `docids` they are joined by commas, in a row for each expression that
-- comes before all others. Forwards, the documents are read in the order in which they lie, which
-- is that of their docids, up to the last one needed: to sort them, all would have to be read. A
-- walk through the whole table, which may begin anywhere, and one by several processes are ruled
-- out.
CREATE FUNCTION {{schema}}.page(
    queries text[], low int, high int, most int, backwards boolean, start int, stop int, known int[]
) RETURNS TABLE (docids text, {ROW_COLUMNS}) LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET max_parallel_workers_per_gather = 0 SET jit = off AS $$
#variable_conflict use_variable
DECLARE
    query text;
    matches int[];
    seen int := 0;
BEGIN
    FOREACH query IN ARRAY queries LOOP
        EXECUTE format(
            'SELECT ARRAY(SELECT d.docid FROM {{schema}}.document AS d WHERE d.tokens @@ %L::tsquery
                AND d.docid BETWEEN %s AND %s %s LIMIT %s)',
            query, low, high, CASE WHEN backwards THEN 'ORDER BY d.docid DESC' END, most - seen
        ) INTO matches;
        docids := array_to_string(matches, ',');
        RETURN NEXT;
        known := known || matches[greatest(start - seen, 0) + 1:stop - seen];
        seen := seen + cardinality(matches);
        EXIT WHEN seen >= most;
    END LOOP;
    RETURN QUERY SELECT NULL::text, r.* FROM {{schema}}.records(known) AS r;
END $$;

-- How many documents match in each span; the spans follow each other, and `lows` are their first.
CREATE FUNCTION {{schema}}.counts(query text, lows int[], high int)
RETURNS TABLE (span int, number bigint) LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        'SELECT width_bucket(docid, $1), count(*) FROM {{schema}}.document
        WHERE tokens @@ %L::tsquery AND docid BETWEEN $1[1] AND $2 GROUP BY 1', query
    ) USING lows, high;
END $$;

CREATE FUNCTION {{schema}}.few(query text, most int) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE number bigint;
BEGIN
    EXECUTE format(
        'SELECT count(*) FROM (
            SELECT FROM {{schema}}.document WHERE tokens @@ %L::tsquery LIMIT $1
        ) AS hits', query
    ) INTO number USING most;
    RETURN number;
END $$;

CREATE FUNCTION {{schema}}.records_at(events int[], kinds int[], ids text[])
RETURNS TABLE ({ROW_COLUMNS}) LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY EXECUTE 'SELECT {_ROW}
        FROM unnest($1, $2, $3) AS asked (event, kind, id)
        JOIN {{schema}}.record AS r USING (event, kind, id)' USING events, kinds, ids;
END $$;

CREATE FUNCTION {{schema}}.named(asked text)
RETURNS TABLE ({ROW_COLUMNS}) LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY EXECUTE 'SELECT {_ROW} FROM {{schema}}.record AS r
        WHERE r.id = $1 ORDER BY r.kind, r.docid' USING asked;
END $$;

CREATE FUNCTION {{schema}}.digests(asked int) RETURNS TABLE (kind int, id text, digest bytea)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY EXECUTE 'SELECT kind::int, id, digest FROM {{schema}}.digest
        WHERE event = $1 ORDER BY kind, id' USING asked;
END $$;
"""  # noqa: S608 - no input

CHUNK_FUNCTIONS: Final = """
CREATE FUNCTION {schema}.chunks(first int, last int) RETURNS TABLE (number int, data bytea)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY EXECUTE 'SELECT number, data FROM {schema}.chunk
        WHERE number BETWEEN $1 AND $2 ORDER BY number' USING first, last;
END $$;
"""

GRANTS: Final = f"""
GRANT USAGE ON SCHEMA {{schema}} TO {READERS};
GRANT SELECT ON ALL TABLES IN SCHEMA {{schema}} TO {READERS};
"""
