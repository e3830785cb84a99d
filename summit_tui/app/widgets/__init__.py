"""What the screen is made of; each widget is named for what it shows."""
