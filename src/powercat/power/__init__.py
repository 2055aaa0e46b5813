"""How the domain reads a catalog: life, family, standards and bodies of powers. Pure functions over the catalog; rules, diff and
views share them.
"""
