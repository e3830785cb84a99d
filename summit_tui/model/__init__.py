"""The records of a coverage: their classes, fields, addresses and problems."""
