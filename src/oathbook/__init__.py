"""oathbook: reads reports from wars with many armed groups and keeps the book."""
