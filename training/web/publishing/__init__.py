"""The pages where texts are uploaded, compared, approved, published, rolled back and held."""
