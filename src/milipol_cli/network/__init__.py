"""The data, and the facts known as of a date."""
