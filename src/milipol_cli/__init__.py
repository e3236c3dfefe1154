"""The Milipol trade shows in a terminal."""

__version__ = "2.0.0"
