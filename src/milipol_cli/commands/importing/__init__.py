"""`milipol import`: a programme file of any kind -> a programme of one's own."""
