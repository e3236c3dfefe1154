"""`milipol agenda`."""
