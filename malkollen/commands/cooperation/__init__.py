"""`malkollen cooperation`: a data folder to begin with for another cooperation, made of the registry that ships."""
