"""Files, text, locks, zones, streams and errors, which all floors share."""
