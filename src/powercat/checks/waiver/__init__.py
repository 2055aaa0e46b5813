"""Waivers themselves: run out, of no use, without a reason, not understood."""
