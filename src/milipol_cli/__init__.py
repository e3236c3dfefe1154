"""The Milipol trade shows in a terminal."""

__version__ = "4.0.0.dev0"
