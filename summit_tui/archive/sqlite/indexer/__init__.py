"""Coverage files become an index.

`build` has the steps: `stage` reads the files and stages their records, `backfill` completes them
by what is known only once all are read, `order` gives them their docids, `related` computes once
what the records that they refer to add, and `build` writes the documents.
"""
