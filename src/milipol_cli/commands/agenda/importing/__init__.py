"""`milipol agenda import`: picks from calendars, agenda files and lists of ids."""
