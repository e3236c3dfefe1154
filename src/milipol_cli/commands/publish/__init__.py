"""`milipol publish`: a folder of files for a web server."""
