"""The changes that commands make to the agenda: options, new picks, and the outcome."""
