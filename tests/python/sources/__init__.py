"""Made-up desks in the shapes that real systems deliver, and their KPIs computed apart."""
