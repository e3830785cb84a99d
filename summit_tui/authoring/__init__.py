"""Coverage files edited as an editor would: what is not meant stays byte for byte as it was."""


class RefusedError(Exception):
    """A file is left as it is; its argument is a sentence that says why."""
