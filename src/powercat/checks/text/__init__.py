"""What is wrong with a file as text: encoding, YAML, and whether it is a record at all."""
