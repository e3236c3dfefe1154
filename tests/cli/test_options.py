"""The values of options that commands share."""

import datetime as dt

from milipol_cli.cli import options


def test_a_length_of_time_is_in_minutes_up_to_years() -> None:
    texts = ("10m", "2h", "3d", "2w", "999y")
    assert [options.length(text, "--within") for text in texts] == [
        dt.timedelta(minutes=10),
        dt.timedelta(hours=2),
        dt.timedelta(days=3),
        dt.timedelta(days=14),
        dt.timedelta(days=999 * 365),
    ]
    in_days = [options.days(text, "--within") for text in ("3d", "2w", "1y")]
    assert in_days == [3, 14, 365]
