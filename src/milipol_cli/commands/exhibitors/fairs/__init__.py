"""`milipol exhibitors fairs`."""
