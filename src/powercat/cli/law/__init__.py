"""The commands of the group ``law``."""
