"""What a source says of an article (who, where, when, what kind) to one spelling of it."""
