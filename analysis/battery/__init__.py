"""Published regularities of marketing science, measured on a run the way their studies measured them.

`bass` first purchases of a durable, `brand_table` double jeopardy and duplication of purchase, `dirichlet`
repertoire buying, `shifted_beta_geometric` retention of a cohort, `elasticity` responses to price and
advertising, `customer_equity` the value of retention, `satisfaction_signals` what satisfaction tells of who
stays.
"""
