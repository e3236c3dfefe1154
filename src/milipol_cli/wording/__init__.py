"""Values -> the words for them: the same word for the same thing in every output."""
