"""Text analysis: normalized words, their positions in a text, and names in Latin letters."""
