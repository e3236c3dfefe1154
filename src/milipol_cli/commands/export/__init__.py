"""`milipol export`."""
