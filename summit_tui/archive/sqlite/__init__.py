"""The back end on SQLite: an index file per coverage, with FTS5 and postings of its own."""
