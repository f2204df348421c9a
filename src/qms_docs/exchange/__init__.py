"""A workspace's data as an Excel workbook and back.

In: models and their plain data, cells of a workbook. Out: tables to write, data read with their places. Touches: nothing.
"""
