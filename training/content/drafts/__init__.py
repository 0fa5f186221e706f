"""What authors have sent and not proposed yet."""
