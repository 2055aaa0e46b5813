"""powercat: catalogs of administrative powers as YAML under git, checked against the law's own demands."""

__version__ = "0.1.0"
