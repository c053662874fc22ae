"""From a private build to a release."""
