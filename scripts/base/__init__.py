"""What every room builds on: settings, folders, locks, records, errors."""
