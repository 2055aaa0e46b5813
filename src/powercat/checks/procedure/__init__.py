"""Limits, steps and posts: how a power is handled."""
