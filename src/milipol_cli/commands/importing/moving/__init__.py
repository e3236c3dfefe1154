"""`milipol import --moved` without a file: an edition gets other days."""
