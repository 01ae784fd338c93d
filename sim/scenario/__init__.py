"""The question: a market, its firms, and the strategies to set against each other."""
