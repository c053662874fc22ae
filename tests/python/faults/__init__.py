"""What goes wrong around the warehouse, done on purpose: inputs, kills, disks, readers."""
