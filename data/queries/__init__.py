"""The questions that can be asked of the data; pages and the API ask the same ones."""
