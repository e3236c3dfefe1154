"""`milipol exhibitors import`."""
