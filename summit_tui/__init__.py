"""A terminal browser for summit coverage: who said what, where, and according to which source."""
