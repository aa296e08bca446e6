"""What each page says: queries, computes and words for a state; no Dash callbacks here."""
