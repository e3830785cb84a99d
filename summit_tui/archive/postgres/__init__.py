"""The back end on a PostgreSQL server: a whole desk reads one archive, which is pushed to it."""
