"""Coverage files become an index.

`building` is the way through: `staging` sets aside what is read, `completing` adds what stands
elsewhere, `ordering` ranks it, `telling` tells once what many records name, and `indexing` makes
all of it searchable.
"""
