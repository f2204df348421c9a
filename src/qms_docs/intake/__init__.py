"""Procedure data as users have them: exports of the national database, old Word sheets.

In: files of strangers, read by the press or the spreadsheet room. Out: what they say, and what was not understood.
Touches: nothing.
"""
