"""Charts of sensitivity: each draws numbers it is given and knows no analysis."""
