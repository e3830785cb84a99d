"""Coverage files become an index.

`build` runs the steps: `stage` reads the files into batches and `staged` holds their records,
`backfill` adds what is known only once all are read, `order` sets duplicates aside and assigns the
docids, `related` computes what the referenced records add, and `build` writes documents, facets,
sort orders and postings.

Until docids are assigned, a record is known by its number: its position among all that were read.
What many records have in common, such as the same speakers, is a combination. It is numbered,
computed and stored once, as the distinct values of a column are in Lucene's doc values.
"""
