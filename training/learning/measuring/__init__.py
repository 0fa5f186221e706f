"""What is still known later, and what people do in a drill."""
