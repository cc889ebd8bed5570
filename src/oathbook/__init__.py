"""oathbook: reads reports from wars with many armed groups and keeps the book."""

__version__ = "0.4.0"
