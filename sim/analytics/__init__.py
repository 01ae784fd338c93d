"""Four kinds of analytics on a firm's own records: arrays in, arrays out; none of it knows the market.

Classification, clustering, association and early warning are the kinds that Ngai, Xiu & Chau (2009),
"Application of data mining techniques in customer relationship management", and the texts on CRM name.
"""
