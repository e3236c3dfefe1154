"""What is wrong with data: pure checks of tables and of the values made of them.

A check gives findings, each at a place of the tables. Which file that is in, and on
which line, the catalog knows. What was meant is looked for as long as a run has not
compared too many words: so that advice alone hangs on what was asked before.
"""
