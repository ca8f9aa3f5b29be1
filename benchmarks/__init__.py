"""What is timed and scored against peers, each a command: ``python -m benchmarks`` prints the table of the README."""
