"""Files that hold no table that can be read: what they are, and what to do."""

COPY = "copy its table into a spreadsheet and save that"

# How they begin, and what they are.
_BEGINNINGS = (
    (b"%PDF-", f"a PDF: {COPY}"),
    (b"GIF8", f"a picture (GIF): {COPY}"),
    (b"\x89PNG", f"a picture (PNG): {COPY}"),
    (b"\xff\xd8\xff", f"a picture (JPEG): {COPY}"),
    (b"{\\rtf", f"a document (RTF): {COPY}"),
    (b"\x1f\x8b", "a compressed file (gzip): unpack it"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file (7z): unpack it"),
)

# How files of Office begin that are older than 2007 or have a password, and what they
# are by the names in them.
_COMPOUND = b"\xd0\xcf\x11\xe0"
_IN_COMPOUND = (
    ("EncryptedPackage", "a file with a password: save it without one"),
    ("WordDocument", f"a Word document from before 2007: {COPY}"),
    ("PowerPoint Document", f"a PowerPoint presentation from before 2007: {COPY}"),
    ("Workbook", "an Excel file from before 2007: save it as XLSX"),
)


def other_file(data: bytes) -> str | None:
    """What a file is that is neither a text nor a spreadsheet; None for any other."""
    if data.startswith(_COMPOUND):
        for name, kind in _IN_COMPOUND:
            if name.encode("utf-16-le") in data:
                return kind
        return "a file of an old Office: save it as XLSX or CSV"
    return next((kind for begin, kind in _BEGINNINGS if data.startswith(begin)), None)
