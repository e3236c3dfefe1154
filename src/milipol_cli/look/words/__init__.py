"""Words that several views share."""
