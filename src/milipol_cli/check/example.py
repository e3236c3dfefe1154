"""A programme to start from, which is right as it is."""

PROGRAMME = """\
#:schema ../programme.schema.json
# A programme. Save it as paris/2027.toml in your data folder, and change it.

edition = "paris-2027"      # a show and a year, like the folder and the file
source = ["milipol-programme-2023"]  # where it is from: ids from sources.toml

[[theme]]                   # of a day; leave it out if there is none
date = 2027-11-16
title = "Security of major events"

[[session]]                 # only the title is needed
title = "Opening"
kind = "opening"            # or keynote, panel, talk, workshop, or another word
date = 2027-11-16
start = "09:30"             # on the venue's clock
end = "10:00"
room = "Conference area"

[[session]]
title = "Who guards the port?"
kind = "panel"
date = 2027-11-16
start = "10:00"             # without an end if none is known
track = "Ports"
url = "https://www.example.org/ports"
summary = "Four harbour masters on what has changed."

[[session.speaker]]         # of the session above; repeat it for each speaker
name = "Rosa Quispe"
role = "Harbour master of Callao"

[[session]]
title = "Drones at night"
kind = "demonstration"
date = 2027-11-17
half_day = "afternoon"      # if the time is not known
cancelled = true            # instead of deleting it
"""
