"""Drawings laid out by the program: flowcharts, the organisation chart, the interaction of processes.

In: steps, posts, processes. Out: `Diagram` values. Touches: nothing.
"""
