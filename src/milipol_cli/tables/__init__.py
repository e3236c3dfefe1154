"""Tables of any kind, from CSV to spreadsheets -> rows under known headers."""
