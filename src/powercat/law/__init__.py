"""The law: the register, its texts, and what records and people say of them."""
