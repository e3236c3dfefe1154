"""Excel files from before 2007, which are not read."""


def other_file(data: bytes) -> str | None:
    """What a file is that only looks like a spreadsheet; None for any other."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "an old Excel file (.xls), or one with a password: save it as XLSX"
    return None
