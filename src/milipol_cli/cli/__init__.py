"""Options, folders and completion, which commands share."""
