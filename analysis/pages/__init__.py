"""What an answer looks like: a chart with its words and numbers, a page that stands alone, a text."""
