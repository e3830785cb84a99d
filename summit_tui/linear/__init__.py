"""The program as plain lines: a prompt, numbered answers, and nothing that is ever painted over.

It is for screen readers, braille, terminals that cannot be drawn on, and pipes.
"""
