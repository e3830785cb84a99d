"""Who said a statement, in which capacity, and how that is put into words."""
