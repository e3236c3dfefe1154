"""The published web pages."""
