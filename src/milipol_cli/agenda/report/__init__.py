"""`milipol agenda report`."""
