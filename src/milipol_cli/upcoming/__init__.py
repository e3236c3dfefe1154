"""`milipol upcoming`."""
