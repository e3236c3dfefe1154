"""`milipol agenda`, and its subcommands in modules and folders named after them.

Those that change picks make them of options (`pick_options`, `pick_times`, `new_picks`,
`pick_edits`, `follow_up_edits`, `deadlines`). Their answer is an `outcome`, in words in
`outcome_lines`.
"""
