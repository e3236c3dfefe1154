"""`milipol check`: errors and warnings about data files, by file and line.

Each file is checked by itself, its structure first. If that is right, the rules check
the data of all folders together.
"""
