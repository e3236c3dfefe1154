"""Events <-> iCalendar files (RFC 5545, RFC 7986); nothing else imports icalendar."""
