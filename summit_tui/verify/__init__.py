"""Compares the quotations of a draft with what a coverage has.

What a draft says of them is only ever compared, never guessed: who said something, in which
capacity and on which day is asked where the draft states it, and a pronoun states nothing.
"""
