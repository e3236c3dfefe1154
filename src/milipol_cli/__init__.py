"""milipol: the shows of the Milipol network, in a terminal."""

__version__ = "1.0.0"
