"""`milipol news`."""
