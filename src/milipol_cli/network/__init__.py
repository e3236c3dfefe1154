"""The data, and what is known as of a date."""
