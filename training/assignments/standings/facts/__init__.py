"""What is on record of people and one certificate, person by person or as many as are alike."""
