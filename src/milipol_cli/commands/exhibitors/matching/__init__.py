"""`milipol exhibitors match`."""
