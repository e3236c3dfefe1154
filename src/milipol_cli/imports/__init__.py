"""Files of strangers, read into programmes and lists of exhibitors."""
