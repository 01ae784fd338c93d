"""The laws of the market: one file per mechanism = its parameters, its pure functions, its source."""
