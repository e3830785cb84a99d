"""The screens: the browser, and what is opened over it."""
