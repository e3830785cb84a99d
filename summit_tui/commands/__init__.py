"""The commands, one module each: the same answers as on the screen, for people and programs."""
