"""The choices of firms: plug-ins, one folder per decision; blind to the truth."""
