"""What a value means: läge, utveckling, prognos, främst and the goal. Pure arithmetic, standard library only.

A series goes in as value by year; out come frozen answers with a Swedish label each, the numbers behind it and, where
nothing can be said, the reason. The rules are those of the method, whose version every answer carries.
"""

METHOD_VERSION = "1.0"
