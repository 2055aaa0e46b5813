"""What an import may find, one file a rule."""
