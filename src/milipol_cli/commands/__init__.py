"""A folder for each command."""
