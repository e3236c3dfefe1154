"""Untrusted files, read into programmes and lists of exhibitors."""
