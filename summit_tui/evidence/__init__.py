"""Locates excerpts in the texts of their sources, and links to them.

Nothing is imported here: the browser starts without these modules.
"""
