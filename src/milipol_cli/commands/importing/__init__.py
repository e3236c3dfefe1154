"""`milipol import`: a programme file of any kind -> the user's programme."""
