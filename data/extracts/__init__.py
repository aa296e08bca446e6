"""Loads the publisher's own files: told by their content, checked, mapped, merged, published.

`data.extracts.loading` does it; `data.commands.load` is its command line. What a publisher's label
means is no code but the table `offence-labels` (`offence_labels.csv`).
"""
