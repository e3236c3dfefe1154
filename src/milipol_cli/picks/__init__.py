"""The reader's picks: what they are, and the file they are kept in."""
