"""Speed and memory of milipol, beside what it is made of and beside other programs."""
