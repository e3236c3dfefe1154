"""`milipol show`."""
