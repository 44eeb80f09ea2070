"""Questions that are told by how they are put: of a municipality's own task, of claims, of cars that can be charged."""
