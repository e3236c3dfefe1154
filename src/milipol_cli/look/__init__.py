"""How any answer is shown."""
