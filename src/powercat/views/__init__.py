"""Catalog → what one page or table shows."""
