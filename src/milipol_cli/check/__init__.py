"""`milipol check`: what is wrong with data files, by file and line.

Each file is checked by itself, its structure first. Once that is right, the rules look
at what the files of all folders hold together.
"""
