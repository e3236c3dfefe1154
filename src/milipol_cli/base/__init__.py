"""What all floors share: files, text, locks, zones, streams, errors."""
