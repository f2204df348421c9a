"""Procedure sheets (quy trình) that were written by hand in Word, read into data."""
