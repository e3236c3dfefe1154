"""What there is, and what is known of it as of a date."""
