"""`milipol import --moved` without a file: an edition has other days."""
