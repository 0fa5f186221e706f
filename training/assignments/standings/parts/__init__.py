"""The parts of statements about many people and one certificate."""
