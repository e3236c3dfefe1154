"""`milipol agenda --follow-ups`."""
