"""Answers in words, tables, exports and pages. Everything here returns text or renderables; ``cli`` prints them."""
