"""What every room stands on: settings, folders, locks, records, errors."""
