"""The Milipol trade shows in a terminal."""

__version__ = "3.0.0"
