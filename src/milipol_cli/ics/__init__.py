"""Events <-> iCalendar files (RFC 5545, RFC 7986); the only owner of icalendar."""
