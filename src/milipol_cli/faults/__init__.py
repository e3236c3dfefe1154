"""What is wrong with data: pure checks of tables and of the values made of them.

A check gives findings, each at a place of the tables. Which file that is in, and on
which line, the catalog knows.
"""
