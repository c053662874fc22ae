"""What readers see: page, handbook, workbook, terminal."""
