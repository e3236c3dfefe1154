"""`milipol agenda sheet`."""
