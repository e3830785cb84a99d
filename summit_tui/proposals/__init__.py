"""Passages of a source's text that may be statements: pointed out to a person, who decides."""
