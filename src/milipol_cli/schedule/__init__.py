"""Pure questions on values: what is known, to come, on today, and what changed.

Nothing here reads a clock or a file: the standpoint is passed in, and so are the
values. What is on is counted in the venue's days, what is known in the reader's.
"""
