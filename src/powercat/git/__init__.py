"""Git objects, read by plumbing only: the one importer of git. A revision is a store."""
