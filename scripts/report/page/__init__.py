"""The scorecard page: one file per release that people open, and its front as a picture."""
