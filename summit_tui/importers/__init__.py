"""Coverage comes in: files of other programs become records, and nothing is ever misattributed.

A format is a row in `table.py` and a module of its own, which recognizes a file by its content and
says what is in it (`importer.py`). All that is the same for every format is done here: ids, the
plan, the merge with what an editor has changed, the ledger and the files. The core of the program
does not know this room; only the command loads it.
"""
