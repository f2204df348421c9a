"""Tools for those who work on the project; the program does not import them."""
