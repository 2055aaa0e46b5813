"""What comes from other systems and goes to them: one file per source format, and the mapping that makes records of rows."""
