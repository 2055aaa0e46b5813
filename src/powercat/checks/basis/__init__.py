"""What records rest on: whether there is a basis, whether it holds, and whether it may carry what rests on it."""
