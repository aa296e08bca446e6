"""Takes in a quarter's files as people keep them, checks them whole, and adds them as snapshots."""
