"""`milipol exhibitors match --fairs`."""
