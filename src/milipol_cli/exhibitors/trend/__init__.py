"""`milipol exhibitors --trend`."""
