"""Events <-> iCalendar files (RFC 5545, RFC 7986); only this imports icalendar."""
