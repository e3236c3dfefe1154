"""`milipol exhibitors`."""
