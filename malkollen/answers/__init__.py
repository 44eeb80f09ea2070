"""What the figures answer, typed: places, sizes, the goal's answer, what is missing in things and who moves it.

Pure functions of values and assessments, whose rule is design's page of answers. No word of them is Swedish: content
words them, once, for every medium.
"""
