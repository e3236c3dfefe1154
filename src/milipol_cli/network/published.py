"""What `milipol publish` and `milipol update` agree on about a published folder."""

MANIFEST = "manifest.json"

# The version of the manifest.
SCHEMA = 1

# The version of milipol that brought the newest fields of data files. Data that needs a
# later one is refused.
DATA_VERSION = (2, 0)
