"""The KPI handbook: what every number means, generated from the catalogue and the docs blocks."""
