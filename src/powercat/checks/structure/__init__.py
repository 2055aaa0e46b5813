"""What in a record does not agree with its schema, or with the other records."""
