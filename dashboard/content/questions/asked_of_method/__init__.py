"""Questions of the figures themselves: how sure, from where, what is counted, what is missing, which objects, who."""
