"""How fast the press is, measured beside its peers in one run: `make bench`, or `python -m benchmarks --help`."""
