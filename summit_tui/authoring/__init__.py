"""Coverage files edited as an editor would: what is not meant stays byte for byte as it was."""
