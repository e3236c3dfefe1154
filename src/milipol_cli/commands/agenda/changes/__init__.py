"""The changes that commands make to the agenda.

Picks are made and edited by options (`pick_options`, `pick_times`, `new_picks`,
`pick_edits`, `follow_up_edits`, `deadlines`). The answer of a command is an `outcome`,
in words in `outcome_lines`, and in JSON in `fields`.
"""
