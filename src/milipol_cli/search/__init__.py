"""`milipol search`."""
