"""`milipol remind`: the alarms that are due."""
