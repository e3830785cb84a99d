"""The screen: everything that knows Textual, and nothing else does."""
