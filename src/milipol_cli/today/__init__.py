"""`milipol today`."""
