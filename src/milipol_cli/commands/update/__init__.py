"""`milipol update`: newer data from a published folder."""
