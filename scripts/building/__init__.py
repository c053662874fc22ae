"""From raw files to a tested, private build."""
