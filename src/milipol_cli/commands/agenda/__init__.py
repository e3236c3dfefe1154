"""`milipol agenda`, and its subcommands in modules and folders named after them.

What the commands that change picks share is in `changes`.
"""
