def init() -> int:
    return 0
