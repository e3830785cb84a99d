"""Words as they are searched: folded, as they stand in a text, and as names are typed."""
