"""milipol: the shows of the Milipol network, in a terminal."""

__version__ = "0.1.0"
