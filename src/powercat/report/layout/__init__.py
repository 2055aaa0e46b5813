"""What several formats share: places, code frames, grouping, escaping."""
