"""The routes to the clipboard: `delivery` takes them in turn, and is loaded with the first copy."""
