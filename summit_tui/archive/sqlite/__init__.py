"""An index answers: `sqlite` one, and `joined` one with a smaller one of what changed since."""
