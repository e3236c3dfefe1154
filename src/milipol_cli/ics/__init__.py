"""Calendar files: events <-> iCalendar (RFC 5545, RFC 7986). Only here: icalendar."""
