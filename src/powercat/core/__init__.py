"""What a catalog is: text with positions, records, the graph. Knows no law, no terminal, no git."""
