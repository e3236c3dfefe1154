"""`milipol remind`: alarms that are due."""
