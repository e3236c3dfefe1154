"""`milipol exhibitors --fairs`."""
