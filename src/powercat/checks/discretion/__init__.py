"""Rules about discretion: whether there is a benchmark, and whether it says what it must."""
