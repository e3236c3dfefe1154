"""The types of the data files: shows, editions, programmes, news, sources, picks.

Every value is frozen and is checked while it is built, whether it comes from a TOML
file or from code. Fields keep the names that the data files use.
"""
