"""What somebody who takes over has to confirm."""
